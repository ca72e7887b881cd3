"""What holds of every text."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from typographies import typography

from onrecord.document import Block
from onrecord.quotes import edits, find_quotations

PARTS = st.sampled_from(
    [
        *"„“”«»‚’‘'\"`–—-.,:!?…()[] \n\x83",
        "''",
        "``",
        " – ",
        " - ",
        '" ',
        ' "',
        "a",
        "Ala ",
        "powiedział ",
        "said ",
        "5",
        "s’ ",
    ]
)
KINDS = st.sampled_from(["paragraph", "paragraph", "paragraph", "caption", "heading", "list-item", "title"])
TEXTS = st.one_of(st.lists(PARTS, max_size=120).map("".join), st.text(max_size=200))


@st.composite
def _texts_in_blocks(draw: st.DrawFn) -> tuple[str, list[Block]]:
    text = draw(TEXTS)
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    language = st.sampled_from(["pl", "en", None])
    return text, [Block(draw(KINDS), start, end, draw(language)) for start, end in pairs]


@settings(max_examples=500, deadline=None)
@given(_texts_in_blocks())
def test_pieces_lie_in_their_blocks_in_order_and_nest(case: tuple[str, list[Block]]) -> None:
    text, blocks = case
    found = find_quotations(text, blocks, typography)
    for place, quotation in enumerate(found):
        assert quotation.pieces
        last = 0
        for start, end in quotation.pieces:
            assert last <= start < end
            assert any(block.start <= start and end <= block.end for block in blocks)
            last = end
        if quotation.parent is not None:
            assert quotation.parent < place
            outer = found[quotation.parent].pieces
            for start, end in quotation.pieces:
                assert any(a <= start and end <= b for a, b in outer)
    firsts = [quotation.pieces[0][0] for quotation in found]
    assert firsts == sorted(firsts)
    spans = [piece for quotation in found for piece in quotation.pieces]
    for a, b in spans:
        assert not any(a < c < b < d for c, d in spans)


@settings(max_examples=100, deadline=None)
@given(_texts_in_blocks())
def test_same_text_gives_the_same_quotations(case: tuple[str, list[Block]]) -> None:
    text, blocks = case
    first = msgspec.json.encode(find_quotations(text, blocks, typography))
    assert first == msgspec.json.encode(find_quotations(text, blocks, typography))


@given(st.text(max_size=50), st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=5))
def test_any_blocks_at_all_are_read(text: str, edges: list[tuple[int, int]]) -> None:
    find_quotations(text, [Block("paragraph", a, b, "pl") for a, b in edges], typography)


@given(TEXTS)
def test_edits_lie_inside_the_span(text: str) -> None:
    for spans in edits(text, [(0, len(text))]):
        assert all(0 <= start < end <= len(text) for start, end in spans)
