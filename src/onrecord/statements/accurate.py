"""The engine ``accurate``: a small transformer in the tagger's place, where a language has one, and a judge of its own.

Languages without such weights are read by the engine ``fast``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord.document import Block
from onrecord.languages.pack import Pack
from onrecord.languages.words import Words
from onrecord.quotes import Quotation
from onrecord.statements import fast
from onrecord.statements.found import Found
from onrecord.statements.tagger import WeightsError
from onrecord.statements.tagger.tagging import Tagger
from onrecord.statements.transformer.weights import INSTALL_WEIGHTS, check_extra, installed, known_folder, languages


def find(
    text: str,
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    pack_of: Callable[[str | None], Pack | None],
    words: Words,
    folder: Path | None = None,
    threads: int = 1,
) -> list[Found]:
    """What is found in a text, in reading order; ``folder`` has weights of one's own. Raises WeightsError."""
    return fast.find(text, blocks, quotations, pack_of, words, tagger_of(folder, threads))


def tagger_of(folder: Path | None, threads: int) -> fast.TaggerOf:
    """The taggers to read with: the folder's for its language, else the installed ones. Raises WeightsError."""
    check_ready(folder)
    own = known_folder(folder, threads) if folder else None

    def of(code: str) -> tuple[str, Tagger] | None:
        if own and own.language == code:
            return "accurate", own
        where = installed(code)
        return ("accurate", known_folder(where, threads)) if where else fast.shipped(code)

    return of


def check_ready(folder: Path | None = None) -> None:
    """Raises WeightsError, one line that says what to install, when the engine cannot read anything."""
    check_extra()
    if folder is None and not languages():
        raise WeightsError(f"the engine accurate has no weights here: {INSTALL_WEIGHTS}")
