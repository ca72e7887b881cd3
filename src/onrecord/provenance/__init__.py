"""Where the words come from: captions, credits, reports, notes, scripture, and each statement's chain of sources."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from onrecord.document import Document, Span, Statement
from onrecord.languages.pack import available, pack_of
from onrecord.languages.words import Words
from onrecord.occasions.dates import DateMention
from onrecord.provenance.captions import Dated, captions, credits, wires
from onrecord.provenance.chains import Chains, linked
from onrecord.provenance.cited import Cited, numbered
from onrecord.provenance.frames import frame
from onrecord.provenance.notes import links, markers, notes
from onrecord.provenance.outlets import Outlets
from onrecord.provenance.phrases import phrases_of
from onrecord.provenance.relays import Passage, relays, texts_that_speak, unnamed_sources
from onrecord.provenance.scripture import documents, scripture
from onrecord.provenance.ties import Ties

__all__ = ["find_provenance"]

_RUNNING = ("paragraph", "list-item")
_ASIDE = 12
"""Characters between a source and the wish not to be named: "an official, who"."""


def find_provenance(document: Document, words: Words, dates: Sequence[DateMention]) -> Document:
    """The document with its citations and each statement's chain; outlets that no step found before are added.

    ``words`` and ``dates`` are those of its text.
    """
    outlets = Outlets(document, words)
    passages = _passages(document, words)
    outlets.promote([(passage.first, passage.last, passage.phrases) for passage in passages])
    ties = Ties(document.text, document.statements)
    dated = _dated(dates)
    found = _labelled(document, passages, words, outlets, dated)
    found += _pointed(document, passages, outlets, ties, dated)
    found += _relayed(document, passages, words, outlets, ties)
    _tie_framed(found, ties)
    found += _canonical(document, passages, words)
    found += _linked(document, passages, ties)
    _tie_scripture(found, ties)
    chains = Chains(document, found, outlets)
    told = {statement.id: chains.of(statement) for statement in document.statements}
    for statement in document.statements:
        chains.report(statement)
    known = {id(cited) for cited in found}
    found += [cited for cited in chains.reports.values() if id(cited) not in known]
    for identity, chain in told.items():
        for _, cited in chain:
            if cited is not None:
                cited.statements.add(identity)
    order = {statement.id: number for number, statement in enumerate(document.statements)}
    citations, ids = numbered(found, order)
    statements = tuple(msgspec.structs.replace(s, via=linked(told[s.id], ids)) for s in document.statements)
    return msgspec.structs.replace(document, entities=outlets.entities(), statements=statements, citations=citations)


def _passages(document: Document, words: Words) -> list[Passage]:
    """The blocks whose language has a pack, with the phrases in them."""
    found = []
    for block in document.blocks:
        pack = pack_of(block.language)
        if pack is not None:
            phrases = phrases_of(pack.code)
            first, last = words.between(block.start, block.end)
            found.append(Passage(block, first, last, phrases, phrases.hits(words, first, last)))
    return found


def _dated(mentions: Sequence[DateMention]) -> Dated:
    """The first of some dates in a span of a caption, note or credit."""
    starts = [mention.start for mention in mentions]

    def dated(span: Span) -> str | None:
        at = bisect_right(starts, span[0] - 1)
        while at < len(mentions) and mentions[at].start < span[1]:
            if mentions[at].edtf:
                return mentions[at].edtf
            at += 1
        return None

    return dated


def _labelled(
    document: Document, passages: list[Passage], words: Words, outlets: Outlets, dated: Dated
) -> list[Cited]:
    text = document.text
    found: list[Cited] = []
    running = [passage.block for passage in passages if passage.block.kind in _RUNNING]
    edges = (running[0], running[-1]) if running else ()
    for passage in passages:
        block = passage.block
        if block.kind == "caption":
            found += captions(text, block, passage.phrases, outlets, dated)
        elif block.kind == "credit":
            found += credits(text, block, words, passage.phrases, outlets, dated)
        elif edges and block in edges:
            leads, ends = block is running[0], block is running[-1]
            found += wires(text, block, words, passage.phrases, outlets, leads=leads, ends=ends)
    return found


def _pointed(
    document: Document, passages: list[Passage], outlets: Outlets, ties: Ties, dated: Dated
) -> list[Cited]:
    known = {passage.block.start: passage.phrases for passage in passages}
    usual = next(iter(known.values()), None) or phrases_of(available()[0])  # a note may be an address and no language
    footnotes = [(b, known.get(b.start, usual)) for b in document.blocks if b.kind == "footnote"]
    told = list(notes(document.text, footnotes, outlets, dated))
    labels: dict[str, Cited] = {}
    for label, note in told:
        labels.setdefault(label, note)
    pointing = list(markers(document.text, document.blocks, labels))
    for marker in pointing:
        marker.statements |= {statement.id for statement in ties.before(marker)}
        if marker.target is not None:
            marker.target.statements |= marker.statements
    return [*(note for _, note in told), *pointing]


def _linked(document: Document, passages: list[Passage], ties: Ties) -> list[Cited]:
    """Links, each tied to the statements of its sentence."""
    found = list(links(document.text, document.blocks, document.citations))
    begins = [passage.block.start for passage in passages]
    for link in found:
        at = bisect_right(begins, link.start) - 1
        if at >= 0 and link.start < passages[at].block.end:
            sentence = ties.sentence(passages[at].block, link.start, passages[at].phrases)
            link.statements |= {statement.id for statement in ties.inside(sentence)}
    return found


def _relayed(document: Document, passages: list[Passage], words: Words, outlets: Outlets, ties: Ties) -> list[Cited]:
    found: list[Cited] = []
    interviews: list[tuple[Cited, Statement, Passage]] = []
    numbers = {block.start: number for number, block in enumerate(document.blocks)}
    for passage in passages:
        if passage.block.kind not in _RUNNING:
            continue
        for cited in relays(passage, words, outlets):
            own = tied = ties.of_relay(cited, passage.block, passage.phrases)
            span = frame(
                document.text,
                document.blocks,
                numbers[passage.block.start],
                cited.start if cited.only_frames else cited.end,
            )
            announced = span is not None and _announces(cited, passage, words, ties, span)
            if cited.only_frames:
                held = any(c.framed == span for c in found[-3:])
                own = tied = []
                if held or not announced:
                    continue
            if announced and span is not None:
                tied = [*tied, *ties.inside(span)]
                cited.framed = span
                cited.announcing |= {s.id for s in own if _tells_text(document, s, passage, words)}
            if cited.site is not None:
                entity = outlets.entity(next((s.speaker for s in own if s.speaker), None))
                if entity is not None and cited.site[1] in entity.name:  # the site itself is taken for who speaks
                    entity = None
                entity = entity or outlets.last_named(passage.block.start, cited.start)
                if entity is None:
                    continue
                start, site = cited.site
                name = passage.phrases.data.owned.format(owner=entity.name, site=site)
                cited.entity = outlets.named((start, cited.end), name, passage.phrases.code, described=True)
            if tied or cited.kind in ("report", "unnamed") or announced:
                cited.statements |= {statement.id for statement in tied}
                found.append(cited)
                if cited.kind == "interview" and tied:
                    interviews.append((cited, tied[-1], passage))
    _go_on(interviews, ties)
    running = [passage for passage in passages if passage.block.kind in _RUNNING]
    found += texts_that_speak(document.statements, running, words, outlets)
    wishes = sorted((cited for cited in found if cited.kind == "unnamed"), key=lambda cited: cited.start)
    starts = [cited.start for cited in wishes]
    for cited in unnamed_sources(document.statements, running, words, outlets):
        at = bisect_right(starts, cited.end + _ASIDE)
        same = next((c for c in wishes[max(0, at - 2) : at] if cited.start < c.end), None)
        if same is None:
            found.append(cited)
        else:
            same.start = min(same.start, cited.start)
            same.statements |= cited.statements
    return found


def _go_on(interviews: list[tuple[Cited, Statement, Passage]], ties: Ties) -> None:
    """Gives interviews the statements by which the speaker goes on, up to the next interview."""
    begun = {identity for cited, _, _ in interviews for identity in cited.statements}
    for cited, last, passage in interviews:
        for statement in ties.going_on(last, passage.block, passage.phrases):
            if statement.id in begun:
                break
            cited.statements.add(statement.id)


def _tells_text(document: Document, statement: Statement, passage: Passage, words: Words) -> bool:
    """Whether what "speaks" in a statement is the announced text itself: "excerpts of the letter"."""
    return any(
        form.lower() in passage.phrases.announced
        for span in statement.source
        for form in words.forms[slice(*words.between(*span))]
    )


def _announces(cited: Cited, passage: Passage, words: Words, ties: Ties, span: Span) -> bool:
    """Whether a sentence announces a text as published where ``cited`` says: it has a noun for such a text."""
    start, end = ties.sentence(passage.block, cited.start, passage.phrases)
    if cited.kind == "unnamed" or (span[0] > passage.block.end and end < passage.block.end):
        return False
    first, last = words.between(start, min(end, span[0]))
    return any(form.lower() in passage.phrases.announced for form in words.forms[first:last])


def _canonical(document: Document, passages: list[Passage], words: Words) -> list[Cited]:
    of_un = any(
        body in document.text
        for phrases in {passage.phrases.code: passage.phrases for passage in passages}.values()
        for body in phrases.data.councils
    )
    found: list[Cited] = []
    for passage in passages:
        span = (passage.first, passage.last)
        found += scripture(document.text, passage.block, words, span, passage.hits, passage.phrases)
        found += documents(document.text, passage.block, words, passage.hits, passage.phrases, of_un)
    return found


def _tie_framed(found: list[Cited], ties: Ties) -> None:
    """A marker behind an announced text is for all of it."""
    frames = {cited.framed[1]: cited for cited in found if cited.framed}
    for marker in found if frames else ():
        if marker.kind == "marker":
            for end in range(marker.start - 2, marker.end + 2):
                cited = frames.get(end)
                if cited is not None and cited.framed is not None:
                    marker.statements |= {statement.id for statement in ties.inside(cited.framed)}
                    if marker.target is not None:
                        marker.target.statements |= marker.statements


def _tie_scripture(found: list[Cited], ties: Ties) -> None:
    """Scripture, documents and links belong to the statement whose words they stand in or behind."""
    for cited in found:
        if cited.kind in ("scripture", "document", "link"):
            cited.statements |= {statement.id for statement in ties.before(cited)}
