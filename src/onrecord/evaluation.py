"""How much of a gold file a reading got right: the figures of ``onrecord evaluate``.

Gold and predictions are documents as JSON Lines, joined by ``id``; spans are half-open code points of
the gold's text. A found statement is *matched* when it is paired with a gold one by the words of their
content, and *right* (``stmt``) when it has the right source as well. Statements marked ``attitude`` in
the gold may be found or missed; found ones marked ``attitude`` or ``negated`` that match nothing are
not counted.

Figures, in percent, for all statements and per kind of the gold statement (triples are precision,
recall, F1): ``stmt``, ``match``, ``exact`` (spans equal, edges trimmed), ``token`` (words inside any
content), ``cue``; shares of matched pairs with the right ``kind``, ``source``, ``speaker`` (one-to-one
mapping per document, no names compared) and ``name``; ``invented`` (speakers where the gold knows
none); ``addressee``; ``ece``, the expected calibration error of ``confidence`` over ten bins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from onrecord.gold import Annotated, AnnotatedStatement, Spans, Words, occurs, same_name

KINDS = ("direct", "mixed", "indirect")

Figures = dict[str, Any]


def evaluate(gold: Iterable[Annotated], predictions: Iterable[Annotated], min_f1: float = 0.5) -> Figures:
    """The figures of predictions against gold documents, for ``all`` statements and each kind.

    ``min_f1`` is the least word F1 (0 to 1) of two contents that may be paired. A gold document without
    a prediction counts as read with no statements, and is listed under ``missing``.
    """
    by_id = {document.id: document for document in predictions}
    score = _Score(min_f1)
    for document in gold:
        score.add(document, by_id.get(document.id))
    return score.figures()


def readings(
    gold: Iterable[Annotated], engine: str, weights: Path | None = None, threads: int = 1
) -> list[Annotated]:
    """What an engine makes of the gold documents' texts, under the gold's ids; arguments as those of ``read``."""
    from onrecord import reader

    found = []
    for document in gold:
        reading = reader.read(document.text or "", engine=engine, weights=weights, threads=threads)
        made = msgspec.convert(reading, Annotated, from_attributes=True)
        found.append(msgspec.structs.replace(made, id=document.id))
    return found


def verdicts(gold: Annotated, found: Annotated, min_f1: float = 0.5) -> list[bool | None]:
    """For each found statement whether it is right; ``None`` for one that is not counted."""
    words = Words(gold.text or "")
    truth, reading = _rows(words, gold), _rows(words, found)
    back = {j: truth[i] for i, j in _pairs(truth, reading, min_f1).items()}
    judged: list[bool | None] = []
    for j, row in enumerate(reading):
        other = back.get(j)
        counted = not (other.attitude if other else row.optional)
        judged.append((other is not None and _right_source(other, row)) if counted else None)
    rows = iter(judged)
    return [next(rows) if words.inside(statement.content) else None for statement in found.statements]


def matched(
    gold: Annotated, found: Annotated, min_f1: float = 0.5
) -> list[tuple[AnnotatedStatement, AnnotatedStatement]]:
    """The gold statements that were found, each with the one that was."""
    words = Words(gold.text or "")
    rows = [[s for s in document.statements if words.inside(s.content)] for document in (gold, found)]
    pairs = _pairs(_rows(words, gold), _rows(words, found), min_f1)
    return [(rows[0][i], rows[1][j]) for i, j in sorted(pairs.items())]


@dataclass(slots=True, frozen=True)
class _Row:
    """A statement made comparable: its parts as sets of word numbers."""

    kind: str | None
    words: frozenset[int]
    exact: Spans
    source: frozenset[int]
    cue: frozenset[int]
    addressee: frozenset[int]
    attitude: bool
    optional: bool
    confidence: float | None
    speaker: str | None
    name: str | None


def _rows(words: Words, document: Annotated | None) -> list[_Row]:
    """The comparable statements of a document; those whose content has no word are left out."""
    if document is None:
        return []
    names = {entity.id: entity.name for entity in document.entities or ()}
    return [
        _Row(
            kind=s.kind,
            words=content,
            exact=words.trimmed(s.content),
            source=words.inside(s.source),
            cue=words.inside(s.cue),
            addressee=words.inside(s.addressee),
            attitude=bool(s.attitude),
            optional=bool(s.attitude or s.negated),
            confidence=s.confidence,
            speaker=s.speaker,
            name=names.get(s.speaker, s.speaker) if s.speaker is not None else None,
        )
        for s in document.statements
        if (content := words.inside(s.content))
    ]


def _right(found: frozenset[int], gold: frozenset[int]) -> bool:
    """Whether at least half of the found words are the gold's."""
    return bool(found) and 2 * len(found & gold) >= len(found)


def _right_source(gold: _Row, found: _Row) -> bool:
    return _right(found.source, gold.source) if gold.source else not found.source


def _pairs(gold: list[_Row], found: list[_Row], min_f1: float) -> dict[int, int]:
    """Gold statements paired one to one with found ones, best content first; ties go to shared sources."""
    candidates = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            shared = len(g.words & f.words)
            f1 = 2 * shared / (len(g.words) + len(f.words))
            if shared and f1 >= min_f1:
                candidates.append((-f1, g.source.isdisjoint(f.source), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


@dataclass(slots=True)
class _Score:
    """Counts summed over documents."""

    min_f1: float
    totals: dict[str, Counter[str]] = field(
        default_factory=lambda: {kind: Counter() for kind in ("all", *KINDS)}
    )
    bins: list[list[float]] = field(default_factory=lambda: [[0, 0.0, 0] for _ in range(10)])
    documents: int = 0
    missing: list[str | int] = field(default_factory=list)
    text_changed: list[str | int] = field(default_factory=list)
    bad_spans: int = 0

    def add(self, gold: Annotated, found: Annotated | None) -> None:
        """Counts one gold document against its prediction, ``None`` where there is none."""
        text = gold.text or ""
        self.documents += 1
        if found is None:
            self.missing.append(gold.id)
        else:
            if found.text is not None and found.text != text:
                self.text_changed.append(gold.id)
            self.bad_spans += sum(not 0 <= a < b <= len(text) for s in found.statements for a, b in s.spans)
        words = Words(text)
        truth, reading = _rows(words, gold), _rows(words, found)
        pairs = _pairs(truth, reading, self.min_f1)
        self._count_gold(truth, reading)
        self._count_tokens(truth, reading)
        back = {j: truth[i] for i, j in pairs.items()}
        for j, row in enumerate(reading):
            self._count_found(row, back.get(j), truth)
        matched = [(truth[i], reading[j]) for i, j in pairs.items() if not truth[i].attitude]
        self._count_speakers(matched, any(row.speaker for row in truth), words)

    def _count(self, kind: str | None, key: str, value: int = 1) -> None:
        self.totals.setdefault(str(kind), Counter())[key] += value
        self.totals["all"][key] += value

    def _count_gold(self, gold: list[_Row], found: list[_Row]) -> None:
        for g in gold:
            if g.attitude:
                continue
            self._count(g.kind, "gold")
            if g.cue:
                self._count(g.kind, "gold_cue")
                self._count(g.kind, "cue_recall", any(_right(f.cue, g.cue) for f in found))

    def _count_tokens(self, gold: list[_Row], found: list[_Row]) -> None:
        everything = frozenset[int]().union(*(g.words for g in gold))
        must = frozenset[int]().union(*(g.words for g in gold if not g.attitude))
        got = frozenset[int]().union(*(f.words for f in found))
        tally = self.totals["all"]
        tally["token"] += len(must & got)
        tally["gold_token"] += len(must)
        tally["found_token"] += len(got - (everything - must))

    def _count_found(self, f: _Row, g: _Row | None, gold: list[_Row]) -> None:
        if g.attitude if g else f.optional:
            return
        kind = g.kind if g else f.kind if f.kind in KINDS else "indirect"
        self._count(kind, "found")
        if f.cue:
            self._count(kind, "found_cue")
            self._count(kind, "cue_precision", any(_right(f.cue, other.cue) for other in gold))
        correct = g is not None and _right_source(g, f)
        if g:
            self._count_pair(kind, g, f, correct)
        if f.confidence is not None:
            entry = self.bins[min(9, int(10 * f.confidence))]
            entry[0] += 1
            entry[1] += f.confidence
            entry[2] += correct

    def _count_pair(self, kind: str | None, g: _Row, f: _Row, correct: bool) -> None:
        self._count(kind, "match")
        self._count(kind, "stmt", correct)
        self._count(kind, "exact", g.exact == f.exact)
        self._count(kind, "kind", g.kind == f.kind)
        if g.source:
            self._count(kind, "source_pairs")
            self._count(kind, "source", correct)
        self._count(kind, "gold_addressee", bool(g.addressee))
        self._count(kind, "found_addressee", bool(f.addressee))
        self._count(kind, "addressee", bool(g.addressee) and _right(f.addressee, g.addressee))

    def _count_speakers(self, matched: list[tuple[_Row, _Row]], known: bool, words: Words) -> None:
        bearer = _bearers(matched)
        for g, f in matched:
            if g.speaker:
                self._count(g.kind, "speaker_pairs")
                self._count(g.kind, "speaker", bool(f.speaker) and bearer.get(f.speaker) == g.speaker)
                if occurs(g.speaker, words):
                    self._count(g.kind, "name_pairs")
                    self._count(g.kind, "name", same_name(g.speaker, f.name))
            elif known:
                self._count(g.kind, "nobody_pairs")
                self._count(g.kind, "invented", bool(f.speaker))

    def figures(self) -> Figures:
        """Everything counted, as percentages with one decimal."""
        return {
            **{kind: _figures(self.totals[kind]) for kind in ("all", *KINDS)},
            "documents": self.documents,
            "missing": self.missing,
            "text_changed": self.text_changed,
            "bad_spans": self.bad_spans,
            "ece": _share(sum(abs(b[1] - b[2]) for b in self.bins), sum(b[0] for b in self.bins)),
        }


def _bearers(matched: list[tuple[_Row, _Row]]) -> dict[str | None, str]:
    """Which gold speaker each predicted one stands for: one to one, most shared statements first."""
    together = Counter((f.speaker, g.speaker) for g, f in matched if f.speaker and g.speaker)
    bearers: dict[str | None, str] = {}
    for (predicted, true), _ in sorted(together.items(), key=lambda item: (-item[1], str(item[0]))):
        if true is not None and predicted not in bearers and true not in bearers.values():
            bearers[predicted] = true
    return bearers


def _figures(c: Counter[str]) -> Figures:
    """One row of figures; a share of nothing is ``None``."""
    gold, found = c["gold"], c["found"]
    return {
        "gold": gold,
        "found": found,
        "stmt": _triple(c["stmt"], found, c["stmt"], gold),
        "match": _triple(c["match"], found, c["match"], gold),
        "exact": _triple(c["exact"], found, c["exact"], gold),
        "token": _triple(c["token"], c["found_token"], c["token"], c["gold_token"])
        if c["gold_token"]
        else None,
        "cue": _triple(c["cue_precision"], c["found_cue"], c["cue_recall"], c["gold_cue"]),
        "kind": _share(c["kind"], c["match"]),
        "source": _share(c["source"], c["source_pairs"]),
        "speaker": _share(c["speaker"], c["speaker_pairs"]),
        "name": _share(c["name"], c["name_pairs"]),
        "invented": _share(c["invented"], c["nobody_pairs"]),
        "addressee": _triple(c["addressee"], c["found_addressee"], c["addressee"], c["gold_addressee"])
        if c["gold_addressee"]
        else None,
    }


def _triple(hit: int, found: int, recalled: int, gold: int) -> list[float]:
    """Precision, recall and F1 in percent."""
    p = hit / found if found else 0.0
    r = recalled / gold if gold else 0.0
    return [round(100 * x, 1) for x in (p, r, 2 * p * r / (p + r) if p + r else 0.0)]


def _share(hit: float, of: float) -> float | None:
    return round(100 * hit / of, 1) if of else None
