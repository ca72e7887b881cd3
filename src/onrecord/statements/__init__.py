"""Who is reported to have said what: source, cue and content of every statement."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.document import Block, Statement
from onrecord.languages.pack import Pack
from onrecord.languages.words import Words
from onrecord.quotes import Quotation, edits
from onrecord.statements import rules
from onrecord.statements.found import Found
from onrecord.statements.nesting import parents

__all__ = ["ENGINES", "find_statements", "reads_as"]

ENGINES = ("rules", "fast", "accurate")
"""What finds statements, by name."""


def find_statements(
    text: str,
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    pack_of: Callable[[str | None], Pack | None],
    words: Words,
    engine: str = "fast",
) -> list[Statement]:
    """The statements of a text in reading order, speakers not yet resolved; ``engine`` is one of ENGINES.

    Raises WeightsError when the engine's weights are missing, damaged or of another version.
    """
    if reads_as(engine) == "rules":
        found = rules.find(text, blocks, quotations, pack_of, words)
    else:
        from onrecord.statements import fast  # NumPy costs start-up time that the rules should not pay

        found = fast.find(text, blocks, quotations, pack_of, words)
    return _statements(text, found, quotations)


def reads_as(engine: str) -> str:
    """The engine that reads where an engine is asked for: no language has weights of ``accurate`` yet."""
    return "fast" if engine == "accurate" else engine


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
