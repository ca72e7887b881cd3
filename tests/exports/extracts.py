"""Extracts to export: one made by hand that has everything, the bundled dispatches, and any at all."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from functools import cache

import msgspec
from hypothesis import strategies as st

from onrecord import read
from onrecord.demo import dispatches
from onrecord.document import (
    Block,
    Citation,
    Document,
    Entity,
    Link,
    Mention,
    Occasion,
    Role,
    Statement,
)
from onrecord.exports import FORMATS
from onrecord.exports.extract import Extract, Known

TEXT = """\
Vesthavn mayor: “We count the boats”

Mayor Ida Berg told fishermen in Vesthavn on Monday that “the harbour,” which is old, “will open in May.

“And it will stay open,” she said. The Harbour Post, citing the port office, says that Oskar Lind said the gates “leak”.

Lind did not say who would pay. Berg hopes that the north will help. Northland warned of delays.
"""


def written(name: str, extracts: list[Extract]) -> bytes:
    """What a format makes of some extracts."""
    return b"".join(FORMATS[name].write(extracts))


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where the words first stand in the text."""
    return (start := text.index(words), start + len(words))


def mention(words: str) -> Mention:
    return Mention(*span(words), words, "en", "name")


def blocks_of(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text, the first of them its title."""
    blocks: list[Block] = []
    at = 0
    for paragraph in text.split("\n\n"):
        end = at + len(paragraph.rstrip("\n"))
        blocks.append(Block("paragraph" if blocks else "title", at, end, "en"))
        at += len(paragraph) + 2
    return tuple(blocks)


def document() -> Document:
    """A text with a bit of everything; everybody in it is invented."""
    return Document(
        "harbour",
        TEXT,
        "fast/0.1.0",
        url="https://post.example/harbour?id=7&x=1",
        outlet="Harbour Post",
        title="The harbour of Vesthavn",
        published="2025-02-11",
        language="en",
        blocks=blocks_of(TEXT),
        statements=(
            Statement(
                "s1",
                "mixed",
                (span("that “the harbour,”"), span("“will open in May."), span("“And it will stay open,”")),
                source=(span("Mayor Ida Berg"),),
                cue=(span("told"),),
                addressee=(span("fishermen"),),
                speaker="e1",
                addressees=("e2",),
                occasion="o1",
                date="2025-02-10",
                confidence=0.93,
                why="fast:x",
            ),
            Statement(
                "s2",
                "indirect",
                (span("that Oskar Lind said the gates “leak”"),),
                speaker="e4",
                via=(Link("e5", "c1"), Link("e4", None)),
                hedged=True,
                confidence=0.8,
                why="fast:y",
            ),
            Statement("s3", "mixed", (span("the gates “leak”"),), speaker="e3", parent="s2", confidence=0.9),
            Statement(
                "s4", "indirect", (span("who would pay"),), speaker="e3", negated=True, date="2025-02~", confidence=0.7
            ),
            Statement(
                "s5", "indirect", (span("that the north will help"),), speaker="e1", attitude=True, confidence=0.6
            ),
            Statement(
                "s6",
                "indirect",
                (span("of delays"),),
                speaker="e7",
                date="2025-02/2025-03",
                occasion="o2",
                confidence=0.5,
            ),
            Statement("s7", "direct", (span("“We count the boats”"),), confidence=0.99),
        ),
        entities=(
            Entity(
                "e1", "person", "Ida Berg", mentions=(mention("Ida Berg"),), roles=(Role("mayor", None, 38, 43, None),)
            ),
            Entity("e2", "group", "fishermen", mentions=(mention("fishermen"),)),
            Entity("e3", "person", "Oskar Lind", mentions=(mention("Oskar Lind"),)),
            Entity("e4", "outlet", "The Harbour Post", mentions=(mention("The Harbour Post"),)),
            Entity("e5", "organization", "port office", mentions=(mention("port office"),)),
            Entity("e6", "place", "Vesthavn", mentions=(mention("Vesthavn"),)),
            Entity("e7", "place", "Northland", mentions=(mention("Northland"),)),
        ),
        occasions=(
            Occasion("o1", "meeting", "2025-02-10", "e6", ("e1", "e2"), (span("told"),)),
            Occasion("o2", "post", "2025-02-08~/2025-02-10", None, ("e7",), (span("warned"),)),
        ),
        citations=(Citation("c1", "report", "e5", "2025-02-09", None, None, *span("citing the port office"), ("s2",)),),
    )


def extract(**changes: object) -> Extract:
    """The document made by hand as a record would give it, with some fields changed."""
    known = {
        "e1": Known("17", "person", "Ida Berg", ("Ida Berg", "Ida Bergowa"), "Q99999901"),
        "e3": Known("18", "person", "Oskar Lind", ("Oskar Lind",)),
        "e6": Known("19", "place", "Vesthavn", ("Vesthavn", "Westhaven")),
        "e7": Known("20", "place", "Northland"),
    }
    made = of(document(), known)
    return msgspec.structs.replace(made, **changes)


def of(document: Document, known: dict[str, Known] | None = None) -> Extract:
    """A document with all its statements."""
    sha256 = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    ref = b32encode(bytes.fromhex(sha256)[:8]).decode().lower().rstrip("=")
    chosen = tuple(statement.id for statement in document.statements)
    return Extract(document, ref, document.url or document.id, sha256, chosen, known or {})


@cache
def demo() -> tuple[Extract, ...]:
    """The bundled dispatches, the same names in them being the same people."""
    numbers: dict[str, str] = {}
    found = []
    for path in dispatches():
        made = read(path)
        known = {
            entity.id: Known(
                numbers.setdefault(f"{entity.kind} {entity.name}", f"d{len(numbers)}"), entity.kind, entity.name
            )
            for entity in made.entities
            if entity.kind != "group"
        }
        found.append(of(made, known))
    return tuple(found)


HOSTILE = [
    "</script><script>alert(1)</script>", "]]>", "<!--", "&amp;", "&#0;", "\"'`", "=HYPERLINK(1)", "+1", "@x",
    "\0", "\x1b[2J", "\x08", "\x7f", "\x85", "\u2028", "\r", "\r\n", "\n", "\n\n", "\t", "\u202e", "\u200f",
    "\ufeff", "\ufffe", "\uffff", "\\input{/etc/passwd}", "\\", "{", "}", "}}", "%", "$x_1^2$", "#", "~", "ER  - ",
    "\nTY  - BOOK", "אמר", "قال", "他说",
    "👩‍👩‍👧", "e\u0301", "ł", "-", ",", "&text=", ":~:", "-->", "?>", "{{", "a b c d e f g h i j k l", " ", "word",
]  # fmt: skip
"""Words that break what does not escape them."""

words = st.lists(st.sampled_from(HOSTILE), max_size=6).map("".join) | st.text(max_size=12)
dates = st.sampled_from(
    [None, "2025", "2025-02", "2025-02-30", "2025-02-08~", "2025-02/..", "XXXX-04", "0000", "x\n", "2025-13"]
)
kinds = st.sampled_from(["person", "organization", "group", "place", "outlet"])


@st.composite
def extracts(draw: st.DrawFn) -> Extract:
    """Any extract: hostile words, spans that cross, ids that lead nowhere."""
    text = draw(st.lists(words, min_size=1, max_size=8).map("".join))
    place = st.integers(0, len(text))
    spans = st.tuples(place, place).map(sorted).map(tuple)
    several = st.lists(spans, max_size=3).map(lambda found: tuple(sorted(found)))
    entity_ids = [f"e{number}" for number in range(draw(st.integers(0, 4)))]
    anyone = st.sampled_from([None, "nobody", *entity_ids])
    cuts = sorted(draw(st.lists(place, max_size=6)))
    block_kinds = st.sampled_from(["title", "paragraph", "caption", "list-item"])
    blocks = tuple(
        Block(draw(block_kinds), start, end, draw(st.sampled_from([None, "en", "he"])))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    )
    entities = tuple(
        Entity(
            id_,
            draw(kinds),
            draw(words),
            draw(st.sampled_from([None, "Q42", "x'"])),
            tuple(Mention(*one, draw(words), "en", "name") for one in draw(several)),
            tuple(Role(draw(words), None, *one, None) for one in draw(several)),
        )
        for id_ in entity_ids
    )
    occasions = (
        Occasion("o1", draw(st.sampled_from(["meeting", "post"])), draw(dates), draw(anyone), tuple(entity_ids)),
    )
    citations = (Citation("c1", "link", draw(anyone), draw(dates), draw(words), draw(words), *draw(spans)),)
    statements = tuple(
        Statement(
            f"s{number}",
            draw(st.sampled_from(["direct", "mixed", "indirect"])),
            draw(several),
            source=draw(several),
            speaker=draw(anyone),
            addressees=tuple(entity_ids[:2]),
            occasion=draw(st.sampled_from([None, "o1", "o9"])),
            date=draw(dates),
            via=(Link(draw(anyone), draw(st.sampled_from([None, "c1", "c9"]))),),
            parent=draw(st.sampled_from([None, "s0", "s99"])),
            negated=draw(st.booleans()),
            attitude=draw(st.booleans()),
            confidence=draw(st.floats(0, 1)),
        )
        for number in range(draw(st.integers(0, 6)))
    )
    url = draw(
        st.sampled_from(
            [None, "https://a.example/ą b?c=d#e", "https://a.example/{x}%zz", "javascript:alert(1)", "http://["]
        )
    )
    made = Document(
        draw(words),
        text,
        draw(st.sampled_from(["rules/0.1.0", "<", ""])),
        url=url,
        outlet=draw(st.none() | words),
        title=draw(st.none() | words),
        published=draw(dates),
        language=draw(st.sampled_from([None, "en", "zz"])),
        blocks=blocks,
        statements=statements,
        entities=entities,
        occasions=occasions,
        citations=citations,
    )
    known = {
        id_: Known(f"{number}", draw(kinds), draw(words), tuple(draw(st.lists(words, max_size=2))), "Q42")
        for number, id_ in enumerate(entity_ids[: draw(st.integers(0, 4))])
    }
    return of(made, known)
