"""The dispatches that come with the project: written for it, everybody and everything in them invented.

Their texts are made from the marked-up sources in ``tests/gold/sources``; do not edit the ``.txt`` files.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import NamedTuple


class Dispatch(NamedTuple):
    """One bundled text: its file's stem, a title, what it shows, and its languages (BCP 47)."""

    name: str
    title: str
    shows: str
    languages: tuple[str, ...]

    @property
    def path(self) -> Path:
        """The text's file: UTF-8 plain text."""
        return Path(str(resources.files(__name__))) / f"{self.name}.txt"


DISPATCHES = (
    Dispatch(
        "river-treaty",
        "Two countries agree on how to count a river",
        "a Polish lead over an English body, a website's summary with its own speakers, a quotation over "
        "five paragraphs, a caption in its middle and one without its source, markers without notes",
        ("pl", "en"),
    ),
    Dispatch(
        "tram-strike",
        "Tram drivers walk out in Port Ellary",
        "an English city report: quotations split by their reporting clause, a report of a report, unnamed "
        "sources, hopes and doubts, a list of demands",
        ("en",),
    ),
    Dispatch(
        "museum-mask",
        "A museum gives back the mask of rain",
        "a Polish lead over an English body, straight, curly, angled, German and typewriter marks side by "
        "side, a quotation inside a quotation, a footnote with its note",
        ("pl", "en"),
    ),
    Dispatch(
        "flood",
        "A Polish town after the flood",
        "Polish with dialogue dashes and dropped subjects, words such as 'zdaniem', a speech carried "
        "over a caption, a refusal, fears and hopes",
        ("pl",),
    ),
    Dispatch(
        "island-election",
        "Nobody has won until the islands have voted",
        "an English wire report in straight marks: a headline that names its speaker, a poll, a quotation "
        "never closed, one that stands alone, slogans in a list",
        ("en",),
    ),
    Dispatch(
        "football",
        "A football federation and its unpaid players",
        "Polish with English marks, reporting clauses between dashes inside one pair of marks, a fans' "
        "statement over two paragraphs, hearsay and denials",
        ("pl",),
    ),
)


def dispatches() -> list[Path]:
    """The files of the bundled dispatches, in the order in which to show them."""
    return [dispatch.path for dispatch in DISPATCHES]
