"""Work done in a thread of its own, a little ahead of whoever takes what comes of it."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Generic, TypeVar

Item = TypeVar("Item")
Put = Callable[[Item], None]

_AHEAD = 100  # items that wait to be taken, at most
_LOOK = 0.2  # seconds after which a full queue is tried again, or found to be nobody's
_PATIENCE = 1.0  # seconds for which the work is waited for when nobody takes any more


class _LeftError(Exception):
    """Nobody takes any more."""


class _End:
    """What comes after the last item; the error is what ended the work."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class Ahead(Generic[Item]):
    """Runs ``work``, which hands on items by the function that it is given, until it ends or nobody takes them."""

    def __init__(self, work: Callable[[Put[Item]], None]) -> None:
        self._work = work
        self._queue: queue.Queue[Item | _End] = queue.Queue(_AHEAD)
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Ahead[Item]:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._left.set()
        self._thread.join(_PATIENCE)

    def batches(self, most: int, seconds: float) -> Iterator[list[Item]]:
        """The items as they come, so many at once at most, none of them waiting longer than so many seconds.

        What went wrong in the work is raised here, after what came before it.
        """
        batch: list[Item] = []
        late = 0.0
        while True:
            try:
                item = self._queue.get(timeout=max(0.0, late - time.monotonic()) if batch else None)
            except queue.Empty:
                yield batch
                batch = []
                continue
            if isinstance(item, _End):
                break
            if not batch:
                late = time.monotonic() + seconds
            batch.append(item)
            if len(batch) >= most or time.monotonic() >= late:
                yield batch
                batch = []
        if batch:
            yield batch
        if item.error is not None:
            raise item.error

    def _run(self) -> None:
        end = _End()
        try:
            self._work(self._put)
        except _LeftError:
            return
        except BaseException as error:
            end = _End(error)
        with suppress(_LeftError):
            self._put(end)

    def _put(self, item: Item | _End) -> None:
        while not self._left.is_set():
            try:
                return self._queue.put(item, timeout=_LOOK)
            except queue.Full:
                continue
        raise _LeftError
