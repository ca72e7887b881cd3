"""Blocks of plain text are told apart by their typography, in any language."""

from __future__ import annotations

import pytest

from onrecord.intake import from_text

LEAD = "The council of Velmora met on Tuesday and spoke for three hours about the harbour and its cranes."
BODY = "Mayor Ilse Brandqvist said the harbour would open in May, and the crane drivers thanked her for it."


def kinds(text: str) -> list[str]:
    return [block.kind for block in from_text(text).blocks]


def words(text: str) -> list[str]:
    document = from_text(text)
    return [document.text[block.start : block.end] for block in document.blocks]


def kind_of(line: str) -> str:
    """The kind of a line in the middle of an article."""
    parts = [LEAD, BODY, LEAD, BODY, line, BODY, LEAD, BODY, LEAD]
    document = from_text("\n\n".join(parts))
    return document.blocks[4].kind


def test_first_line_without_a_full_stop_is_the_title() -> None:
    document = from_text(f"Harbour of Velmora opens in May\n\n{LEAD}\n\n{BODY}\n")
    assert [b.kind for b in document.blocks] == ["title", "paragraph", "paragraph"]
    assert document.title == "Harbour of Velmora opens in May"


def test_first_line_in_title_case_is_the_title_even_with_a_full_stop() -> None:
    assert kinds(f"Brandqvist: Harbour Of Velmora Opens In May.\n\n{LEAD}")[0] == "title"


def test_first_sentence_of_an_article_is_no_title() -> None:
    assert kinds(f"{LEAD}\n\n{BODY}") == ["paragraph", "paragraph"]


def test_line_alone_is_no_title() -> None:
    assert kinds("Harbour of Velmora opens in May") == ["paragraph"]


def test_title_after_a_byline_is_found() -> None:
    assert kinds(f"By Jane Testwell\n\nHarbour opens in May\n\n{LEAD}") == ["credit", "title", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "What the drivers want",
        "Council Speaker Oda Lindqvist To Union Delegation: „You Have Won The Harbour Back!”",
        "Union Chair Bram Okkels: „The Strike… Is The Beginning Of A Long Road Towards Fair Pay; We Will "
        "Walk It Together With Every Port Of The Coast, And We Shall Not Stop Before All Are Heard, Since "
        "This Is The Promise Our Fathers Gave When They Built The First Pier Of The Town By Hand”",
        "Co dalej z portem",
        "## The drivers' demands",
    ],
)
def test_heading_stands_apart_and_leads_a_paragraph(line: str) -> None:
    assert kind_of(line) == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "The port is closed.",
        "Brandqvist continued:",
        "He said: „The harbour has been ours.”",
        "said Okkels",
        "„Nie damy się podzielić.”",
        "Le port est à nous.\xa0»",
        "– Nie wiem – powiedział Okkels.",
    ],
)
def test_short_line_of_running_text_is_no_heading(line: str) -> None:
    assert kind_of(line) == "paragraph"


def test_heading_directly_over_its_paragraph_is_found() -> None:
    assert kinds(f"{LEAD}\n\nThe drivers\n{BODY}\n\n{LEAD}") == [
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_last_line_is_never_a_heading() -> None:
    assert kinds(f"{LEAD}\n\n{BODY}\n\nWhat the drivers want to know next")[-1] == "paragraph"


@pytest.mark.parametrize(
    "line",
    [
        "Speaker Lindqvist (right) and union head Okkels (Source: Velmora Post, February 8, 2025)",
        "Union delegation at the town hall (Source:, February 8, 2025)",
        "Lindqvist speaking at the pier  (Źródło: Kurier Velmory, 8 lutego 2025)",
        "Lindqvist am Hafen (Quelle: Velmora Bote)",
        "Photo: Ada Nilsen/VP",
        "fot. Kurier",
        "Fot. Jan Kowalewicz/ Agencja Brzeg",
        "The mayor opens the pier. (Ada Nilsen/Velmora Press)",
        "The mayor opens the pier. Photo: Ada Nilsen",
        "Burmistrz otwiera molo / Fot. Kurier",
        "Burmistrz otwiera molo / foto KURIER",
        "Starostka otevírá molo | foto: Kurýr",
        "© Ada Nilsen",
        "Ada Nilsen via Velmora Images",
    ],
)
def test_caption_is_told_by_its_source(line: str) -> None:
    assert kind_of(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "The mayor (right in the picture, as always) opened the pier and shook hands with the drivers.",
        "According to a source: the pier was opened by the mayor and the drivers (and nobody else) in May.",
        "Talks go on, Okkels told us on Monday. (VP)",
        "The bill (1/3 of the costs) is paid by the town and the port.",
    ],
)
def test_paragraph_with_parentheses_is_no_caption(line: str) -> None:
    assert kind_of(line) == "paragraph"


def test_line_in_brackets_is_an_editors_note() -> None:
    assert kind_of("[The rest – a list of [minor] meetings – is not translated]") == "editor-note"
    assert kinds(f"[Updated on Monday]\n\n{LEAD}")[0] == "editor-note"


def test_brackets_inside_a_paragraph_are_no_editors_note() -> None:
    assert kind_of("[He] said the port would open, and [she] agreed [with him]") != "editor-note"


def test_numbered_note_is_a_footnote() -> None:
    text = f"{LEAD} [1]\n\n{BODY} [2]\n\n[1] Velmora Post, February 8, 2025.\n[2] Ibid., p. 4."
    assert kinds(text) == ["paragraph", "paragraph", "footnote", "footnote"]


def test_raised_number_and_star_are_footnotes() -> None:
    assert kinds(f"{LEAD}¹\n\n{BODY}\n\n¹ Velmora Post, May 4.")[-1] == "footnote"
    assert kinds(f"{LEAD[:-1]}*.\n\n{BODY}\n\n* The name was changed.")[-1] == "footnote"


def test_note_with_a_parenthesis_needs_its_marker() -> None:
    assert kinds(f"{LEAD[:-1]}1).\n\n{BODY}\n\n1) Velmora Post, May 4.")[-1] == "footnote"
    assert kinds(f"{LEAD}\n\n{BODY}\n\n1) Velmora Post, May 4.")[-1] == "paragraph"


@pytest.mark.parametrize("sign", ["-", "–", "•", "*"])
def test_neighbouring_short_items_are_a_list(sign: str) -> None:
    text = f"{LEAD}\n\n{sign} higher pay\n{sign} shorter shifts;\n{sign} a new crane.\n\n{BODY}"
    assert kinds(text) == ["paragraph", "list-item", "list-item", "list-item", "paragraph"]


def test_numbered_items_are_a_list_and_a_lone_one_is_not() -> None:
    assert kinds(f"{LEAD}\n\n1. The port opens.\n\n2. The pier closes.\n\n{BODY}").count("list-item") == 2
    assert "list-item" not in kinds(f"{LEAD}\n\n1. The port opens.\n\n{BODY}")


def test_dialogue_dashes_are_paragraphs() -> None:
    text = f"{LEAD}\n\n– Otwieramy port – powiedziała burmistrz.\n– Dziękujemy.\n– Nie ma za co.\n\n{BODY}"
    assert "list-item" not in kinds(text)


@pytest.mark.parametrize(
    "line",
    [
        "(PAP)",
        "Source: Velmora Post",
        "Źródło: Kurier",
        "kw/ mmi/",
        "autorka: Ola Przykładna",
        "(Reporting by Ada Nilsen; Editing by Bram Okkels)",
        "Velmora Press",
    ],
)
def test_last_line_naming_writers_or_an_agency_is_a_credit(line: str) -> None:
    assert kinds(f"Harbour opens in May\n\n{LEAD}\n\n{BODY}\n\n{LEAD}\n\n{line}")[-1] == "credit"


def test_byline_and_date_under_the_title_are_credits() -> None:
    head = "Harbour opens in May\n\nBy Jane Testwell and Bram Okkels\n\nFebruary 8, 2025, 14:05"
    text = f"{head}\n\n{LEAD}\n\n{BODY}"
    assert kinds(text) == ["title", "credit", "credit", "paragraph", "paragraph"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Harbour of Velmora opens in May\n\n"
        "The council of Velmora met on Tuesday and spoke for three hours about\n"
        "the harbour and its cranes. Mayor Ilse Brandqvist said the harbour\n"
        "would open in May, and the crane drivers thanked her for it. Nobody\n"
        "else was asked.\n\n"
        "The union’s chair, Bram Okkels, answered that the drivers had waited\n"
        "long enough, and that May was the last month they would wait for the\n"
        "council\n"
        "- a word he said twice - to keep what it had promised them in autumn.\n"
    )
    assert kinds(text)[:2] == ["title", "paragraph"]
    assert words(text)[1].startswith("The council")
    assert words(text)[1].endswith("was asked.")


def test_each_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    assert kinds(f"{LEAD}\n{BODY}\n{LEAD}\n{BODY}") == ["paragraph"] * 4


def test_line_broken_inside_its_sentence_goes_on() -> None:
    assert words(f"{LEAD[:60]}\n{LEAD[61:]}\n\n{BODY}") == [f"{LEAD[:60]}\n{LEAD[61:]}", BODY]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\f", "\v", "\x85"])
def test_every_line_break_parts_blocks(newline: str) -> None:
    assert words(f"{LEAD}{newline}{newline}{BODY} {newline}") == [LEAD, BODY]


def test_mixed_line_breaks_part_blocks() -> None:
    assert words(f"\r\n{LEAD}\r\r\n{BODY}\u2028{LEAD}\f\n") == [LEAD, BODY, LEAD]


def test_rule_of_dashes_is_no_block() -> None:
    assert words(f"{LEAD}\n\n* * *\n\n{BODY}\n---\n{LEAD}") == [LEAD, BODY, LEAD]


def test_ellipsis_alone_on_a_line_is_kept() -> None:
    assert words(f"{LEAD}\n\n…\n\n{BODY}\n\n[...]\n\n{LEAD}")[1::2] == ["…", "[...]"]


def test_blank_text_has_no_blocks() -> None:
    assert kinds(" \n\t\u3000\ufeff\u200b\n") == []


def test_right_to_left_text_has_blocks() -> None:
    body = "قال الوزير يوم الأربعاء إن الميناء سيفتح في مايو، وشكره العمال على ذلك."
    text = f"الميناء يفتح في مايو\n\n{body}\n\n{body}\n\nالوزير في الميناء (المصدر: بريد فلمورا)\n\n{body}"
    assert kinds(text) == ["title", "paragraph", "paragraph", "caption", "paragraph"]
