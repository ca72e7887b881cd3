"""Trains the weights of the engine ``fast`` for a language.

    python train/fast.py en --gold GOLD.jsonl [--gold GOLD.jsonl ...] [--out FILE.npz]

Training is CRFsuite's L-BFGS with L1, on one
core; the same gold files give the same bytes.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from onrecord.gold import Annotated, load_gold
from onrecord.intake import from_text
from onrecord.languages.detection import languages
from onrecord.languages.pack import pack_of, typography_of
from onrecord.languages.words import Words
from onrecord.quotes import find_quotations
from onrecord.statements import rules, tagger
from onrecord.statements.tagger.streams import PAD, SIZES, TEMPLATES, Tape, by_language, keys, streams
from onrecord.statements.tagger.vocabulary import Vocabulary
from onrecord.statements.tagger.weights import LABELS, pack_weights

WEIGHTS = Path(tagger.__file__).parent / "weights"
NEVER = -30.0
"""The weight of a transition between labels that training never saw."""
LEAST_FORM, LEAST_ENDING = 4, 8
"""Least number of times a word form and an ending are met in training to be known."""
PARAMETERS = {"c1": 0.5, "c2": 0.02, "max_iterations": 80, "feature.minfreq": 3}


def vocabulary(documents: Iterable[Annotated]) -> tuple[list[str], list[str]]:
    """The word forms and endings that are frequent enough, in alphabetical order."""
    forms = Counter(form.lower() for document in documents for form in Words(document.text or "").forms)
    endings: Counter[str] = Counter()
    for form, count in forms.items():
        endings[form[-3:]] += count
    return (
        sorted(form for form, count in forms.items() if count >= LEAST_FORM and "\n" not in form),
        sorted(ending for ending, count in endings.items() if count >= LEAST_ENDING),
    )


def labels(document: Annotated, words: Words) -> list[str]:
    """The gold label of every word: the outermost content it is in, and its part in a source or a cue."""
    part, role = ["O"] * len(words.forms), [""] * len(words.forms)
    for statement in sorted(document.statements, key=lambda s: -sum(end - start for start, end in s.content or ())):
        for start, end in statement.content or ():
            first, last = words.between(start, end)
            for at in range(first, last):
                if part[at] == "O":
                    part[at] = "B" if at == first else "I"
        for spans, mark in ((statement.source, "s"), (statement.cue, "q")):
            for start, end in spans or ():
                first, last = words.between(start, end)
                role[first:last] = [mark] * (last - first)
    return [p + r for p, r in zip(part, role, strict=True)]


Paragraph = tuple[list[list[str]], list[str]]
"""Features of each word (``template:key``), and its label."""


def paragraphs(documents: Iterable[Annotated], code: str, known: Vocabulary) -> Iterator[Paragraph]:
    """Every paragraph in the language."""
    sizes = {**SIZES, "form": known.size, "ending": known.endings.size}
    for document in documents:
        text = document.text or ""
        words = Words(text)
        blocks = languages(text, from_text(text).blocks, words)
        quotations = find_quotations(text, blocks, typography_of)
        found = rules.find(text, blocks, quotations, pack_of, words)
        gold = labels(document, words)
        for part in by_language(blocks, words, pack_of):
            if part.pack.code != code:
                continue
            tape = Tape(part.ranges)
            seen = streams(words, part, quotations, found, known)
            columns = [[f"{n}:{key}" for key in keys(t, tape, seen, sizes)] for n, t in enumerate(TEMPLATES)]
            for (first, last), (start, end) in zip(part.ranges, tape.paragraphs, strict=True):
                rows = zip(*(column[start - PAD : end - PAD] for column in columns), strict=True)
                yield [list(row) for row in rows], gold[first:last]


def trained(data: Iterable[Paragraph], parameters: dict[str, Any]) -> tuple[dict[tuple[str, str], float], Any]:
    """CRFsuite's weights: of features by (feature, label), and of transitions."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for rows, gold in data:
        trainer.append(pycrfsuite.ItemSequence(rows), gold)
    trainer.select("lbfgs")
    trainer.set_params(parameters)
    with tempfile.TemporaryDirectory() as folder:
        model = str(Path(folder) / "model.crfsuite")
        trainer.train(model)
        made = pycrfsuite.Tagger()
        made.open(model)
        info = made.info()
        return dict(info.state_features), dict(info.transitions)


def arrays(
    features: dict[tuple[str, str], float],
    transitions: dict[tuple[str, str], float],
    forms: list[str],
    endings: list[str],
) -> dict[str, np.ndarray[Any, Any]]:
    """The weights as the arrays that a weights file holds."""
    rows: list[dict[int, list[float]]] = [{} for _ in TEMPLATES]
    for (feature, label), weight in features.items():
        template, key = map(int, feature.split(":"))
        rows[template].setdefault(key, [0.0] * len(LABELS))[LABELS.index(label)] = weight
    made: dict[str, np.ndarray[Any, Any]] = {
        "forms": np.frombuffer("\n".join(forms).encode(), dtype=np.uint8),
        "endings": np.frombuffer("\n".join(endings).encode(), dtype=np.uint8),
        "transitions": np.array(
            [[transitions.get((a, b), NEVER) for b in LABELS] for a in LABELS], dtype=np.float16
        ),
    }
    for number, found in enumerate(rows):
        order = sorted(found)
        made[f"k{number}"] = np.array(order, dtype=np.int64)
        made[f"r{number}"] = np.array([found[key] for key in order], dtype=np.float16).reshape(len(order), len(LABELS))
    return made


def train(documents: list[Annotated], code: str, parameters: dict[str, Any] = PARAMETERS) -> bytes:
    """The weights file made from gold documents."""
    forms, endings = vocabulary(documents)
    features, transitions = trained(paragraphs(documents, code, Vocabulary(forms, endings)), parameters)
    return pack_weights(code, arrays(features, transitions, forms, endings))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("code", help="the language")
    parser.add_argument("--gold", action="append", required=True, type=Path, help="a gold file; may be given again")
    parser.add_argument("--out", type=Path, help="the weights file (default: where the package keeps it)")
    given = parser.parse_args()
    data = train(load_gold(given.gold), given.code)
    out = given.out or WEIGHTS / f"{given.code}.npz"
    out.parent.mkdir(exist_ok=True)
    out.write_bytes(data)
    print(f"{out.name}: {len(data) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
