"""What is told of a document and its statements, in words that the terminal and the exports share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from onrecord.document import Block, Document, Entity, Span, Statement

# Control characters could move a cursor or recolour a screen: shown as their pictures instead. One
# character stands for one, so that spans keep their meaning.
_VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"}
_VISIBLE |= dict.fromkeys((*range(0x7F, 0xA0), *range(0xD800, 0xE000)), 0xFFFD)


def clean(words: str) -> str:
    """The words with control characters and lone surrogates replaced, one for one."""
    return words.translate(_VISIBLE)


def counted(number: int, noun: str) -> str:
    """``1 statement``, ``1,200 statements``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def facts(document: Document) -> str:
    """Outlet, date, language, how much was found and by what, on one line."""
    known = [
        document.outlet,
        document.published,
        document.language,
        counted(len(document.statements), "statement"),
        counted(len(speaker_numbers(document)), "speaker"),
        document.reader,
    ]
    return clean(" · ".join(fact for fact in known if fact))


def speaker_numbers(document: Document) -> dict[str, int]:
    """The ids of those who speak, numbered from 0 in the order they do: what colours go by."""
    speakers = dict.fromkeys(s.speaker for s in document.statements if s.speaker)
    return {speaker: number for number, speaker in enumerate(speakers)}


def names(document: Document) -> dict[str, str]:
    """The names of the document's entities by id."""
    return {entity.id: clean(entity.name) for entity in document.entities}


def role(entity: Entity, position: int) -> str | None:
    """The title an entity bears at a position: the last one given before it, else the first after it."""
    roles = sorted(entity.roles, key=lambda role: role.start)
    at = bisect_left(roles, position, key=lambda role: role.start)
    return clean(roles[max(0, at - 1)].title) if roles else None


def block_of(document: Document, statement: Statement) -> Block | None:
    """The block that a statement's content begins in."""
    start = statement.content[0][0] if statement.content else -1
    at = bisect_right(document.blocks, start, key=lambda block: block.start) - 1
    return document.blocks[at] if at >= 0 else None


def words(document: Document, spans: tuple[Span, ...]) -> str:
    """The words of some spans on one line, pieces joined by an ellipsis."""
    return " ".join(clean(document.words(spans)).split())


def to_whom(document: Document, statement: Statement, names: dict[str, str]) -> str:
    """Whoever is spoken to: by name where known, else in the text's words; empty where nobody is."""
    known = ", ".join(names.get(id_, clean(id_)) for id_ in statement.addressees)
    return known or words(document, statement.addressee)


def relayed(statement: Statement, names: dict[str, str]) -> str:
    """Through whom a statement came to the page, the one next to the speaker first; who is not named is left out."""
    return ", ".join(names.get(link.entity, clean(link.entity)) for link in statement.via if link.entity)


def manner(statement: Statement) -> str:
    """The kind and whatever else must be known of a statement before it is repeated."""
    flags = {
        "negated": statement.negated,
        "hedged": statement.hedged,
        "attitude": statement.attitude,
        f"in {statement.parent}": bool(statement.parent),
    }
    return ", ".join([statement.kind, *(flag for flag, holds in flags.items() if holds)])


def shortened(words: str, most: int) -> str:
    """Words cut to at most so many characters, at a space where there is one in the last part."""
    if len(words) <= most:
        return words
    cut = words.rfind(" ", most // 2, most - 1)
    return words[: cut if cut > 0 else most - 1].rstrip(" …") + "…"
