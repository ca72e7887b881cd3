"""Who passed words on, as a sentence says: "told Reuters", "posted on her website", "citing an Arab source"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.document import Block, Statement
from onrecord.languages.pack import load
from onrecord.languages.words import Words
from onrecord.names.lexicon import lexicon_of
from onrecord.provenance.cited import Cited
from onrecord.provenance.outlets import Outlets
from onrecord.provenance.phrases import Hit, Phrases, Relay

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])\Z")
_STOPS = frozenset('.!?;:"“”„«»()[]\n')
_BACK, _NEAR, _OWNER = 12, 7, 5
"""Words before a site among which a verb of making public stands; words after "citing"; words of an owner."""
_ANNOUNCEMENT = 200
"""Characters of a sentence that does nothing but announce a text."""
_REACH = 1200
"""Characters between "in the report" and the outlet it was of."""


class Passage(NamedTuple):
    """A block with its words ``first`` to ``last`` and what of the pack's phrases stands in it."""

    block: Block
    first: int
    last: int
    phrases: Phrases
    hits: Sequence[Hit]


def relays(passage: Passage, words: Words, outlets: Outlets) -> Iterator[Cited]:
    """The links that the words of a block tell of, whichever statements they belong to."""
    taken = passage.first
    for hit in sorted(passage.hits, key=lambda hit: (hit.first, hit.field != "relays")):
        if hit.first < taken:
            continue
        found: tuple[Cited, int] | None = None
        if hit.field == "relays":
            found = _relay(hit, passage, words, outlets)
        elif hit.field == "sites":
            found = _site(hit, passage, words, outlets)
        elif hit.field == "platforms":
            found = _platform(hit, passage, words, outlets)
        elif hit.field == "anonymity":
            found = Cited("unnamed", words.starts[hit.first], words.ends[hit.last - 1]), hit.last
        elif hit.field in ("hearsay", "anaphors", "announcing"):
            found = _report(hit, passage, words, outlets)
        if found is not None:
            yield found[0]
            taken = found[1]


def _relay(hit: Hit, passage: Passage, words: Words, outlets: Outlets) -> tuple[Cited, int] | None:
    relay = hit.value
    assert isinstance(relay, Relay)
    start = words.starts[hit.first]
    followed = outlets.follows(hit.last, passage.last, passage.phrases)
    if followed is not None:
        entity, end = followed
        cited = Cited(relay.kind, start, words.ends[end - 1], entity, near=relay.near)
        return cited, end
    if relay.near:
        last = unnamed(words, hit.last, min(passage.last, hit.last + _NEAR), passage.phrases)
        if last is not None:
            return Cited("unnamed", start, words.ends[last - 1], near=True), last
    return None


def unnamed(words: Words, first: int, last: int, phrases: Phrases) -> int | None:
    """The word after an unnamed source that begins at ``first``: "an Arab source", "a senior official"."""
    indefinite = named = False
    for at in range(first, last):
        form = words.forms[at]
        if form in phrases.sources:
            return at + 1
        if form in phrases.officials and indefinite and not named:
            after = words.forms[at + 1] if at + 1 < last else ""
            return None if after[:1].isupper() else at + 1
        indefinite = indefinite or form.lower() in phrases.indefinite
        named = named or (form[:1].isupper() and not indefinite)
        if form in _STOPS or (form == "," and at == first):
            return None
    return None


def _site(hit: Hit, passage: Passage, words: Words, outlets: Outlets) -> tuple[Cited, int] | None:
    """Somebody's website or account; the owner stands before it, or after it in some languages and by "of"."""
    phrases, forms = passage.phrases, words.forms
    at = hit.first
    before = forms[at - 1] if at > passage.first else ""
    begin, end = at, hit.last
    pair = f"{forms[at - 2]} {before}" if at > passage.first + 1 else ""
    if before.lower() in phrases.own or pair in phrases.own:
        begin = at - (2 if pair in phrases.own else 1)
        cited = _own_site(hit, begin, passage, words, outlets)
        return (cited, hit.last) if cited else None
    if _POSSESSIVE.search(before):
        begin = _owner_start(at - 1, passage, words, outlets)
        named = begin + (begin < at - 1 and forms[begin].lower() in lexicon_of(phrases.code).definite)
        name = phrases.data.owned.format(owner=_POSSESSIVE.sub("", " ".join(forms[named:at])), site=hit.value)
    else:
        owner = _owner_after(hit.last, passage, words)
        if owner is None:
            return None
        name = phrases.data.owned_there.format(owner=owner[0], site=hit.value)
        end = owner[1]
    verb = _posting(begin, end, passage, words)
    if verb is None:
        return None
    span = (words.starts[begin], words.ends[end - 1])
    entity = outlets.named(span, name, phrases.code, described=True)
    return Cited("publication", min(words.starts[verb], span[0]), span[1], entity), end


def _own_site(hit: Hit, begin: int, passage: Passage, words: Words, outlets: Outlets) -> Cited | None:
    """ "on his website": whose it is the statement tells, so the entity is found when chains are made."""
    verb = _posting(begin, hit.last, passage, words)
    if verb is None:
        return None
    cited = Cited("publication", min(words.starts[verb], words.starts[begin]), words.ends[hit.last - 1])
    cited.site = (words.starts[begin], str(hit.value))
    return cited


def _owner_start(last: int, passage: Passage, words: Words, outlets: Outlets) -> int:
    """The first word of the owner whose name or description ends with word ``last``."""
    held = outlets.mention(words.starts[last], words.ends[last])
    if held and held[0] <= words.starts[last]:
        first, _ = words.between(held[0], held[1])
        return max(passage.first, first)
    at = last
    while at > passage.first and last - at < 5 and words.forms[at - 1][0].isupper() and not words.forms[at].islower():
        at -= 1
    if at == last and words.forms[last].islower():
        while at > passage.first and last - at < 4 and words.forms[at - 1].isalpha():
            at -= 1
            if words.forms[at].lower() in passage.phrases.on:
                return at + 1
    return at


def _owner_after(at: int, passage: Passage, words: Words) -> tuple[str, int] | None:
    """The owner's words right behind a site, or behind "of": names, and nouns for roles and bodies."""
    phrases, forms = passage.phrases, words.forms
    lexicon, common = lexicon_of(phrases.code), load(phrases.code).function_words
    for between in phrases.data.owner_follows:
        place = at
        if between:
            if place >= passage.last or forms[place] != between:
                continue
            place += 1
            if place < passage.last and forms[place] in lexicon.definite:
                place += 1
        last = place
        while last < min(passage.last, place + _OWNER) and forms[last][0].isalpha():
            known = forms[last][0].isupper() or any(lexicon.listed(base, "rog") for base in lexicon.bases(forms[last]))
            if forms[last] in common or not (known or (between and last > place)):
                break
            last += 1
        if last > place:
            return " ".join(forms[place:last]), last
    return None


def _posting(begin: int, end: int, passage: Passage, words: Words) -> int | None:
    """A verb of making public, or its noun, in the sentence before a site or right behind it."""
    forms, phrases = words.forms, passage.phrases
    if begin > passage.first and forms[begin - 1].lower() in lexicon_of(phrases.code).definite:
        begin -= 1
    if not (begin > passage.first and forms[begin - 1].lower() in phrases.on):
        return None
    for at in range(begin - 2, max(passage.first, begin - _BACK) - 1, -1):
        if forms[at] in _STOPS:
            break
        if forms[at].lower() in phrases.posting:
            return at
    for at in range(end, min(passage.last, end + 4)):
        if forms[at] in _STOPS:
            break
        if forms[at] in phrases.posting:
            return begin - 1
    return None


def _platform(hit: Hit, passage: Passage, words: Words, outlets: Outlets) -> tuple[Cited, int] | None:
    verb = _posting(hit.first, hit.last, passage, words)
    letter = len(words.forms[hit.last - 1]) == 1
    if verb is None or (letter and hit.last < passage.last and words.forms[hit.last][0].isupper()):
        return None
    span = words.starts[hit.last - 1], words.ends[hit.last - 1]
    entity = outlets.named(span, str(hit.value), passage.phrases.code)
    return Cited("publication", words.starts[verb], span[1], entity), hit.last


def _report(hit: Hit, passage: Passage, words: Words, outlets: Outlets) -> tuple[Cited, int] | None:
    """Reports of nobody in particular; those of an outlet named before where the words point back."""
    start, end = words.starts[hit.first], words.ends[hit.last - 1]
    if hit.field == "hearsay":
        return Cited("report", start, end), hit.last
    if hit.field == "announcing":
        block = passage.block
        if words.forms[passage.last - 1] != ":" or block.end - start > _ANNOUNCEMENT:
            return None
        end = block.end
    entity = outlets.last_before(start, _REACH)
    cited = Cited("report", start, end, entity)
    cited.only_frames = hit.field == "announcing"
    return (cited, hit.last) if entity else None


def texts_that_speak(
    statements: Sequence[Statement], passages: Sequence[Passage], words: Words, outlets: Outlets
) -> Iterator[Cited]:
    """Reports and articles that speak for the outlet named last: "the report said"."""
    for statement, first, last, passage in _with_sources(statements, passages, words):
        source = [form for form in words.forms[first : min(last, first + 3)] if form[0].isalpha()]
        if last - first <= 2 and source and source[-1].lower() in passage.phrases.texts:
            start = words.starts[first]
            entity = outlets.last_before(start, _REACH)
            if entity:
                yield Cited("report", start, words.ends[last - 1], entity, statements={statement.id})


def unnamed_sources(
    statements: Sequence[Statement], passages: Sequence[Passage], words: Words, outlets: Outlets
) -> Iterator[Cited]:
    """The words for a source of whom no name is told: "a source close to the talks"."""
    for statement, first, last, passage in _with_sources(statements, passages, words):
        if unnamed(words, first, min(last, first + _NEAR), passage.phrases) is not None:
            yield Cited("unnamed", words.starts[first], words.ends[last - 1], statements={statement.id})


def _with_sources(
    statements: Sequence[Statement], passages: Sequence[Passage], words: Words
) -> Iterator[tuple[Statement, int, int, Passage]]:
    """Statements with a source in the order of their sources: its words, and the passage it stands in."""
    place = 0
    for statement in sorted((s for s in statements if s.source), key=lambda s: s.source[0]):
        start, end = statement.source[0][0], statement.source[-1][1]
        while place < len(passages) and passages[place].block.end <= start:
            place += 1
        if place == len(passages):
            return
        first, last = words.between(start, end)
        if start >= passages[place].block.start and first < last:
            yield statement, first, last, passages[place]


__all__ = ["Passage", "relays", "texts_that_speak", "unnamed_sources"]
