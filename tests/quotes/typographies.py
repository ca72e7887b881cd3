"""Typographies for the tests: small stand-ins for those of the language packs."""

from __future__ import annotations

from onrecord.document import Block, BlockKind
from onrecord.quotes import Quotation, Typography, find_quotations

ENGLISH = Typography(
    pairs=(("“", "”"), ("‘", "’"), ('"', '"'), ("'", "'")),
    dashes=(),
    report_words=frozenset({"said", "told", "added", "wrote"}),
)
POLISH = Typography(
    pairs=(("„", "”"), ("«", "»"), ("»", "«"), ("‚", "’"), ('"', '"')),
    dashes=("–", "—", "-"),
    report_words=frozenset({"powiedział", "powiedziała", "dodał", "mówi", "napisał"}),
)


def typography(language: str | None) -> Typography:
    return POLISH if language == "pl" else ENGLISH


def blocks_of(text: str, language: str, kinds: dict[int, BlockKind] | None = None) -> list[Block]:
    """One block a line; ``kinds`` gives the kind of those that are no paragraphs."""
    found: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            kind = (kinds or {}).get(len(found), "paragraph")
            found.append(Block(kind, start, start + len(line), language))
        start += len(line) + 1
    return found


def read(text: str, language: str = "en", kinds: dict[int, BlockKind] | None = None) -> list[Quotation]:
    return find_quotations(text, blocks_of(text, language, kinds), typography)


def words(text: str, language: str = "en", kinds: dict[int, BlockKind] | None = None) -> list[list[str]]:
    """The pieces of each quotation of a text."""
    return [[text[a:b] for a, b in q.pieces] for q in read(text, language, kinds)]
