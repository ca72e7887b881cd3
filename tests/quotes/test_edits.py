"""The editor's insertions and omissions in a quotation."""

from __future__ import annotations

from onrecord.quotes import edits


def _words(text: str) -> tuple[list[str], list[str]]:
    insertions, omissions = edits(text, [(0, len(text))])
    return [text[a:b] for a, b in insertions], [text[a:b] for a, b in omissions]


def test_brackets_are_insertions() -> None:
    assert _words("“the [harbour] town [Hamas’] of Lund [2:249]”") == (
        ["[harbour]", "[Hamas’]", "[2:249]"],
        [],
    )


def test_ellipses_are_omissions_in_every_spelling() -> None:
    assert _words("a… b... c […] d [...] e (...) f (…) g . . . h") == (
        [],
        ["…", "...", "[…]", "[...]", "(...)", "(…)", ". . ."],
    )


def test_footnote_marker_is_no_insertion() -> None:
    assert _words("“text”[3]") == ([], [])


def test_only_the_given_spans_are_read() -> None:
    assert edits("[a] “[b]” …", [(4, 9)]) == (((5, 8),), ())
