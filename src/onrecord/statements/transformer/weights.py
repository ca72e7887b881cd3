"""The weights of the engine ``accurate``: a folder with the network, its tokenizer and its judge, and where they are.

A folder holds ``model.onnx`` (``training/graph.py``), ``tokenizer.json`` (of the package ``tokenizers``) and
``weights.json``: what the weights are, a checksum of each file, the transitions between labels, and the judge. The
shipped ones come in packages of their own, one a language, which name themselves as entry points of ``GROUP``; users'
own are made by ``onrecord train`` and named by ``--weights``.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import numpy.typing as npt

from onrecord.languages.words import Words
from onrecord.quotes import Quotation
from onrecord.statements.found import Found
from onrecord.statements.tagger import WeightsError
from onrecord.statements.tagger.judge import Judge
from onrecord.statements.tagger.streams import PAD, Part, Tape, rule_streams
from onrecord.statements.tagger.weights import LABELS, UNIT, Weights, weights_of
from onrecord.statements.transformer.inputs import POLITICAL, SEEN, UNTOLD, Pieces, row, symbols, table
from onrecord.statements.transformer.windows import BEFORE, PIECES, Cut, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Array = npt.NDArray[Any]

GROUP = "onrecord.accurate"
"""The entry points of packages with weights: the name is a language, the value the package."""
FORMAT = 1
VIEWS = ((Cut(80, PIECES - 80), UNTOLD), (Cut(80, PIECES - 80, 90), POLITICAL))
"""A text is read twice, cut at different places, and once told that it counts beliefs; the scores' mean is better."""
MODEL, TOKENIZER, ABOUT = "model.onnx", "tokenizer.json", "weights.json"
NEEDS = ("onnxruntime", "tokenizers")
INSTALL_EXTRA = "pip install 'onrecord[accurate]'"
INSTALL_WEIGHTS = "pip install onrecord-en-accurate"


class About(msgspec.Struct, frozen=True):
    """What a folder of weights says of itself; ``seen`` stands for what the network was trained to see."""

    format: int
    language: str
    seen: int
    checksums: Mapping[str, str]
    moves: list[list[int]]
    """Transitions between labels, in UNITs."""
    calibration: tuple[float, float, float]
    judge: Mapping[str, float]
    share: float = 0.0
    """How much the scores of the engine ``fast``'s tagger count beside the network's."""


def seen() -> int:
    """A number that changes with what the network sees of a text and with its labels."""
    return zlib.crc32(repr((SEEN, LABELS, PIECES, BEFORE, VIEWS)).encode())


class Transformer:
    """The network and the judge of one language, ready to read.

    ``beside`` is the tagger whose scores count as well, where the weights were made so. It errs elsewhere than the
    network: the sum of both is right more often than either.
    """

    def __init__(self, about: About, session: InferenceSession, pieces: Pieces, beside: Weights | None):
        self.language = about.language
        self.transitions: Array = np.array(about.moves, dtype=np.int32)
        self.judge = Judge(about.judge, about.calibration)
        self._session, self._pieces = session, pieces
        self._beside, self._share = beside, about.share
        if beside is not None:
            self.transitions += _share(beside.transitions, self._share)

    def streams(
        self, words: Words, part: Part, quotations: Sequence[Quotation], found: Sequence[Found]
    ) -> dict[str, Array]:
        """What is known of each word before the network reads."""
        if self._beside is None:
            return symbols(words, part, rule_streams(words, part, quotations, found))
        return symbols(words, part, self._beside.streams(words, part, quotations, found))

    def scores(self, words: Words, part: Part, tape: Tape, streams: dict[str, Array]) -> Array:
        """How well each label fits each place of the tape (places without the padding at both ends), in UNITs."""
        made = np.zeros((len(tape.word) - 2 * PAD, len(LABELS)), dtype=np.int32)
        place = np.zeros(len(words.forms), dtype=np.int64)
        place[tape.word[tape.places + PAD]] = tape.places
        of = [self._pieces[form] for form in words.forms]
        lengths = [len(own) for own in of]
        marks = self._pieces.begin, self._pieces.end
        for cut, genre in VIEWS:
            seen = table(streams, genre)
            for window in windows(part.ranges, lengths, cut):
                own = row(window, of, seen, marks)
                (scores,) = self._session.run(None, {"pieces": own.pieces, "seen": own.seen, "begins": own.begins})
                made[place[window.first : window.last]] += _share(scores, UNIT / len(VIEWS))
        if self._beside is not None:
            made += _share(self._beside.scores(words, part, tape, streams), self._share)
        return made


def _share(scores: Array, times: float) -> Array:
    made: Array = np.rint(scores * times).astype(np.int32)
    return made


def installed(language: str) -> Path | None:
    """The folder of a language's installed weights, None where there are none."""
    for point in metadata.entry_points(group=GROUP, name=language):
        spec = find_spec(point.value)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            return Path(place)
    return None


def languages() -> list[str]:
    """The languages with installed weights."""
    return sorted({point.name for point in metadata.entry_points(group=GROUP)})


def check_extra() -> None:
    """Raises WeightsError when a package that the engine needs is missing."""
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise WeightsError(f"the engine accurate needs {' and '.join(missing)}: {INSTALL_EXTRA}")


@cache
def known_folder(folder: Path, threads: int) -> Transformer:
    """The weights in a folder, read once in a process; see ``read_folder``."""
    return read_folder(folder, threads)


def read_folder(folder: Path, threads: int, beside: Callable[[str], Weights | None] = weights_of) -> Transformer:
    """The weights in a folder, to be run in so many threads. Raises WeightsError in one line that says what to do.

    ``beside`` gives the tagger of the engine ``fast`` for a language.
    """
    check_extra()
    about = _about(folder)
    for name in (MODEL, TOKENIZER):
        if not (folder / name).is_file():
            raise WeightsError(f"{folder / name}: the weights are missing; {_again()}")
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != about.checksums.get(name):
            raise WeightsError(f"{folder / name}: damaged weights; {_again()}")
    other = beside(about.language) if about.share else None
    return Transformer(about, _session(folder / MODEL, threads), _pieces(folder / TOKENIZER), other)


def _about(folder: Path) -> About:
    try:
        data = (folder / ABOUT).read_bytes()
    except FileNotFoundError:
        raise WeightsError(f"{folder / ABOUT}: the weights are missing; {_again()}") from None
    except OSError as error:
        raise WeightsError(f"{folder / ABOUT}: {error.strerror}; {_again()}") from None
    try:
        version = msgspec.json.decode(data, type=dict[str, Any])
        if (version.get("format"), version.get("seen")) != (FORMAT, seen()):
            raise WeightsError(f"{folder / ABOUT}: weights of another version of onrecord; {_again()}")
        return msgspec.convert(version, About)
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise WeightsError(f"{folder / ABOUT}: damaged weights; {_again()}") from None


def _again() -> str:
    return f"{INSTALL_WEIGHTS}, or train them again, or read with the engine fast"


def _session(model: Path, threads: int) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # windows differ in length, and each length would keep a pattern of its own
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors have no common type
        raise WeightsError(f"{model}: onnxruntime cannot read it ({type(error).__name__}); {_again()}") from None


def _pieces(file: Path) -> Pieces:
    from tokenizers import Tokenizer

    try:
        return Pieces(Tokenizer.from_file(str(file)))
    except Exception as error:  # so have those of tokenizers
        raise WeightsError(f"{file}: tokenizers cannot read it ({type(error).__name__}); {_again()}") from None
