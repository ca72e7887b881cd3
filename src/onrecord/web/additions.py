"""What is added in the room: read and kept by one thread in the background, one addition after the other.

Nothing of it is lost to the record when the room closes: what was kept is kept, and a document is kept whole or not at
all. What is still waiting then is not read.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec

from onrecord.intake import Given, IntakeError
from onrecord.jobs import Job
from onrecord.record import Record, RecordError
from onrecord.record.adding import Added
from onrecord.web.language import later as _

State = Literal["waiting", "reading", "done", "stopped"]
FULL = _("So much is waiting to be read already that no more is taken now; try again soon.")
"""What whoever comes then is told."""
WAITING = 8
"""Additions that may wait for their turn."""
REMEMBERED = 50
"""Additions that are known afterwards."""
LINES = 200
"""Documents, the last ones, of which an addition tells what became."""
_PATIENCE = 5.0  # seconds that the document under way is waited for when the room closes
_LOG = logging.getLogger("onrecord.web")


class FullError(Exception):
    """Too much is waiting already."""


class Line(msgspec.Struct, frozen=True):
    """What became of one document."""

    name: str
    became: str
    ref: str | None
    statements: int
    error: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """What is to be added: ``sources`` as ``Record.adding`` takes them, and how.

    ``folder`` is where what was sent lies; it is removed afterwards. ``pages`` fetches the pages of a feed's items.
    """

    title: str
    who: str
    sources: tuple[str | Job, ...]
    given: Given = field(default_factory=Given)
    folder: Path | None = None
    pages: bool = False
    leads_to: str | None = None


class Addition:
    """An order, and how far it is."""

    def __init__(self, order: Order):
        self.id = secrets.token_urlsafe(12)
        self.order = order
        self.state: State = "waiting"
        self.error: str | None = None
        self.counts: Counter[str] = Counter()
        self._lines: deque[Line] = deque(maxlen=LINES)
        self._ref: str | None = None
        self._lock = threading.Lock()
        self.finished = threading.Event()

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "stopped")

    @property
    def lines(self) -> list[Line]:
        """What became of the documents, the last one first."""
        with self._lock:
            return list(reversed(self._lines))

    @property
    def number(self) -> int:
        """How many documents were dealt with."""
        with self._lock:
            return self.counts.total()

    @property
    def leads_to(self) -> str | None:
        """Where to go now that it is done: to its document, where it was one."""
        if self.state != "done" or self.error:
            return None
        with self._lock:
            if self.order.leads_to and not self.counts["not read"]:
                return self.order.leads_to
            return f"/d/{self._ref}" if self._ref and self.counts.total() == 1 else None

    def tell(self, one: Added) -> None:
        """Notes what became of a document."""
        line = Line(
            self._plain(one.name), one.became, one.ref, one.statements,
            self._plain(one.error) if one.error else None, tuple(map(self._plain, one.notes)),
        )  # fmt: skip
        with self._lock:
            self._lines.append(line)
            self.counts[one.became] += 1
            self._ref = one.ref or self._ref

    def _plain(self, words: str) -> str:
        """Words without the folder that the files were put into."""
        if self.order.folder is None:
            return words
        for source in self.order.sources:
            if isinstance(source, Job) and source.name.startswith(str(self.order.folder)):
                words = words.replace(source.name, Path(source.name).name)
        return words


class Additions:
    """The additions of a room."""

    def __init__(self, record: Record):
        self._record = record
        self._known: OrderedDict[str, Addition] = OrderedDict()
        self._waiting: deque[Addition] = deque()
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    def start(self, order: Order) -> Addition:
        """Has an order read as soon as it is its turn. Raises ``FullError``; the folder is removed in that case too."""
        addition = Addition(order)
        with self._change:
            if self._closed or len(self._waiting) >= WAITING:
                _clear(order)
                raise FullError
            self._known[addition.id] = addition
            while len(self._known) > REMEMBERED and (old := self._oldest()):
                del self._known[old]
            self._waiting.append(addition)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="additions", daemon=True)
                self._thread.start()
            self._change.notify()
        return addition

    def get(self, id_: str) -> Addition | None:
        """The addition of an id."""
        with self._change:
            return self._known.get(id_)

    def before(self, addition: Addition) -> int:
        """How many others wait before it, the one that is being read among them."""
        with self._change:
            return 1 + self._waiting.index(addition) if addition in self._waiting else 0

    def latest(self) -> list[Addition]:
        """Those that are known, the last one first."""
        with self._change:
            return list(reversed(self._known.values()))

    def close(self) -> None:
        """Stops after the document under way; what waits is not read."""
        with self._change:
            self._closed = True
            left = list(self._waiting)
            self._waiting.clear()
            self._change.notify()
        for addition in left:
            _end(addition, "stopped")
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _oldest(self) -> str | None:
        return next((id_ for id_, addition in self._known.items() if addition.over), None)

    def _work(self) -> None:
        for addition in self._turns():
            addition.state = "reading"
            try:
                self._read(addition)
            except (RecordError, IntakeError) as error:
                addition.error = str(error)
            except Exception:
                _LOG.exception("adding %s", addition.id)
                addition.error = ""
            _end(addition, "stopped" if self._closed else "done")

    def _turns(self) -> Iterator[Addition]:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                addition = self._waiting.popleft()
            yield addition

    def _read(self, addition: Addition) -> None:
        order = addition.order
        # in this process: one that is stopped leaves no others behind
        adding = self._record.adding(order.sources, given=order.given, pages=order.pages, workers=1)
        with closing(adding):
            for one in adding:
                addition.tell(one)
                if self._closed:
                    return


def _end(addition: Addition, state: State) -> None:
    _clear(addition.order)
    addition.state = state
    addition.finished.set()


def _clear(order: Order) -> None:
    if order.folder is not None:
        shutil.rmtree(order.folder, ignore_errors=True)
