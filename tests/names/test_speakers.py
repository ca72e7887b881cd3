"""Who speaks, in English: names, surnames, roles, groups, pronouns."""

from resolving import addressees, said, speakers


def test_full_name_with_title_is_the_person_with_that_role() -> None:
    document = said(
        "Norlandic Prime Minister Clara Venn said taxes would fall.",
        {"source": "Norlandic Prime Minister Clara Venn", "cue": "said", "content": "taxes would fall"},
    )
    (person,) = [entity for entity in document.entities if entity.id == document.statements[0].speaker]
    assert (person.kind, person.name) == ("person", "Clara Venn")
    assert [role.title for role in person.roles] == ["Norlandic Prime Minister"]
    assert [(document.text[m.start : m.end], m.why) for m in person.mentions] == [("Clara Venn", "name")]


def test_surname_alone_is_the_person_named_in_full_before_or_after() -> None:
    document = said(
        "Venn was calm. Clara Venn arrived on Monday. Venn said it was late.\nOstrand warned of rain. "
        "Mikkel Ostrand farms here.",
        {"source": "Venn", "cue": "said", "content": "it was late"},
        {"source": "Ostrand", "cue": "warned", "content": "of rain"},
    )
    assert speakers(document) == ["Clara Venn", "Mikkel Ostrand"]


def test_name_in_apposition_behind_a_role_is_the_speaker() -> None:
    document = said(
        "His mother, Clara Venn, said he was home. Clara Venn, the harbour master of Lund, agreed that he was.",
        {"source": "His mother, Clara Venn", "cue": "said", "content": "he was home"},
        {"source": "Clara Venn, the harbour master of Lund", "cue": "agreed", "content": "that he was"},
    )
    assert speakers(document) == ["Clara Venn", "Clara Venn"]
    assert len({statement.speaker for statement in document.statements}) == 1


def test_pronoun_is_the_last_speaker_of_its_gender() -> None:
    document = said(
        "Clara Venn said it rained. Peter Ostrand said it snowed. She added that it was dark. He denied it.",
        {"source": "Clara Venn", "cue": "said", "content": "it rained"},
        {"source": "Peter Ostrand", "cue": "said", "content": "it snowed"},
        {"source": "She", "cue": "added", "content": "that it was dark"},
        {"source": "He", "cue": "denied", "content": "it"},
    )
    assert speakers(document) == ["Clara Venn", "Peter Ostrand", "Clara Venn", "Peter Ostrand"]


def test_role_alone_is_who_bears_it() -> None:
    document = said(
        "Mayor Clara Venn met Governor Peter Ostrand. The mayor said it went well. The governor said so too.",
        {"source": "The mayor", "cue": "said", "content": "it went well"},
        {"source": "The governor", "cue": "said", "content": "so too"},
    )
    assert speakers(document) == ["Clara Venn", "Peter Ostrand"]


def test_spokesman_without_a_name_is_somebody_of_his_own() -> None:
    document = said(
        "Mayor Clara Venn was away. A spokesman for the harbour said it was open. The spokesman added it was full.",
        {"source": "A spokesman for the harbour", "cue": "said", "content": "it was open"},
        {"source": "The spokesman", "cue": "added", "content": "it was full"},
    )
    assert speakers(document) == ["spokesman for the harbour"] * 2


def test_the_same_group_is_the_same_entity() -> None:
    document = said(
        "Police said the road was shut. Witnesses said it was open. Police said it was not.",
        {"source": "Police", "cue": "said", "content": "the road was shut"},
        {"source": "Witnesses", "cue": "said", "content": "it was open"},
        {"source": "Police", "cue": "said", "content": "it was not"},
    )
    first, second, third = document.statements
    assert first.speaker == third.speaker != second.speaker
    assert document.entity(second.speaker).kind == "group"  # type: ignore[union-attr]


def test_body_is_told_from_person_and_found_again_by_its_noun() -> None:
    document = said(
        "The Harbour Ministry said ships may sail. The ministry added that they must.",
        {"source": "The Harbour Ministry", "cue": "said", "content": "ships may sail"},
        {"source": "The ministry", "cue": "added", "content": "that they must"},
    )
    assert speakers(document) == ["Harbour Ministry", "Harbour Ministry"]
    assert document.entities[0].kind == "organization"


def test_i_inside_a_quotation_is_whoever_says_it() -> None:
    document = said(
        '"I told them that it was late," Clara Venn said.',
        {"source": "I", "cue": "told", "content": "that it was late"},
        {"source": "Clara Venn", "cue": "said", "content": '"I told them that it was late,"'},
    )
    assert speakers(document) == ["Clara Venn", "Clara Venn"]


def test_nobody_is_invented_where_no_source_is_given() -> None:
    document = said(
        "Clara Venn was there. The bridge is reportedly shut.", {"cue": "reportedly", "content": "The bridge is"}
    )
    assert speakers(document) == [None]


def test_initials_particles_and_apostrophes_belong_to_names() -> None:
    document = said(
        "J. K. Ostrand said no. Ursula von der Venn said yes. Karim al-Tariq agreed. Sean O’Venn left, he said.",
        {"source": "J. K. Ostrand", "cue": "said", "content": "no"},
        {"source": "Ursula von der Venn", "cue": "said", "content": "yes"},
        {"source": "Karim al-Tariq", "cue": "agreed", "content": "agreed"},
        {"source": "he", "cue": "said", "content": "left"},
    )
    assert speakers(document) == ["J. K. Ostrand", "Ursula von der Venn", "Karim al-Tariq", "Sean O’Venn"]


def test_titles_tell_two_persons_of_one_surname_apart() -> None:
    document = said(
        "Peter Venn and Clara Venn came. Mr Venn said hello. Mrs Venn said nothing of the kind.",
        {"source": "Mr Venn", "cue": "said", "content": "hello"},
        {"source": "Mrs Venn", "cue": "said", "content": "nothing of the kind"},
    )
    assert speakers(document) == ["Peter Venn", "Clara Venn"]


def test_addressees_are_entities_too() -> None:
    document = said(
        "Clara Venn told reporters that she was glad. She told Peter Ostrand that he was not.",
        {"source": "Clara Venn", "cue": "told", "addressee": "reporters", "content": "that she was glad"},
        {"source": "She", "cue": "told", "addressee": "Peter Ostrand", "content": "that he was not"},
    )
    assert addressees(document) == ["reporters", "Peter Ostrand"]


def test_two_who_are_told_are_two_addressees() -> None:
    document = said(
        "Clara Venn told Peter Ostrand and Adam Lind to go.",
        {"source": "Clara Venn", "cue": "told", "addressee": "Peter Ostrand and Adam Lind", "content": "to go"},
    )
    assert addressees(document) == ["Peter Ostrand", "Adam Lind"]


def test_person_the_lead_leaves_unnamed_is_named_by_the_next_sentence() -> None:
    document = said(
        "A harbour master warned of floods.\n\nClara Venn said the dam was old.",
        {"source": "A harbour master", "cue": "warned", "content": "of floods"},
        {"source": "Clara Venn", "cue": "said", "content": "the dam was old"},
    )
    assert speakers(document) == ["Clara Venn", "Clara Venn"]


def test_abbreviation_that_ends_a_sentence_is_no_part_of_the_next_name() -> None:
    document = said(
        "They flew to the U.S. Venn said it was far. Clara Venn is a pilot.",
        {"source": "Venn", "cue": "said", "content": "it was far"},
    )
    assert speakers(document) == ["Clara Venn"]


def test_nobody_is_told_what_he_says_himself() -> None:
    document = said(
        "Peter Ostrand, a soldier, told the soldier that it was late.",
        {
            "source": "Peter Ostrand, a soldier",
            "cue": "told",
            "addressee": "the soldier",
            "content": "that it was late",
        },
    )
    (statement,) = document.statements
    assert statement.speaker not in statement.addressees


def test_body_that_was_not_named_is_not_taken_for_an_outlet() -> None:
    document = said(
        "The Lund Gazette wrote that it rained. The museum said it had closed.",
        {"source": "The Lund Gazette", "cue": "wrote", "content": "that it rained"},
        {"source": "The museum", "cue": "said", "content": "it had closed"},
    )
    assert speakers(document) == ["Lund Gazette", "museum"]


def test_words_without_a_noun_name_nobody() -> None:
    document = said(
        "The result will be announced by May 9. Both sides behaved like neighbors who know each other well.",
        {"source": "May 9", "cue": "announced", "content": "The result"},
        {"source": "behaved like neighbors", "cue": "know", "content": "each other well"},
    )
    assert speakers(document) == [None, None]
    assert not document.entities


def test_a_lone_surname_that_speaks_is_whom_the_next_pronoun_means() -> None:
    document = said(
        "The crowd waited for hours.\nOstrand said it rained. The harbour was shut. He added that it was late.",
        {"source": "Ostrand", "cue": "said", "content": "it rained"},
        {"source": "He", "cue": "added", "content": "that it was late"},
    )
    assert speakers(document) == ["Ostrand", "Ostrand"]
    (person,) = [entity for entity in document.entities if entity.id == document.statements[0].speaker]
    assert person.kind == "person"


def test_a_role_is_not_that_of_somebody_named_once_and_long_before() -> None:
    document = said(
        "Peter Ostrand said it rained. Ostrand stayed. He said it snowed. His friend, the sailor Jonas Lind, had died. "
        "The harbour was shut. The rain went on. Ostrand left. The sailor said that he would be back.",
        {"source": "Peter Ostrand", "cue": "said", "content": "it rained"},
        {"source": "He", "cue": "said", "content": "it snowed"},
        {"source": "The sailor", "cue": "said", "content": "that he would be back"},
    )
    assert speakers(document) == ["Peter Ostrand"] * 3


def test_a_role_that_tells_more_is_the_last_speakers_who_bears_it() -> None:
    document = said(
        "The lawmaker Peter Ostrand said it rained. The lawmaker from Lund added that it was late.",
        {"source": "The lawmaker Peter Ostrand", "cue": "said", "content": "it rained"},
        {"source": "The lawmaker from Lund", "cue": "added", "content": "that it was late"},
    )
    assert speakers(document) == ["Peter Ostrand", "Peter Ostrand"]
