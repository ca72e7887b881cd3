"""Who is reported to have said what: source, cue and content of every statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.document import Block, Statement
from onrecord.languages.pack import Pack
from onrecord.languages.words import Words
from onrecord.quotes import Quotation, edits
from onrecord.statements import rules
from onrecord.statements.found import Found
from onrecord.statements.nesting import parents

__all__ = ["ENGINES", "find_statements"]

ENGINES = ("rules", "fast", "accurate")
"""What finds statements, by name."""


def find_statements(
    text: str,
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    pack_of: Callable[[str | None], Pack | None],
    words: Words,
    engine: str = "fast",
    weights: Path | None = None,
    threads: int = 1,
) -> list[Statement]:
    """The statements of a text in reading order, speakers not yet resolved; ``engine`` is one of ENGINES.

    ``weights`` is a folder with weights of one's own for the engine ``accurate``, which runs in so many ``threads``.
    Raises WeightsError when the engine's weights are missing, damaged or of another version.
    """
    # imported when asked for: the rules should not pay for NumPy, nor the engine fast for what a transformer needs
    if engine == "rules":
        found = rules.find(text, blocks, quotations, pack_of, words)
    elif engine == "fast":
        from onrecord.statements import fast

        found = fast.find(text, blocks, quotations, pack_of, words)
    else:
        from onrecord.statements import accurate

        found = accurate.find(text, blocks, quotations, pack_of, words, weights, threads)
    return _statements(text, found, quotations)


def _statements(text: str, found: Sequence[Found], quotations: Sequence[Quotation]) -> list[Statement]:
    result = []
    spoken = {number for statement in found for number in statement.quotations}
    for number, (statement, parent) in enumerate(zip(found, parents(found), strict=True), 1):
        content = sorted(statement.content)
        insertions, omissions = edits(text, content) if statement.quotations else ((), ())
        result.append(
            Statement(
                id=f"s{number}",
                kind=statement.kind,
                content=tuple(content),
                source=(statement.source,) if statement.source else (),
                cue=(statement.cue,) if statement.cue else (),
                addressee=(statement.addressee,) if statement.addressee else (),
                parent=None if parent is None else f"s{parent + 1}",
                insertions=insertions,
                omissions=omissions,
                negated=statement.negated,
                hedged=statement.hedged,
                attitude=statement.attitude,
                confidence=round(statement.confidence_within(spoken), 2),
                why=statement.why,
            )
        )
    return result
