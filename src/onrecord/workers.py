"""Files read by several processes.

When a process dies (out of memory, a crash in a library), the files that were under way are read again one
by one, each in a process of its own, so that the one at fault is told and no other is lost.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from onrecord.files import read_one
from onrecord.jobs import Job, Options, Outcome, failed

_AHEAD = 4  # jobs handed out per worker before the oldest is waited for; bounds memory


def read_in_workers(jobs: Iterable[Job], options: Options, workers: int) -> Iterator[Outcome]:
    """Reads jobs with so many processes and yields their outcomes in the jobs' order."""
    waiting = iter(jobs)
    window: deque[tuple[Job, Future[Outcome]]] = deque()
    pool = _pool(workers)
    try:
        while True:
            while len(window) < _AHEAD * workers and (job := next(waiting, None)):
                window.append((job, _submit(pool, job, options)))
            if not window:
                return
            job, future = window[0]
            try:
                outcome = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                yield from _after_a_death(window, options)
                window.clear()
                pool = _pool(workers)
            else:
                window.popleft()
                yield outcome
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _after_a_death(window: Iterable[tuple[Job, Future[Outcome]]], options: Options) -> Iterator[Outcome]:
    """Outcomes of the files that were under way when a worker died: those unfinished are read one by one."""
    for job, future in window:
        if future.done() and not future.cancelled() and future.exception() is None:
            yield future.result()
            continue
        with _pool(1) as alone:
            try:
                yield alone.submit(read_one, job, options).result()
            except BrokenProcessPool:
                yield failed(job, "the process reading it died (out of memory?)")


def _submit(pool: ProcessPoolExecutor, job: Job, options: Options) -> Future[Outcome]:
    try:
        return pool.submit(read_one, job, options)
    except BrokenProcessPool as error:
        broken: Future[Outcome] = Future()
        broken.set_exception(error)
        return broken


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the progress display runs a thread, and forking a threaded process can hang.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """What a worker does first: it leaves Ctrl-C to its parent, which ends its workers, and never outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Ends this process when its parent was killed; else it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
