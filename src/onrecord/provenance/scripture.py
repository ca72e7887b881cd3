"""Places in scripture and numbered documents, in a canonical form: "Quran 33:25", "Bible Mt 5:3", "UNSC 2334"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.document import Block
from onrecord.languages.words import Words
from onrecord.provenance.cited import Cited
from onrecord.provenance.phrases import Hit, Phrases

_PLACE = re.compile(r"[\s,(\[\u00a0]*(\d{1,3})\s?[:,]\s?(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?(?![\d:])(?!\s?%)")
_BARE = re.compile(r"[\[(](\d{1,3}):(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?[\])]")
_CHAPTER = re.compile(r"\s(\d{1,3})(?![\d:,.]*\d)")
_NUMBER = re.compile(r"(?:\s+(?:no\.?|nr|number|numer))?\s*(\d{1,2}/\d{1,3}|\d{1,4})(?![\d,.]*\d)(?!\s?[x×%])(?![a-z])")
_ARTICLE = re.compile(r"\s*(\d{1,3}[a-z]?)(?:\((\d{1,2})\))?(?![\d:/]*\d)(?!\s?%)")
_SECTION = re.compile(r"[,\s]+(\w+\.?)\s(\d{1,2})(?!\d)")
_CAPITAL = r"[^\W\d_a-z][\w’'-]*"
_TITLE = re.compile(rf"\s+(?P<of>(?:\w+ ){{0,2}}?)(?P<name>{_CAPITAL}(?: (?:{_CAPITAL}|of|the|on|and|o|i|w)){{0,7}})")
_NEARBY = 14
"""Words on either side of a doubtful reference among which a word of scripture, or a sure reference, must stand."""
_SURAS = 114
_BOOK_CHAPTERS = 150


def scripture(
    text: str, block: Block, words: Words, span: tuple[int, int], hits: Sequence[Hit], phrases: Phrases
) -> Iterator[Cited]:
    """References to the Quran and the Bible in a block.

    Bare figures, and books whose names are other words or names too, need a word of scripture in the block; books
    may stand in brackets instead. So scores, times and ratios are none.
    """
    taken = block.start
    sure = [hit.first for hit in hits if _is_sure(text, block, words, hit)]
    for hit in hits:
        if hit.field not in ("quran", "suras", "books") or words.starts[hit.first] < taken:
            continue
        end = words.ends[hit.last - 1]
        match = _PLACE.match(text, end, block.end)
        doubtful = False
        if hit.field == "books":
            assert isinstance(hit.value, tuple)
            book, doubtful = hit.value
            if match is None or int(match.group(1)) > _BOOK_CHAPTERS or not int(match.group(1)):
                continue
            if doubtful and text[words.starts[hit.first] - 1 : words.starts[hit.first]] not in ("(", "["):
                told = _beside(hit.first, sure) or _told(words, span, phrases, hit)
                if not told:
                    continue
            canonical = f"Bible {book} {_verses(match)}"
        else:
            match = match or _sura(text, end, block.end, phrases) if hit.field == "suras" else match
            if match is None:
                continue
            canonical = f"Quran {_verses(match)}"
        taken = match.end()
        yield Cited("scripture", words.starts[hit.first], match.end(), canonical=canonical)
    bare = list(_BARE.finditer(text, block.start, block.end))
    if bare and (any(h.field == "quran" for h in hits) or _quranic(words, span, phrases)):
        for match in bare:
            if 0 < int(match.group(1)) <= _SURAS and int(match.group(2)):
                yield Cited("scripture", *match.span(), canonical=f"Quran {_verses(match)}")


def _beside(at: int, places: Sequence[int]) -> bool:
    """Whether one of some words, in order, stands near."""
    number = bisect_left(places, at - _NEARBY)
    return number < len(places) and places[number] <= at + _NEARBY


def _is_sure(text: str, block: Block, words: Words, hit: Hit) -> bool:
    """Whether it is a book whose name is nothing else, with a place in it."""
    return (
        isinstance(hit.value, tuple)
        and not hit.value[1]
        and _PLACE.match(text, words.ends[hit.last - 1], block.end) is not None
    )


def _verses(match: re.Match[str]) -> str:
    chapter, verse, last = (match.group(n) for n in (1, 2, 3))
    return f"{int(chapter)}:{int(verse)}" + (f"-{int(last)}" if last else "")


def _sura(text: str, at: int, end: int, phrases: Phrases) -> re.Match[str] | None:
    """ "sura 2, verse 249": the words between chapter and verse are the pack's."""
    verses = "|".join(re.escape(word) for word in sorted(phrases.verses, key=len, reverse=True))
    pattern = re.compile(rf"\s(\d{{1,3}})[,\s]+(?:{verses})\s(\d{{1,3}})(?:\s?[-–]\s?(\d{{1,3}}))?(?!\d)")
    return pattern.match(text, at, end) if verses else None


def _told(words: Words, span: tuple[int, int], phrases: Phrases, own: Hit) -> bool:
    first, last = max(span[0], own.first - _NEARBY), min(span[1], own.last + _NEARBY)
    return any(
        phrases.is_scripture(form)
        for number, form in enumerate(words.forms[first:last], first)
        if not own.first <= number < own.last
    )


def _quranic(words: Words, span: tuple[int, int], phrases: Phrases) -> bool:
    """Whether a block speaks of the Quran in any form of the word: "Qur’anic", "koraniczny"."""
    begins = tuple({name.lower().replace("’", "'")[:5] for name in phrases.data.quran if " " not in name})
    return any(form.lower().replace("’", "'").startswith(begins) for form in words.forms[span[0] : span[1]])


def documents(
    text: str, block: Block, words: Words, hits: Sequence[Hit], phrases: Phrases, of_un: bool
) -> Iterator[Cited]:
    """Resolutions and articles by their numbers; ``of_un``: whether the document speaks of the Security Council."""
    for hit in hits:
        if hit.field == "resolutions":
            start, end = words.starts[hit.first], words.ends[hit.last - 1]
            around = text[max(block.start, start - 60) : min(block.end, end + 60)]
            match = _NUMBER.match(text, end, block.end) or _after_council(text, end, block.end, phrases)
            if match is not None:
                canonical = _resolution(match.group(1), around, phrases, of_un)
                yield Cited("document", start, match.end(), canonical=canonical)
        elif hit.field == "articles":
            start, end = words.starts[hit.first], words.ends[hit.last - 1]
            match = _ARTICLE.match(text, end, block.end)
            if match is None:
                continue
            article = f"Art. {match.group(1)}" + (f"({match.group(2)})" if match.group(2) else "")
            end = match.end()
            section = _SECTION.match(text, end, block.end)
            if section and section.group(1) in phrases.data.paragraphs:
                article, end = f"{article}({section.group(2)})", section.end()
            title = _TITLE.match(text, end, block.end)
            if title and title.group("of").strip() in phrases.data.of:
                name = re.sub(r"(?: (?:of|the|on|and|o|i|w))+\Z", "", title.group("name"))
                article, end = f"{article}, {name}", title.start("name") + len(name)
            elif text[start].islower() and not words.forms[hit.last - 1].endswith("."):
                continue  # "article 5" of a series
            yield Cited("document", start, end, canonical=article)


def _after_council(text: str, at: int, end: int, phrases: Phrases) -> re.Match[str] | None:
    """ "rezolucji Rady Bezpieczeństwa ONZ nr 2334": the number after the body."""
    bodies = "|".join(map(re.escape, (*phrases.data.councils, *phrases.data.assemblies)))
    number = r"(?:\s(?:nr|no\.))?\s(\d{1,2}/\d{1,3}|\d{1,4})(?!\d)"
    pattern = re.compile(rf"\s(?:of the )?(?:\w+\s)?(?:{bodies})(?:\s\w+)?{number}")
    return pattern.match(text, at, end) if bodies else None


def _resolution(number: str, around: str, phrases: Phrases, of_un: bool) -> str:
    if "/" in number or any(body in around for body in phrases.data.assemblies):
        return f"UNGA {number}"
    council = any(body in around for body in phrases.data.councils)
    return f"UNSC {number}" if council or (of_un and len(number) > 2) else f"Resolution {number}"
