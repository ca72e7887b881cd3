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

__all__ = ["find_statements"]


def find_statements(
    text: str,
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    pack_of: Callable[[str | None], Pack | None],
    words: Words,
) -> list[Statement]:
    """The statements of a text in reading order, speakers not yet resolved."""
    return _statements(text, rules.find(text, blocks, quotations, pack_of, words), quotations)


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
