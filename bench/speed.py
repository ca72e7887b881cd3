"""How fast texts are read, and with how much memory.

    python bench/speed.py             print the figures
    python bench/speed.py --write     also put them into the documentation
    python bench/speed.py --quick     fewer and smaller texts

1. Articles of about 900 words a second with ``until="statements"`` and to the end of the road, by engine: CPU
   time of one core, warm, the median of several rounds. The articles are put together from the gold texts in
   ``$ONRECORD_DATA`` (default ../shared/data), else from the bundled dispatches.
2. The later steps alone, in milliseconds an article: names; occasions, sources and checks.
3. ``onrecord read FILE`` from start to end, one article: wall time (median) and peak memory.
4. One file of 1, 2, 5 and 10 MB of text: time and peak memory, which must grow in step with it.
5. Where the weights of the engine ``accurate`` are installed: its English articles a second on one core (CPU time) and
   with two processes (wall time), and peak memory.
"""

from __future__ import annotations

import os

# one thread each: CPU time of one core, and two processes on two cores
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

import onrecord.demo
from onrecord import reader
from onrecord.files import Job, Options, read_files
from onrecord.statements.accurate import check_ready
from onrecord.statements.tagger import WeightsError

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("ONRECORD_DATA", ROOT.parent / "shared" / "data"))
PAGE = ROOT / "docs" / "figures" / "speed.md"
WORDS = 900
SOURCES = {
    "English": ("en.polnear.dev.jsonl", "en.news.train.jsonl"),
    "Polish": ("pl.news.train.jsonl", "pl.news.dev.jsonl"),
}


def texts(language: str) -> list[str]:
    """Texts to make articles of: gold texts where they are, else every bundled dispatch."""
    files = [DATA / "gold" / name for name in SOURCES[language]]
    if all(file.exists() for file in files):
        lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
        return [json.loads(line)["text"] for line in lines if line.strip()]
    code = {"English": "en", "Polish": "pl"}[language]
    return [d.path.read_text(encoding="utf-8") for d in onrecord.demo.DISPATCHES if code in d.languages]


def articles(language: str) -> Iterator[str]:
    """Articles of about ``WORDS`` words, without end: whole paragraphs in the texts' order."""
    article: list[str] = []
    words = 0
    for text in cycle(texts(language)):
        for paragraph in text.split("\n"):
            article.append(paragraph)
            words += len(paragraph.split())
            if words >= WORDS:
                yield "\n".join(article) + "\n"
                article, words = [], 0


STAGES = ("statements", "names", reader.STAGES[-1])


def speeds(language: str, engine: str, number: int, rounds: int) -> list[float]:
    """Milliseconds an article up to its statements, up to its names, and to the end of the road.

    Medians over rounds, after one to warm up.
    """
    sample = list(islice(articles(language), number))
    took: list[list[float]] = [[] for _ in STAGES]
    for _ in range(rounds + 1):
        for stage, own in zip(STAGES, took, strict=True):
            own.append(_seconds(sample, engine, stage) / number * 1000)
    return [statistics.median(own[1:]) for own in took]


def _seconds(sample: Sequence[str], engine: str, until: str) -> float:
    start = time.process_time()
    for article in sample:
        reader.read(article, engine=engine, until=until)
    return time.process_time() - start


# A process counts the memory of the one that starts it as its own peak, so it is started by one that has little.
_STARTED = """
import os, sys, time
start = time.perf_counter()
to = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
pid = os.posix_spawn(sys.executable, [sys.executable, "-m", "onrecord", *sys.argv[1:]], os.environ, file_actions=to)
_, status, usage = os.wait4(pid, 0)
print(time.perf_counter() - start, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def run(*arguments: str) -> tuple[float, float]:
    """Runs ``onrecord`` in a process of its own; seconds from start to end, and peak MB."""
    started = [sys.executable, "-S", "-c", _STARTED, *arguments]
    seconds, peak, code = map(float, subprocess.run(started, capture_output=True, text=True, check=True).stdout.split())
    if code:
        raise SystemExit(f"onrecord {' '.join(arguments)} failed")
    return seconds, peak / (1024 if sys.platform != "darwin" else 1024 * 1024)


def megabytes(number: int) -> str:
    """A text of so many million UTF-8 bytes, made of articles."""
    pieces, size = [], 0
    for article in articles("English"):
        pieces.append(article)
        size += len(article.encode())
        if size >= number * 1_000_000:
            break
    return "\n".join(pieces)


def report(quick: bool) -> Iterator[str]:
    """The figures as lines of Markdown, as they are measured."""
    yield f"One core of {_processor()}, Python {sys.version.split()[0]}.\n"
    yield "| what | figure |\n|---|---:|"
    number, rounds = (10, 3) if quick else (60, 5)
    for engine in ("fast", "rules"):
        for language in SOURCES:
            statements, names, whole = speeds(language, engine, number, rounds)
            what = f"{language} articles of {WORDS} words a second, engine `{engine}`"
            yield f'| {what}, `until="statements"` | {1000 / statements:,.0f} |'
            yield f"| the same to the end of the road | {1000 / whole:,.0f} |"
            if engine == "fast":
                yield f"| the names of such an article, after its statements | {names - statements:.1f} ms |"
                yield f"| occasions, sources and checks of such an article, after its names | {whole - names:.1f} ms |"
    yield from accurate(number // 3, rounds)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "article.txt")
        file.write_text(next(articles("English")), encoding="utf-8")
        for how in ([], ["--json"]):
            runs = [run("read", *how, str(file)) for _ in range(rounds)]
            seconds, memory = statistics.median(s for s, _ in runs), max(m for _, m in runs)
            command = " ".join(["onrecord read", *how, "article.txt"])
            yield f"| `{command}`, start to end | {seconds:.2f} s, {memory:,.0f} MB |"
        for size in (1, 2) if quick else (1, 2, 5, 10):
            file.write_text(megabytes(size), encoding="utf-8")
            seconds, memory = run("read", "--json", str(file))
            what = f"`onrecord read --json`, {size} MB of text in one file"
            yield f"| {what} | {seconds:.1f} s, {memory:,.0f} MB |"


def accurate(number: int, rounds: int) -> Iterator[str]:
    """The figures of the engine ``accurate``; none where it is not installed."""
    try:
        check_ready()
    except WeightsError:
        return
    statements, _, whole = speeds("English", "accurate", number, rounds)
    what = f"English articles of {WORDS} words a second, engine `accurate`"
    yield f'| {what}, `until="statements"` | {1000 / statements:,.1f} |'
    yield f"| the same to the end of the road | {1000 / whole:,.1f} |"
    jobs = [Job(str(n), article.encode()) for n, article in enumerate(islice(articles("English"), 4 * number))]
    options = Options("accurate", "statements")
    ends = [time.perf_counter() for _ in read_files(jobs, options, workers=2)]
    both = 3 * number / (ends[-1] - ends[number - 1])  # by then both processes have started and read their weights
    yield f'| the same with `until="statements"`, two processes on two cores | {both:,.1f} |'
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "article.txt")
        file.write_text(next(articles("English")), encoding="utf-8")
        seconds, memory = run("read", "--engine", "accurate", str(file))
        yield f"| `onrecord read --engine accurate article.txt`, start to end | {seconds:.2f} s, {memory:,.0f} MB |"
        file.write_text(megabytes(1), encoding="utf-8")
        seconds, memory = run("read", "--json", "--engine", "accurate", str(file))
        what = "`onrecord read --json --engine accurate`, 1 MB of text in one file"
        yield f"| {what} | {seconds:.1f} s, {memory:,.0f} MB |"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    models = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(models, "an unnamed processor")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    lines = []
    for line in report(options.quick):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
