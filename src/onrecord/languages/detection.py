"""The language of each block: its script, then its function words; py3langid decides what they leave open.

A short block (a heading, a caption) leans on its neighbours. A language without a pack is named all the same, so
that its text is not read by another language's rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from onrecord.document import Block
from onrecord.languages.pack import Pack, available, load
from onrecord.languages.words import Words

_SAMPLE = 32
"""Words of a block that are looked at."""
_PLENTY = 4
"""So many different function words of the language of the block before decide at once."""
_MANY = 12
"""From so many words on a block whose function words do not decide is shown to py3langid."""
_SHARE, _LEAD = 0.12, 2.0
"""Least share of function words, and least ratio to the next language, that decide without py3langid.

Running English has 0.3 of its listed words, Polish 0.25; other languages of the script stay under 0.1."""
_SCRIPTS = {
    "Latn": re.compile("[A-Za-z\u00c0-\u024f]"),
    "Cyrl": re.compile("[\u0400-\u04ff]"),
    "Arab": re.compile("[\u0600-\u06ff]"),
    "Hebr": re.compile("[\u0590-\u05ff]"),
    "Grek": re.compile("[\u0370-\u03ff]"),
}


def languages(text: str, blocks: Sequence[Block], words: Words, given: str | None = None) -> tuple[Block, ...]:
    """The blocks with their languages (BCP 47). ``given`` is taken for every block that does not clearly differ."""
    sure: list[str | None] = []
    open_blocks: list[tuple[int, str | None]] = []
    usual: Pack | None = None
    for number, block in enumerate(blocks):
        first, last = words.between(block.start, block.end)
        forms = words.forms[first : min(last, first + _SAMPLE)]
        if usual is not None and len(usual.function_words.intersection(forms)) >= _PLENTY:
            sure.append(usual.code)
            continue
        forms = list(filter(str.isalpha, forms))
        likely, decided = _likely(text[block.start : min(block.end, block.start + 300)], forms)
        sure.append(likely.code if likely and decided else None)
        if likely and decided:
            usual = likely
        elif len(forms) >= _MANY and given is None:
            open_blocks.append((number, likely.code if likely else None))
    told = {number: likely for number, likely in open_blocks if likely and likely == _neighbour(sure, number)}
    for number, _ in open_blocks:
        block = blocks[number]
        sure[number] = told.get(number) or _identified(text[block.start : min(block.end, block.start + 300)])
    if blocks and not given and not any(sure):
        given = _identified(text[blocks[0].start : blocks[0].start + 2000])
    return tuple(
        Block(block.kind, block.start, block.end, sure[i] or given or _neighbour(sure, i))
        for i, block in enumerate(blocks)
    )


def main_language(blocks: Sequence[Block]) -> str | None:
    """The language with most characters of running text (paragraphs and list items; else of anything)."""
    for kinds in (("paragraph", "list-item"), None):
        sizes = Counter[str]()
        for block in blocks:
            if block.language and (kinds is None or block.kind in kinds):
                sizes[block.language] += block.end - block.start
        if sizes:
            return max(sorted(sizes), key=lambda code: sizes[code])
    return None


def _likely(sample: str, forms: list[str]) -> tuple[Pack | None, bool]:
    """The language whose function words a block has most of, and whether they decide."""
    best, second = 0, 0
    likely: Pack | None = None
    for pack in _packs(_script(sample)):
        count = sum(map(pack.function_words.__contains__, forms))
        if count > best:
            best, second, likely = count, best, pack
        else:
            second = max(second, count)
    if likely is None or (not sample.isascii() and _foreign(sample, likely)):
        return None, False
    return likely, best >= max(2, _SHARE * len(forms)) and best >= _LEAD * second


def _foreign(sample: str, pack: Pack) -> bool:
    """Whether a sample has more letters that the language does not use than such that it alone uses."""
    marked = [letter for letter in sample.lower() if letter > "\x7f" and letter.isalpha()]
    own = sum(map(pack.letters.__contains__, marked))
    return len(marked) - own > max(2, own)


def _script(sample: str) -> str | None:
    sample = sample[:120]
    if sample.isascii():
        return "Latn"
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items() if pattern.search(sample)}
    return max(counts, key=lambda name: counts[name]) if counts else None


@cache
def _packs(script: str | None) -> tuple[Pack, ...]:
    return tuple(pack for pack in map(load, available()) if pack.script == script)


def _neighbour(sure: Sequence[str | None], at: int) -> str | None:
    """The language of the nearest block that is sure of its own, the following one first."""
    for distance in range(1, 12):
        for other in (at + distance, at - distance):
            if 0 <= other < len(sure) and sure[other]:
                return sure[other]
    return None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _identified(sample: str) -> str:
    """py3langid's answer for the sample, a two-letter code."""
    language, _ = _identifier().classify(sample)
    return str(language)
