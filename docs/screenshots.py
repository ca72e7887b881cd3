"""Makes the pictures of the reading room, light and dark, into docs/images.

python docs/screenshots.py [NAME...]     all of them, or those whose names begin so

The record is made of the bundled dispatches. Needs the extras web and dev, and Chromium (ONRECORD_CHROMIUM, or else the
one on the path).
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

import onrecord
from onrecord import record as records
from onrecord.demo import DISPATCHES
from onrecord.intake import Given
from onrecord.record import Record
from onrecord.web import create_app

IMAGES = Path(__file__).parent / "images"
MOST = 200_000  # bytes of a picture
WIDTH, HEIGHT = 1440, 900


class Shot(NamedTuple):
    """A picture: where, what is done there first (JavaScript of the page), and how wide the window is."""

    path: str
    first: str = ""
    width: int = WIDTH


SHOTS = {
    "home": Shot("/"),
    "documents": Shot("/documents"),
    "document": Shot("/d/{river-treaty}", "document.getElementById('s3').click(); scrollTo(0, 0)"),
    "document-narrow": Shot("/d/{tram-strike}", width=390),
    "statements": Shot("/d/{tram-strike}", "document.getElementById('statements').scrollIntoView()"),
    "person": Shot("/people/{most-quoted}"),
    "network": Shot("/network"),
    "timeline": Shot("/timeline"),
    "add": Shot("/add"),
    "review": Shot("/review"),
    "correct": Shot("/d/{tram-strike}/correct/s4"),
    "search": Shot("/search?q=water+OR+river"),
    "hits": Shot("/d/{river-treaty}?q=river", "document.querySelector('[data-key=n]').click()"),
    "compare": Shot("/compare?a={river-treaty}.pl&b={river-treaty}.en"),
    "passage": Shot("/d/{flood}?p=0-120#p"),
}


@contextmanager
def room(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a room with the bundled dispatches, and their refs by name."""
    with records.open(folder / "record.db") as record:
        refs = kept(record)
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(record), log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", refs
        server.should_exit = True
        thread.join(10)


def kept(record: Record) -> dict[str, str]:
    """Keeps the dispatches; their refs by name, and the number of who is quoted most."""
    documents = [
        onrecord.read(
            dispatch.path,
            given=Given(
                title=dispatch.title, outlet="Vesthavn Post", published=f"2026-03-{number:02}",
                url=f"https://post.example/{dispatch.name}",
            ),
        )
        for number, dispatch in enumerate(DISPATCHES, 1)
    ]  # fmt: skip
    refs = {dispatch.name: one.ref for dispatch, one in zip(DISPATCHES, record.keep(documents), strict=True)}
    return refs | {"most-quoted": record.people(limit=1)[0].id[1:]}


def small(picture: bytes) -> bytes:
    """The picture with as many colours as it may have within the limit."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (256, 128, 64, 32):
        stream = io.BytesIO()
        shown = image.quantize(colours, kmeans=4, dither=Image.Dither.NONE)
        shown.save(stream, "PNG", optimize=True)
        if stream.tell() < MOST:
            break
    return stream.getvalue()


def take(page: Page, address: str, refs: dict[str, str], name: str, shot: Shot) -> None:
    """Takes a picture in light and in dark."""
    path = shot.path
    for dispatch, ref in refs.items():
        path = path.replace(f"{{{dispatch}}}", ref)
    page.set_viewport_size({"width": shot.width, "height": HEIGHT})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(address + path)
        if shot.first:
            page.evaluate(shot.first)
        page.wait_for_timeout(300)
        target = IMAGES / f"{name}-{scheme}.png"
        target.write_bytes(small(page.screenshot()))
        print(f"{target.name}: {target.stat().st_size:,} bytes")


def main() -> None:
    """Takes the pictures."""
    wanted = tuple(sys.argv[1:])
    IMAGES.mkdir(exist_ok=True)
    chromium = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        room(Path(folder)) as (address, refs),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for name, shot in SHOTS.items():
            if not wanted or name.startswith(wanted):
                take(page, address, refs, name, shot)
        browser.close()


if __name__ == "__main__":
    main()
