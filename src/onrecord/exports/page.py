"""One self-contained page: every text with its statements marked, its speakers, and who said what to whom.

The page needs nothing from outside and runs no script; its own policy forbids both. It follows the
reader's choice of light or dark, prints without colour, and reads on a telephone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from tempfile import SpooledTemporaryFile

from onrecord.document import Document, Entity, Statement
from onrecord.exports.marked import UNSURE, Look, paragraphs, text
from onrecord.telling import counted, manner, relayed, role, shortened, speaker_numbers, to_whom, words

_IN_MEMORY = 16 << 20  # bytes of page kept in memory before a file takes over
_SHOWN = 320  # characters of a content shown in the table; the whole of it is a link away
_LISTED = 30  # statements linked for each speaker
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(documents: Iterable[Document]) -> Iterator[str]:
    """The page of one or more documents, in pieces.

    With one document the anchor of statement s4 is ``#s4``; with several, that of the second document's is
    ``#d2-s4``, and a table of contents comes first. The documents are read once, in order, and not kept.
    """
    contents: list[str] = []
    title = "Nothing read"
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n") as articles:
        coming = iter(documents)
        document, following = next(coming, None), next(coming, None)
        several = following is not None
        while document is not None:
            number = len(contents) + 1
            title = _title(document)
            contents.append(_entry(document, number))
            articles.writelines(_article(document, number, several))
            document, following = following, next(coming, None)
        yield _head(counted(len(contents), "document") if several else title)
        if several:
            yield f"<header><h1>{counted(len(contents), 'document')}</h1></header>\n"
            yield "<nav aria-label=\"Documents\"><ol>\n" + "".join(contents) + "</ol></nav>\n"
            yield _key(opened=False)
        articles.seek(0)
        yield from iter(lambda: articles.read(1 << 16), "")
    yield _FOOT


def _head(title: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)}: who said what</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
    )


_FOOT = "</body>\n</html>\n"


@cache
def _style() -> str:
    folder = resources.files(__package__)
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("marks.css", "page.css"))


def _title(document: Document) -> str:
    return " ".join((document.title or document.id).split())


def _entry(document: Document, number: int) -> str:
    """A document's line in the table of contents."""
    about = [document.outlet, document.published, counted(len(document.statements), "statement")]
    facts = " · ".join(f"<bdi>{text(fact)}</bdi>" for fact in about if fact)
    return f'<li><a href="#d{number}"><bdi>{text(_title(document))}</bdi></a> <small>{facts}</small></li>\n'


def _article(document: Document, number: int, several: bool) -> Iterator[str]:
    look = Look(document, f"d{number}-" if several else "")
    level = 2 if several else 1
    titled = any(block.kind == "title" for block in document.blocks)
    yield f'<article id="d{number}">\n<div class="facts">{_facts(document)}</div>\n<div class="reading">\n'
    yield '<div class="text">\n'
    if not titled:
        yield f'<h{level} class="title" dir="auto">{text(_title(document))}</h{level}>\n'
    yield from (f"{paragraph}\n" for paragraph in paragraphs(look, level))
    yield "</div>\n"
    yield from _legend(look)
    yield "</div>\n"
    yield from _findings(document)
    yield from _table(look, level + 1)
    yield "</article>\n"


def _facts(document: Document) -> str:
    """Who published it, when and where, in which language, and what was found."""
    facts = [f"<b><bdi>{text(document.outlet)}</bdi></b>"] if document.outlet else []
    facts.extend([text(document.published)] if document.published else [])
    if document.url:
        facts.append(_address(document.url))
    if document.title:
        facts.append(f"<bdi>{text(document.id)}</bdi>")
    facts.extend([f"language {text(document.language)}"] if document.language else [])
    facts.append(counted(len(document.statements), "statement"))
    if document.statements:
        facts[-1] += f" by {counted(len(speaker_numbers(document)), 'known speaker')}"
    facts.append(f"read by {text(document.reader)}")
    return "".join(f"<span>{fact}</span> " for fact in facts)


def _address(url: str) -> str:
    """A link, where the address is one of the web; a script's or a file's stays words."""
    if not url.lower().startswith(("https://", "http://")):
        return f"<bdi>{text(url)}</bdi>"
    return f'<a href="{text(url)}" rel="noreferrer"><bdi>{text(shortened(url, 60))}</bdi></a>'


def _legend(look: Look) -> Iterator[str]:
    """The speakers in the order they speak, with their colour, role and statements; then how to read marks."""
    if not look.document.statements:
        return
    entities = {entity.id: entity for entity in look.document.entities}
    by_speaker: dict[str | None, list[Statement]] = {speaker: [] for speaker in look.numbers}
    for statement in look.document.statements:
        by_speaker.setdefault(statement.speaker or None, []).append(statement)
    unknown = by_speaker.pop(None, [])
    yield '<aside aria-label="Speakers">\n<h2>Who speaks</h2>\n<ul class="speakers">\n'
    for speaker, statements in by_speaker.items():
        yield _speaker(look, speaker, entities.get(speaker or ""), statements)
    if unknown:
        yield _speaker(look, None, None, unknown)
    yield f"</ul>\n{'' if look.prefix else _key(opened=True)}</aside>\n"


_KEY = (
    '<details{}><summary>How to read the marks</summary>\n<ul class="key">\n'
    '<li><mark class="k0 l0">said</mark> the words said, in their speaker\'s colour and line; a report in a '
    'report has two</li>\n<li><span class="source k0">who</span> the words that name the speaker</li>\n'
    '<li><span class="cue k0">says</span> the words that tell it is said</li>\n'
    '<li><span class="addressee">whom</span> who is spoken to</li>\n'
    '<li><span class="insertion">[so]</span> put into a quotation by an editor</li>\n'
    '<li><span class="number nobody">s1?</span> look twice: most such findings are wrong</li>\n</ul></details>\n'
)


def _key(opened: bool) -> str:
    """How to read the marks: beside a single text, above several."""
    return _KEY.format(" open" if opened else "")


def _speaker(look: Look, speaker: str | None, entity: Entity | None, statements: list[Statement]) -> str:
    name = look.known.get(speaker, speaker) if speaker else "Speaker not known"
    title = role(entity, len(look.document.text)) if entity else None
    bears = f" <small><bdi>{text(title)}</bdi></small>" if title else ""
    if entity and entity.wikidata:
        bears += f' <small><a href="https://www.wikidata.org/wiki/{entity.wikidata}">{entity.wikidata}</a></small>'
    links = " ".join(look.link(statement.id) for statement in statements[:_LISTED])
    more = f" and {len(statements) - _LISTED:,} more" if len(statements) > _LISTED else ""
    return (
        f'<li><mark class="{look.classes(speaker)}"><bdi>{text(name)}</bdi></mark>{bears}'
        f'<span class="links">{links}{more}</span></li>\n'
    )


def _findings(document: Document) -> Iterator[str]:
    if document.findings:
        yield '<ul class="findings">\n'
        for finding in document.findings:
            yield f'<li dir="auto"><b>{finding.severity}</b> {text(finding.message)}</li>\n'
        yield "</ul>\n"


def _table(look: Look, level: int) -> Iterator[str]:
    if not look.document.statements:
        yield "<p>No statements found.</p>\n"
        return
    headings = ("Number", "Who, to whom", "How", "What", "Sure")
    columns = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    yield f"<h{level} class=\"who\">Who said what to whom</h{level}>\n<table>\n<thead><tr>{columns}</tr></thead>\n"
    yield "<tbody>\n"
    for statement in look.document.statements:
        yield _row(look, statement)
    yield "</tbody>\n</table>\n"


def _row(look: Look, statement: Statement) -> str:
    document, unsure = look.document, " class=\"unsure\"" if statement.confidence < UNSURE else ""
    cells = (
        f'<th scope="row"><span class="number {look.classes(statement.speaker)}">{look.link(statement.id)}</span></th>',
        f"<td>{_who(look, statement)}{_whom(look, statement)}</td>",
        f'<td><span class="said"><bdi>{text(words(document, statement.cue)) or "–"}</bdi></span> '
        f"<small>{_manner(look, statement)}</small></td>",
        f'<td dir="auto"{look.language(statement)}>{text(shortened(words(document, statement.content), _SHOWN))}</td>',
        f"<td{unsure}>{statement.confidence:.0%}</td>",
    )
    return f'<tr id="{look.anchor(statement.id)}-row">{"".join(cells)}</tr>\n'


def _who(look: Look, statement: Statement) -> str:
    """The speaker; where none is known the source's words in italics, or a dash."""
    if statement.speaker:
        return f"<bdi><b>{text(look.known.get(statement.speaker, statement.speaker))}</b></bdi>"
    return f"<bdi><i>{text(words(look.document, statement.source)) or '–'}</i></bdi>"


def _whom(look: Look, statement: Statement) -> str:
    whom = text(to_whom(look.document, statement, look.known))
    through = text(relayed(statement, look.known))
    told = f"<small>to <bdi>{whom}</bdi></small>" if whom else ""
    return told + (f"<small>via <bdi>{through}</bdi></small>" if through else "")


def _manner(look: Look, statement: Statement) -> str:
    """Kind and marks; the statement it stands in is a link."""
    told = text(manner(statement))
    if statement.parent is None:
        return told
    return told.removesuffix(text(statement.parent)) + look.link(statement.parent)
