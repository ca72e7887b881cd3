"""Headlines: a source, a colon and what it says; no cue."""

from __future__ import annotations

from reading import told

BODY = "\n\nThe fishermen went home in the rain and mended the nets of the harbor.\n"


def test_headline_with_a_listener_before_the_colon() -> None:
    (found,) = told("Mayor Berg To Fishermen: “We Will Not Sell The Harbor”" + BODY)
    assert (found.kind, found.source, found.cue) == ("direct", "Mayor Berg", None)
    assert found.addressee == "Fishermen"
    assert found.content == ["“We Will Not Sell The Harbor”"]


def test_headline_with_the_wrong_languages_marks() -> None:
    (found,) = told("Director Greta Aarevold To Guests: „We Kept It Well, But It Was Never Ours”" + BODY)
    assert (found.kind, found.source, found.addressee) == ("direct", "Director Greta Aarevold", "Guests")


def test_headline_of_a_source_that_speaks_below_and_its_claim_is_indirect() -> None:
    first, second = told("Berg: The Dam Will Hold\n\nMayor Ada Berg said that the harbor was not for sale.\n")
    assert (first.kind, first.source, first.cue) == ("indirect", "Berg", None)
    assert first.content == ["The Dam Will Hold"]
    assert second.source == "Mayor Ada Berg"


def test_label_before_a_colon_is_no_speaker() -> None:
    assert told("Harbor Notes: The Nets Of The Fishermen" + BODY) == []


def test_headline_in_title_case_is_read_by_its_words() -> None:
    (found,) = told("Mayor Berg Says The Dam Will Hold For A Hundred Years" + BODY)
    assert (found.source, found.cue) == ("Mayor Berg", "Says")
    assert found.content == ["The Dam Will Hold For A Hundred Years"]


def test_colon_without_quotation_in_running_text_is_no_headline() -> None:
    text = "The harbor has three parts: a quay, a dock and a customs house. Nobody goes there now." + BODY
    assert told(text) == []


def test_quotation_before_a_colon_is_said_by_nobody_named() -> None:
    text = "‘No reef is for sale’: island waits for its judges\n\nThe council of the island met on Monday.\n"
    first, *_ = told(text, "en")
    assert (first.kind, first.source, first.content) == ("direct", None, ["‘No reef is for sale’"])


def test_words_held_at_a_distance_are_no_statement() -> None:
    assert told("Island gets a new ‘chapter’ in its history\n\nThe council of the island met on Monday.\n", "en") == []
