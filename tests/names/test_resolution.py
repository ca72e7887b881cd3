"""Who is meant inside a document: brothers, roles, pronouns, short forms, and those who stay apart."""

import pytest
from resolving import said, speakers

from onrecord.document import Document, Role


def _roles(document: Document, name: str) -> list[tuple[str, str | None, str | None]]:
    (entity,) = [entity for entity in document.entities if entity.name == name]
    return [(role.title, role.organization, role.date) for role in entity.roles]


def test_two_brothers_stay_two() -> None:
    document = said(
        "Peter Venn and his brother Adam Venn run the ferry. Peter Venn said it would sail. Adam Venn denied that it "
        "would. Adam said he was sure.",
        {"source": "Peter Venn", "cue": "said", "content": "it would sail"},
        {"source": "Adam Venn", "cue": "denied", "content": "that it would"},
        {"source": "Adam", "cue": "said", "content": "he was sure"},
    )
    assert speakers(document) == ["Peter Venn", "Adam Venn", "Adam Venn"]


def test_woman_and_man_of_one_surname_stay_two() -> None:
    document = said(
        "Clara Venn met Peter Venn. Mrs Venn said it was late. Mr Venn argued it was early. She added that she was.",
        {"source": "Mrs Venn", "cue": "said", "content": "it was late"},
        {"source": "Mr Venn", "cue": "argued", "content": "it was early"},
        {"source": "She", "cue": "added", "content": "that she was"},
    )
    assert speakers(document) == ["Clara Venn", "Peter Venn", "Clara Venn"]


def test_polish_verb_tells_the_woman_from_the_man_of_one_surname() -> None:
    document = said(
        "Anna Wrona i Adam Wrona rozmawiali. Dodała, że pada. Dodał, że wieje.",
        {"cue": "Dodała", "content": "że pada"},
        {"cue": "Dodał", "content": "że wieje"},
        language="pl",
    )
    assert speakers(document) == ["Anna Wrona", "Adam Wrona"]


def test_role_alone_is_who_bore_it_two_paragraphs_before() -> None:
    document = said(
        "Mayor Clara Venn arrived on Monday with two aides.\n\nThe bridge was shut, and the ferry did not sail.\n\n"
        "The mayor said it would open again.",
        {"source": "The mayor", "cue": "said", "content": "it would open again"},
    )
    assert speakers(document) == ["Clara Venn"]
    (person,) = [entity for entity in document.entities if entity.name == "Clara Venn"]
    assert [(document.text[m.start : m.end], m.why) for m in person.mentions] == [
        ("Clara Venn", "name"),
        ("mayor", "role"),
    ]


def test_persons_who_share_a_given_name_stay_two() -> None:
    document = said(
        "Donald Tusk and Donald Trump met. Tusk said yes. Trump denied it.",
        {"source": "Tusk", "cue": "said", "content": "yes"},
        {"source": "Trump", "cue": "denied", "content": "it"},
    )
    assert speakers(document) == ["Donald Tusk", "Donald Trump"]


def test_name_before_its_apposition_is_who_speaks() -> None:
    document = said(
        "Peter Marsh, of consultancy Venn, said sales rose. Clara Venn, envoy to Lund and the former head of a bank, "
        "argued they fell.",
        {"source": "consultancy Venn", "cue": "said", "content": "sales rose"},
        {"source": "the former head of a bank", "cue": "argued", "content": "they fell"},
    )
    assert speakers(document) == ["Peter Marsh", "Clara Venn"]


def test_participle_has_the_subject_of_its_sentence() -> None:
    document = said(
        "Peter Ostrand called the tax claims a lie, saying that nobody paid. Announcing the plan, Clara Venn smiled.",
        {"source": "claims", "cue": "saying", "content": "that nobody paid"},
        {"cue": "Announcing", "content": "the plan"},
    )
    assert speakers(document) == ["Peter Ostrand", "Clara Venn"]


def test_person_met_in_an_introduction_is_not_who_speaks_after_it() -> None:
    document = said(
        "Anna Berg said no. Clara Venn listened. In a message to Mrs Venn, she added that she was sorry.",
        {"source": "Anna Berg", "cue": "said", "content": "no"},
        {"source": "she", "cue": "added", "content": "that she was sorry"},
    )
    assert speakers(document) == ["Anna Berg", "Anna Berg"]


def test_pronoun_inside_a_quotation_is_somebody_else_than_who_speaks() -> None:
    document = said(
        'Peter Ostrand met Adam Venn. "He told me that it was late," Ostrand said.',
        {"source": "He", "cue": "told", "content": "that it was late"},
        {"source": "Ostrand", "cue": "said", "content": '"He told me that it was late,"'},
    )
    assert speakers(document) == ["Adam Venn", "Peter Ostrand"]


def test_they_are_the_two_named_together() -> None:
    document = said(
        "Clara Venn met Peter Ostrand and Adam Lind in Lund, where they agreed to talk.",
        {"source": "they", "cue": "agreed", "content": "to talk"},
    )
    assert speakers(document) == ["Peter Ostrand and Adam Lind"]


def test_given_names_before_one_surname_share_it() -> None:
    document = said(
        "Anna and Adam Berg live here. Anna Berg said no. Adam argued yes.",
        {"source": "Anna Berg", "cue": "said", "content": "no"},
        {"source": "Adam", "cue": "argued", "content": "yes"},
    )
    assert speakers(document) == ["Anna Berg", "Adam Berg"]


@pytest.mark.parametrize("sentence", ["It was reported that it rained.", "It has been said that it rained."])
def test_it_of_an_impersonal_report_is_nobody(sentence: str) -> None:
    cue = "reported" if "reported" in sentence else "said"
    document = said(
        f"The Harbour Board met. {sentence}", {"source": "It", "cue": cue, "content": "that it rained"}
    )
    assert speakers(document) == [None]


def test_capital_that_speaks_is_its_country() -> None:
    document = said(
        "Talks with Poland failed. Warsaw denied that they had.",
        {"source": "Warsaw", "cue": "denied", "content": "that they had"},
    )
    assert speakers(document) == ["Poland"]


def test_report_speaks_for_who_made_it() -> None:
    document = said(
        "According to a report by the Lund Harbour Board, it rained. The report says that it snowed.",
        {"source": "a report by the Lund Harbour Board", "cue": "According to", "content": "it rained"},
        {"source": "The report", "cue": "says", "content": "that it snowed"},
    )
    assert speakers(document) == ["Lund Harbour Board", "Lund Harbour Board"]


def test_person_the_headline_leaves_unnamed_is_the_one_who_bears_the_role() -> None:
    document = said(
        "Harbour master warns of floods\n\nOn Monday it rained in Lund.\n\nClara Venn, the harbour master, left.",
        {"source": "Harbour master", "cue": "warns", "content": "of floods"},
    )
    assert speakers(document) == ["Clara Venn"]


def test_judge_or_driver_is_not_who_was_named_last() -> None:
    document = said(
        "Clara Venn took a cab in Lund. The driver said it was late.",
        {"source": "The driver", "cue": "said", "content": "it was late"},
    )
    assert speakers(document) == ["driver"]


def test_author_of_a_text_in_the_first_person_is_who_it_is_by() -> None:
    document = said(
        "I promise that the ferry will sail, whatever it costs us.\n\nClara Venn is the mayor of Lund.",
        {"source": "I", "cue": "promise", "content": "that the ferry will sail"},
    )
    assert speakers(document) == ["Clara Venn"]


def test_polish_noun_that_hangs_on_a_preposition_is_no_subject() -> None:
    document = said(
        "Adam Krzelak przyszedł. W programie stacji powiedział, że pada.",
        {"source": "programie stacji", "cue": "powiedział", "content": "że pada"},
        language="pl",
    )
    assert speakers(document) == ["Adam Krzelak"]


def test_polish_body_behind_the_verb_and_a_preposition_is_where_it_was_said() -> None:
    document = said(
        "Adam Krzelak przyszedł. Wczoraj powiedział podczas Zgromadzenia Ogólnego ONZ, że pada.",
        {"source": "Ogólnego ONZ", "cue": "powiedział", "content": "że pada"},
        language="pl",
    )
    assert speakers(document) == ["Adam Krzelak"]


def test_polish_body_and_who_speaks_next_to_it_are_two() -> None:
    document = said(
        "Adam Krzelak przyszedł. Na forum ONZ Krzelak powiedział, że pada.",
        {"source": "ONZ Krzelak", "cue": "powiedział", "content": "że pada"},
        language="pl",
    )
    assert speakers(document) == ["Adam Krzelak"]


def test_polish_name_in_the_nominative_is_the_subject_behind_an_oblique_noun() -> None:
    document = said(
        "Adam Krzelak milczał. Zgodnie z aktem oskarżenia Krzelak wyznał, że pada.",
        {"source": "oskarżenia Krzelak", "cue": "wyznał", "content": "że pada"},
        language="pl",
    )
    assert speakers(document) == ["Adam Krzelak"]


def test_roles_keep_organisation_and_years_and_their_variants() -> None:
    document = said(
        "Anna Berg, secretary general of the Lund League since 2019, left. The chairman of the league, Anna Berg, "
        "spoke. "
        "Adam Rudd, minister of the interior (2010-2014), left. Former president Ole Lind stayed."
    )
    assert _roles(document, "Anna Berg") == [
        ("secretary general", "Lund League", "2019/.."),
        ("chairman of the league", None, None),
    ]
    assert _roles(document, "Adam Rudd") == [("minister of the interior", None, "2010/2014")]
    assert _roles(document, "Ole Lind") == [("Former president", None, None)]
    for entity in document.entities:
        assert all(_shown(document, role) == role.title for role in entity.roles)


def test_role_before_a_comma_keeps_its_organisation() -> None:
    document = said("The chairman of the Lund Harbour Board, Clara Venn, left. Secretary of State Adam Rudd stayed.")
    assert _roles(document, "Clara Venn") == [("chairman", "Lund Harbour Board", None)]
    assert _roles(document, "Adam Rudd") == [("Secretary of State", None, None)]


def test_body_before_a_title_is_its_organisation() -> None:
    document = said(
        "Lund Harbour Board Chairman Clara Venn left. Norlandic Prime Minister Adam Rudd stayed. "
        "Supreme Harbour Council secretary general Ole Lind spoke."
    )
    assert _roles(document, "Clara Venn") == [("Chairman", "Lund Harbour Board", None)]
    assert _roles(document, "Adam Rudd") == [("Norlandic Prime Minister", None, None)]
    assert _roles(document, "Ole Lind") == [("secretary general", "Supreme Harbour Council", None)]


def test_another_title_by_which_somebody_is_meant_is_a_role_too() -> None:
    document = said(
        "Adam Berg, secretary general of the Lund League, left. The chairman said that it rained.",
        {"source": "The chairman", "cue": "said", "content": "that it rained"},
    )
    assert speakers(document) == ["Adam Berg"]
    assert [title for title, _, _ in _roles(document, "Adam Berg")] == ["secretary general", "chairman"]


def test_polish_role_keeps_its_organisation() -> None:
    document = said("Prezydent Zarzecza Adam Krzelak milczał. Prezes, Jan Wrona, odszedł.", language="pl")
    assert _roles(document, "Adam Krzelak") == [("Prezydent", "Zarzecza", None)]
    assert _roles(document, "Jan Wrona") == [("Prezes", None, None)]


def _shown(document: Document, role: Role) -> str:
    return document.text[role.start : role.end]
