"""Texts of the tests, everybody in them invented."""

from __future__ import annotations

import msgspec

from onrecord.document import Block, Document, Entity, Finding, Mention, Statement

ARTICLE = """\
Harbour of Vesthavn to reopen

The harbour was closed on Monday after the storm.

“We will reopen it in June,” said Mayor Ines Falk, “and it is for good.” Her deputy, Oskar Lind, denied that the
contract [with the port] was secret.

According to the Vesthavn Post, Lind told the council that “the ferries ... would run hourly.”

“Nobody asked us,” one of the fishermen said.
"""
HOSTILE = """\
<script>alert(4)</script> mayor speaks

“<img src=x onerror=alert(5)> is what I say,” said Mayor Ines <b>Falk</b>. “</mark></p><script>alert(6)</script>”
"""


def arabic() -> Document:
    """A document in Arabic and Persian with a statement in each, its spans set by hand."""
    first = "قالت العمدة ليلى الخطيب إن الميناء سيفتح في يونيو."
    second = "شهردار مینا کرمانی گفت: «پل تا پاییز باز می‌شود.»"
    text = f"{first}\n\n{second}\n"
    at = len(first) + 2
    said = first.index("إن"), len(first) - 1
    quoted = at + second.index("«"), at + second.index("»") + 1
    return Document(
        id="harbour-ar",
        text=text,
        reader="rules/test",
        language="ar",
        title="ميناء",
        blocks=(
            Block("paragraph", 0, len(first), "ar"),
            Block("paragraph", at, at + len(second), "fa"),
        ),
        statements=(
            Statement(
                "s1",
                "indirect",
                (said,),
                source=((5, 23),),
                cue=((0, 4),),
                speaker="e1",
                confidence=0.9,
                why="rules:x",
            ),
            Statement("s2", "direct", (quoted,), speaker="e2", confidence=0.4, why="rules:y"),
        ),
        entities=(
            Entity("e1", "person", "ليلى الخطيب", mentions=(Mention(12, 23, "ليلى الخطيب", "ar", "name"),)),
            Entity("e2", "person", "مینا کرمانی"),
        ),
        findings=(Finding("quote-never-closed", "warning", "لم تُغلق", ((quoted[0], quoted[0] + 1),)),),
    )


def long(count: int) -> Document:
    """A document of so many statements by eleven speakers, a paragraph each."""
    pieces, blocks, statements, at = [], [], [], 0
    for number in range(count):
        words = f"Speaker {number % 11} said that the bridge number {number} would hold. "
        start = at + words.index("that")
        statements.append(
            Statement(
                f"s{number + 1}", ("direct", "mixed", "indirect")[number % 3], ((start, at + len(words) - 2),),
                source=((at, at + 9),), speaker=f"e{number % 11}", confidence=0.3 + number % 7 / 10, why="fast:tagger",
            )
        )  # fmt: skip
        blocks.append(Block("paragraph", at, at + len(words) - 1, "en"))
        pieces.append(words + "\n")
        at += len(words) + 1
    entities = tuple(Entity(f"e{number}", "person", f"Speaker {number}") for number in range(11))
    return Document(
        "long", "".join(pieces), "fast/test", language="en", blocks=tuple(blocks), statements=tuple(statements),
        entities=entities,
    )  # fmt: skip


def renamed(document: Document, id_: str) -> Document:
    """The same document under another id."""
    return msgspec.structs.replace(document, id=id_, url=None)
