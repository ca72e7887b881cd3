"""PDF files become an article's text again: paragraphs, reading order, and nothing that only belongs to the page."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from intake.pdf_files import HEADING, NOTE, TITLE, canvas_pages, pages, story
from intake.shown import blocks, messages
from onrecord.document import Document
from onrecord.intake import Given, IntakeError, from_bytes

LEDE = (
    "The harbour town of Vesthavn will reopen its northern crossing in June, its mayor announced on Monday, after a "
    "winter in which the ferries stood idle and shopkeepers on both sides complained of empty streets."
)
QUOTE = (
    "“We will reopen the crossing in June,” Mayor Ines Falk told reporters, adding that the ferries would run hourly. "
    "“And this time,” she said, “it is for good.”"
)
DENIAL = (
    "Her deputy, Oskar Lind, said that the well-known shipyard would be paid from the town's reserves. He denied that "
    "the contract had been kept secret, and promised to publish every page of it before the summer."
)
WORDS = [
    *("the", "harbour", "town", "mayor", "council", "ferry", "winter", "shipyard", "contract", "reserves", "figures"),
    *("baker", "northern", "shore", "newspaper", "crossing", "bridge", "deputy", "announced", "promised", "denied"),
    *("published", "carried", "streets", "goods", "summer", "recess", "question", "answer"),
]


def read(data: bytes, **said: str) -> Document:
    return from_bytes(data, Given(**said), "paper.pdf")


def paragraphs(document: Document) -> list[str]:
    return [words for kind, words in blocks(document) if kind == "paragraph"]


def prose(seed: int, count: int) -> list[str]:
    """So many paragraphs of words in any order, all different, with numbers among them."""
    chance = random.Random(seed)

    def sentence() -> str:
        words = [chance.choice(WORDS) for _ in range(chance.randint(6, 20))]
        words.insert(chance.randrange(len(words)), str(chance.randint(1, 2030)))
        return " ".join(words).capitalize() + "."

    return [" ".join(sentence() for _ in range(chance.randint(1, 6))) for _ in range(count)]


def test_lines_are_joined_into_paragraphs_under_title_and_headings() -> None:
    flow = [*story("Crossing to reopen", style=TITLE), *story(LEDE, QUOTE), *story("The deputy", style=HEADING)]
    document = read(pages([*flow, *story(DENIAL)]))
    assert blocks(document) == [
        ("title", "Crossing to reopen"),
        ("paragraph", LEDE),
        ("paragraph", QUOTE),
        ("heading", "The deputy"),
        ("paragraph", DENIAL),
    ]
    assert (document.id, document.title, document.published) == ("paper.pdf", "Crossing to reopen", None)
    assert not document.findings


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other_and_no_word_is_lost(columns: int) -> None:
    written = prose(columns, 50 * columns)
    document = read(pages(story(*written), columns, "VESTHAVN OBSERVER", numbers=True))
    count = Counter(re.findall(r"\w+", " ".join(written)))
    assert Counter(re.findall(r"\w+", document.text)) == count
    whole = set(paragraphs(document))
    # A column may end with a full line and a full stop: then only the next indent tells, and a break may hide it.
    assert sum(words in whole for words in written) >= 0.95 * len(written)


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    long = " ".join(prose(7, 60)).replace(". ", ", ")
    assert paragraphs(read(pages(story(long), columns=2, numbers=True))) == [long]


def test_running_heads_page_numbers_and_changing_section_names_are_dropped() -> None:
    def page(number: int) -> list[tuple[float, float, str]]:
        lines = [(60.0, 700.0 - 14 * n, f"line {n} of text {'abcdef'[number]} and more of it") for n in range(9)]
        section = ["Harbour", "Council", "Shipyard", "Weather", "Letters", "Sport"][number]
        return [(60.0, 810.0, "Vesthavn Observer, 2 March"), (60.0, 796.0, f"{number + 12} {section}"), *lines]

    document = read(canvas_pages(*map(page, range(6))))
    assert "Observer" not in document.text
    assert not re.search(r"\b1[2-7]\b|Harbour|Sport", document.text)
    assert document.text.count("line 0 of text") == 6


def test_what_a_browser_prints_round_a_page_is_dropped_but_for_the_address() -> None:
    margins = [
        (20.0, 815.0, "11/25/26, 1:09 AM"),
        (280.0, 815.0, "Crossing to reopen"),
        (20.0, 18.0, "https://post.example/crossing"),
        (560.0, 18.0, "1/1"),
    ]
    body = (60.0, 700.0, "Mayor Ines Falk said on Monday that the crossing would reopen.")
    document = read(canvas_pages([*margins, body]))
    assert (document.text, document.url) == (body[2], "https://post.example/crossing")


def test_a_number_at_the_edge_of_running_text_stays() -> None:
    years = (2019, 1998, 2020, 2004, 2022, 1987, 2011, 2001)
    written = [[(60.0, 780.0, f"{year} was the year of the {word}.")] for year, word in zip(years, WORDS, strict=False)]
    assert read(canvas_pages(*written)).text.count("was the year") == 8


def test_a_hyphen_at_a_line_s_end_goes_and_one_inside_a_compound_stays() -> None:
    lines = ["The mayor announ-", "ced that a well-", "known yard, so well-known, was paid, and the nor-", "thern."]
    (words,) = paragraphs(read(canvas_pages([(60.0, 700.0 - 13 * n, line) for n, line in enumerate(lines)])))
    assert words == "The mayor announced that a well-known yard, so well-known, was paid, and the northern."


def test_items_of_a_list_are_apart_whether_or_not_a_bullet_stands_before_them() -> None:
    long = "shorter shifts in the winter, which the union has demanded for ten years without an"
    for bullet in ("", "• "):
        items = [f"{bullet}higher pay", f"{bullet}{long}", "answer from the owners", f"{bullet}a pier"]
        lines = ["The drivers had waited long enough, said the chair of the union. They now demand", "this:", *items]
        found = [words for _, words in blocks(read(canvas_pages([(60, 700 - 13 * n, s) for n, s in enumerate(lines)])))]
        assert found[1:] == [items[0], f"{items[1]} {items[2]}", items[3]]


def test_a_box_inside_a_text_comes_after_the_sentence_that_it_interrupts() -> None:
    beside = [(60.0, 700.0 - 12 * n, f"and the text runs beside it in line {'abcdef'[n]}") for n in range(6)]
    boxed = ["The pier was", "closed twice and then", "reopened again."]
    box = [(320.0, 694.0 - 12 * n, words) for n, words in enumerate(boxed)]
    below = [(60.0, 628.0 - 12 * n, f"then it is as wide as the page {word}, " * 2) for n, word in enumerate("xyz")]
    above = [(60.0, 712.0, "The mayor said on Monday that the crossing would reopen, while nobody on the shore")]
    found = [words for _, words in blocks(read(canvas_pages([*above, *beside, *box, *below])))]
    assert found[-1] == "The pier was closed twice and then reopened again."
    assert found[0].startswith("The mayor said")
    assert "in line f then it is as wide" in found[0]


def test_notes_come_after_the_paragraph_that_they_interrupt() -> None:
    flow = [*story(LEDE, DENIAL), *story("1. Report of the yard, February.", style=NOTE)]
    found = blocks(read(pages(flow)))
    assert found[-1] == ("footnote", "1. Report of the yard, February.")


def test_a_raised_marker_stays_at_its_word() -> None:
    document = read(pages(story(f"{LEDE} The yard had asked for twice the sum<super>1</super>, said Ida Berg.")))
    assert document.text.endswith("twice the sum1, said Ida Berg.")


def test_the_file_s_own_title_counts_where_the_text_agrees_or_has_none() -> None:
    assert read(pages(story(LEDE), title="Crossing to reopen")).title == "Crossing to reopen"
    assert read(pages(story(LEDE), title="Microsoft Word - draft3.docx")).title is None
    flow = [*story("Ferries in June", style=TITLE), *story(LEDE)]
    assert read(pages(flow, title="Weekly template")).title == "Ferries in June"
    assert read(pages(flow, title="Weekly template"), title="Mine").title == "Mine"


def test_a_title_of_half_characters_costs_nothing_else() -> None:
    data = pages(story(LEDE), title="Harbour")
    broken = re.sub(rb"/Title \([^)]*\)", rb"/Title <FEFFD800>", data)
    assert broken != data
    assert read(broken).text == LEDE


def test_a_scan_without_text_is_told() -> None:
    with pytest.raises(IntakeError, match=r"paper\.pdf: .*without text \(a scan\?\)"):
        read(canvas_pages([(50.0, 100.0, "[picture]")], [(50.0, 100.0, "[picture]")]))


def test_a_scanned_page_among_others_is_a_finding_and_the_others_are_read() -> None:
    words = [(60.0, 700.0, "Mayor Ines Falk said that the crossing would reopen.")]
    document = read(canvas_pages(words, [(50.0, 100.0, "[picture]")]))
    assert document.text == words[0][2]
    assert messages(document) == ["page 2 of the PDF file: a picture without text"]


def test_an_empty_file_is_told() -> None:
    with pytest.raises(IntakeError, match=r"paper\.pdf: a PDF file without text"):
        read(canvas_pages([]))


def test_an_encrypted_file_is_told_and_one_that_only_forbids_printing_is_read() -> None:
    words = [(60.0, 700.0, "Mayor Ines Falk said no.")]
    with pytest.raises(IntakeError, match=r"paper\.pdf: .*encrypted; save it without a password"):
        read(canvas_pages(words, password="secret"))
    assert read(canvas_pages(words, password="")).text == "Mayor Ines Falk said no."


def test_a_file_cut_short_is_read_where_its_table_can_be_made_again_else_told() -> None:
    data = pages(story(LEDE), pageCompression=0)
    for end in (len(data) - 20, data.index(b"trailer") + 12, data.index(b"\nxref")):
        document = read(data[:end])
        assert document.text == LEDE
        assert messages(document) == ["the PDF file is cut short; what could be found in it was read"]
    with pytest.raises(IntakeError, match=r"paper\.pdf: a PDF file that is damaged or cut short"):
        read(data[: len(data) // 2])


def test_a_pdf_is_known_by_its_beginning_whatever_its_name() -> None:
    assert from_bytes(pages(story(LEDE)), name="report").text == LEDE
    assert from_bytes(b"junk\n" + pages(story(LEDE)), name="report.pdf").text == LEDE


def test_the_same_file_gives_the_same_document() -> None:
    data = pages(story(*prose(1, 40)), columns=2)
    assert read(data) == read(data)
