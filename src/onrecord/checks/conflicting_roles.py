"""``conflicting-roles``: one person given two offices that one does not hold together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from onrecord.checks.check import Check, Found
from onrecord.checks.reading import Reading
from onrecord.document import Entity, Role, Span

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_BEFORE = 40
"""Characters before a role in which a word like "former" is looked for."""


class _Office(NamedTuple):
    """A role as it is compared: its class by the pack, whether it is a deputy's, its body's words, its field by the
    pack, its words."""

    kind: str
    deputy: bool
    body: frozenset[str]
    portfolio: frozenset[str]
    span: Span
    language: str | None


def find(reading: Reading) -> Iterator[Found]:
    """For each person the first two roles of one language that contradict each other."""
    for entity in reading.document.entities:
        if entity.kind != "person" or len(entity.roles) < 2:
            continue
        offices = [office for role in entity.roles if (office := _office(reading, entity, role))]
        for a, b in combinations(offices, 2):
            if a.language == b.language and _conflict(reading, a, b):
                yield Found(
                    f"{entity.name} is called {reading.said(a.span)} and {reading.said(b.span)}", (b.span, a.span)
                )
                break


def _office(reading: Reading, entity: Entity, role: Role) -> _Office | None:
    """A role as it is compared; ``None`` for a former one and one that the pack does not know."""
    pack = reading.pack_at(role.start)
    if pack is None or role.date:
        return None
    words = pack.checks
    before = reading.text[max(0, role.start - _BEFORE) : role.start].lower()
    title = reading.text[role.start : role.end].lower()
    if any(re.search(rf"\b{former}", title) or re.search(rf"\b{former}[^.;]*\Z", before) for former in words.former):
        return None
    kind = next(
        (kind for kind, forms in words.offices.items() if any(_has(title, form, words.deputies) for form in forms)),
        None,
    )
    if kind is None:
        return None
    deputy = any(re.search(rf"\b{word}", title) for word in words.deputies)
    body = frozenset(_stem(word) for word in _WORD.findall(role.organization or "") if word[:1].isupper())
    block = reading.block_at(role.start)
    whole = f"{title} {(role.organization or '').lower()}"
    portfolio = frozenset(name for name in words.portfolios if re.search(rf"\b(?:{name})", whole))
    return _Office(kind, deputy, body, portfolio, _span(reading, role), block.language if block else None)


def _has(title: str, form: str, deputies: list[str]) -> bool:
    """Whether a title is of an office, or of its deputy by one word: "wiceprzewodniczący"."""
    return re.search(rf"\b(?:\w+-|{'|'.join(deputies) or '(?!)'})?{form}", title) is not None


def _span(reading: Reading, role: Role) -> Span:
    """The role with its organisation, where that stands next to it."""
    if role.organization:
        for start in (reading.text.find(role.organization, role.end, role.end + len(role.organization) + 30),):
            if start >= 0:
                return role.start, start + len(role.organization)
        start = reading.text.rfind(role.organization, max(0, role.start - len(role.organization) - 10), role.start)
        if start >= 0:
            return start, role.end
    return role.start, role.end


def _stem(word: str) -> str:
    """A word of a body without its ending, so that its cases are alike."""
    low = re.sub(r"['’]s?\Z", "", word.lower())
    return low[:-2] if len(low) > 5 else low


def _conflict(reading: Reading, a: _Office, b: _Office) -> bool:
    """Whether two offices cannot be held together: another office, or its deputy's, in one body; or one office that a
    person holds once, in two bodies."""
    if a.kind == b.kind and a.portfolio and b.portfolio and not a.portfolio & b.portfolio:
        return True
    if not a.body or not b.body:
        return False
    alike = a.body <= b.body or b.body <= a.body
    if alike:
        return a.deputy != b.deputy if a.kind == b.kind else not (a.deputy or b.deputy)
    pack = reading.pack_at(a.span[0])
    return bool(
        pack
        and a.kind == b.kind
        and a.kind in pack.checks.held_once
        and not (a.body & b.body)
        and not a.deputy | b.deputy
    )


CHECK = Check(
    name="conflicting-roles",
    severity="warning",
    summary="One person is given two offices that do not go together.",
    example="“We sail,” said Ada Berg, chairwoman of the Harbour Board.\n\nAda Berg, treasurer of the Harbour Board, "
    "left early.",
    sound="“We sail,” said Ada Berg, chairwoman of the Harbour Board.\n\nAda Berg, former treasurer of the Harbour "
    "Board, left early.",
    find=find,
)
