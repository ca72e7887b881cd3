"""A search string as terms, and the terms as the databases' full-text searches write them.

Words must all be there; ``"words in quotes"`` stand side by side; ``begin*`` finds what begins so; ``-word`` must not
be there; ``one OR other`` takes either. Whatever else is in the string is words or nothing: terms are folded, so that
only letters and digits reach a database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.document import Span
from onrecord.languages.pack import available, load
from onrecord.record.folding import Word, fold, folded_words

MOST_LETTERS = 4_000
"""Of a search string that are read; what is behind them is left out."""
_LEAST_INFLECTED, _LEAST_STEM, _MOST_INFLECTED = 4, 3, 8
_LONGEST_WORD = 500  # as words.vector() cuts them
_TOKEN = re.compile(r'(?P<out>-?)"(?P<quoted>[^"]*)"(?P<begins>\*?)|(?P<plain>[^\s"]+)')


class Term(NamedTuple):
    """Words that stand side by side; of the last one perhaps only the beginning, of a single one perhaps its forms."""

    words: tuple[str, ...]
    begins: bool = False
    forms: tuple[str, ...] = ()

    def at(self, words: Sequence[str]) -> Iterator[int]:
        """Where in a row of folded words the term begins."""
        if self.forms:
            yield from (at for at, word in enumerate(words) if word in self.forms)
            return
        length = len(self.words)
        for at in range(len(words) - length + 1):
            if all(map(self._is, range(length), words[at : at + length])):
                yield at

    def _is(self, number: int, word: str) -> bool:
        asked, word = self.words[number], word[:_LONGEST_WORD]
        begins = self.begins and number == len(self.words) - 1
        return word.startswith(asked) if begins else word == asked


class Query(NamedTuple):
    """What must be there, each of it one of several terms, and what must not."""

    needed: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()

    def matches(self, text: str) -> bool:
        """Whether a text is found: what the databases answer, told in Python."""
        words = [word.folded for word in folded_words(text)]
        return all(any(_in(term, words) for term in terms) for terms in self.needed) and not any(
            _in(term, words) for term in self.excluded
        )

    def hits(self, text: str) -> tuple[Span, ...]:
        """Where the words that are looked for stand in a text, in order and apart from each other."""
        found: list[Word] = list(folded_words(text)) if self.needed else []
        words = [word.folded for word in found]
        spans = sorted(
            (found[at].start, found[at + len(term.words) - 1].end)
            for terms in self.needed
            for term in terms
            for at in term.at(words)
        )
        apart: list[Span] = []
        for start, end in spans:
            if apart and start < apart[-1][1]:
                apart[-1] = apart[-1][0], max(end, apart[-1][1])
            else:
                apart.append((start, end))
        return tuple(apart)


def parse(text: str | None) -> Query:
    """The terms of a search string; every string is one, and one without words asks for nothing."""
    needed: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    either = inflected = 0
    for match in _TOKEN.finditer((text or "")[:MOST_LETTERS]):
        if match["plain"] == "OR":
            either = len(needed)
            continue
        out, term = _term(match, inflected < _MOST_INFLECTED)
        if term is None:
            continue
        inflected += bool(term.forms)
        if out:
            excluded.append(term)
        elif either and either == len(needed):
            needed[-1] = (*needed[-1], term)
        else:
            needed.append((term,))
        either = 0
    return Query(tuple(needed), tuple(excluded))


def _term(match: re.Match[str], may_inflect: bool) -> tuple[bool, Term | None]:
    plain = match["plain"]
    if plain is None:
        out, words, begins = bool(match["out"]), match["quoted"], bool(match["begins"])
    else:
        out, begins = plain.startswith("-"), plain.endswith("*")
        words = plain
    folded = tuple(word[:_LONGEST_WORD] for word in fold(words).split())
    if not folded:
        return out, None
    single = plain is not None and len(folded) == 1 and not begins and may_inflect
    forms = forms_of(folded[0]) if single and len(folded[0]) >= _LEAST_INFLECTED else ()
    return out, Term(folded, begins, forms)


def forms_of(word: str) -> tuple[str, ...]:
    """A folded word and its forms by the case endings of all language packs, in alphabetical order."""
    found = {word}
    for base, ending in _endings():
        stem = word.removesuffix(base)
        if len(stem) >= _LEAST_STEM and word.endswith(base):
            found.add(stem + ending)
    return tuple(sorted(found))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Pairs of an ending in the base form and one in another case, folded."""
    pairs = {
        (fold(base), fold(ending))
        for pack in map(load, available())
        for ending, bases in pack.names.case_endings
        for base in bases
    }
    return tuple(sorted(pair for pair in pairs if pair[0] != pair[1]))


def fts5(query: Query, facets: Sequence[Sequence[str]], without: Sequence[str] = ()) -> str:
    """The query and facets, of each group one and none of ``without``, as FTS5 writes it; empty where nothing is."""
    parts = [_any_of(f'facets : "{facet}"' for facet in group) for group in facets]
    parts += [_any_of(word for term in terms for word in _fts5(term)) for terms in query.needed]
    apart = [f'facets : "{facet}"' for facet in without] + [word for term in query.excluded for word in _fts5(term)]
    if not parts:
        return ""
    together = " AND ".join(parts)
    return f"({together}) NOT {_any_of(apart)}" if apart else together


def _fts5(term: Term) -> Iterator[str]:
    if term.forms:
        yield from (f'words : "{form}"' for form in term.forms)
    else:
        yield f'words : "{" ".join(term.words)}"{" *" if term.begins else ""}'


def tsquery(query: Query) -> str:
    """The words of the query as PostgreSQL writes them; empty where none are needed."""
    parts = [_any_of((word for term in terms for word in _tsquery(term)), " | ") for terms in query.needed]
    if not parts:
        return ""
    return " & ".join([*parts, *(f"!({word})" for term in query.excluded for word in _tsquery(term))])


def tsquery_without(query: Query) -> str:
    """The words that may not be there, any of them, as PostgreSQL writes them."""
    return " | ".join(word for term in query.excluded for word in _tsquery(term))


def _tsquery(term: Term) -> Iterator[str]:
    if term.forms:
        yield from (f"'{form}'" for form in term.forms)
    else:
        *first, last = term.words
        words = [*(f"'{word}'" for word in first), f"'{last}'{':*' if term.begins else ''}"]
        yield f"({' <-> '.join(words)})"


def _any_of(parts: Iterable[str], either: str = " OR ") -> str:
    return f"({either.join(parts)})"


def _in(term: Term, words: Sequence[str]) -> bool:
    return next(term.at(words), None) is not None


__all__ = ["Query", "Term", "forms_of", "fts5", "parse", "tsquery", "tsquery_without"]
