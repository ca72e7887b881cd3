"""What was changed in each session lately: so that the last change can be undone, and is told on the next page.

It is kept in memory. The decisions themselves stand in the record, whose history undoes them too.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

import msgspec

_SESSIONS, _STEPS = 2_000, 500

Numbers = tuple[int, ...]
"""The decisions of one change: several where many things were decided at once."""


class Told(msgspec.Struct, frozen=True):
    """What the next page tells of a change, in the reader's language.

    ``numbers`` are the decisions that can be undone, or redone where ``undone``; ``notes`` say what is to be known of
    it, ``wrong`` what could not be done.
    """

    said: str = ""
    numbers: Numbers = ()
    undone: bool = False
    notes: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


class Session(msgspec.Struct):
    """The changes of one session, the last one last, those it undid, what is to be told, and why it decides."""

    done: list[Numbers] = []
    undone: list[Numbers] = []
    told: Told | None = None
    why: str = ""


class Changes:
    """The changes of all sessions, by the secret that a session's forms are tied to."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lock = Lock()

    @contextmanager
    def _of(self, tie: str) -> Iterator[Session]:
        with self._lock:
            session = self._sessions.setdefault(tie, Session())
            self._sessions.move_to_end(tie)
            while len(self._sessions) > _SESSIONS:
                self._sessions.popitem(last=False)
            yield session

    def made(self, tie: str, numbers: Sequence[int]) -> None:
        """Notes a change; what was undone before it cannot be redone by a key any more."""
        with self._of(tie) as session:
            session.done = [*session.done, tuple(numbers)][-_STEPS:]
            session.undone = []

    def last(self, tie: str, *, undone: bool = False) -> Numbers:
        """The change that was made last and stands, or that was undone last; nothing where there is none."""
        with self._of(tie) as session:
            changes = session.undone if undone else session.done
            return changes[-1] if changes else ()

    def turned(self, tie: str, numbers: Sequence[int], *, undone: bool) -> None:
        """Notes that a change was undone, or redone; a part of a change is a change of its own from then on."""
        turned = tuple(numbers)
        with self._of(tie) as session:
            here, there = (session.done, session.undone) if undone else (session.undone, session.done)
            left = [tuple(one for one in change if one not in turned) for change in here]
            here[:] = [change for change in left if change]
            there[:] = [*there, turned][-_STEPS:]

    def forget(self, tie: str, numbers: Sequence[int]) -> None:
        """Leaves out decisions that somebody else undid or redid."""
        with self._of(tie) as session:
            for changes in (session.done, session.undone):
                left = [tuple(one for one in change if one not in numbers) for change in changes]
                changes[:] = [change for change in left if change]

    def tell(self, tie: str, told: Told) -> None:
        """Keeps what the next page tells."""
        with self._of(tie) as session:
            session.told = told

    def take(self, tie: str) -> Told | None:
        """What is to be told, this once."""
        with self._lock:
            session = self._sessions.get(tie)
            told = session.told if session else None
            if session:
                session.told = None
            return told

    def why(self, tie: str, why: str | None = None) -> str:
        """Why this session decides: what it said last; with ``why`` that is remembered."""
        with self._lock:
            session = self._sessions.get(tie)
            if why is None:
                return session.why if session else ""
        with self._of(tie) as session:
            session.why = why.strip()
            return session.why
