"""The application: the guards round it, and the pages and calls in it."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import mimetypes
import pkgutil
from collections.abc import AsyncIterator, Iterator
from functools import partial

from fastapi import APIRouter, Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord import __version__
from onrecord.record import Record
from onrecord.web import api, errors, pages
from onrecord.web.access import csrf
from onrecord.web.access.guards import KnownHost, SafeAnswers, SizeLimit
from onrecord.web.access.signed import SignedIn
from onrecord.web.api import schemas
from onrecord.web.pages.navigation import PLACES
from onrecord.web.rendering import prepare, static_file
from onrecord.web.room import Room
from onrecord.web.settings import Settings

_NOTE_EVERY = 60  # seconds between two writings of when sessions were used
_FOR_EVER = "public, max-age=31536000, immutable"


def application(record: Record, settings: Settings) -> FastAPI:
    """The reading room of a record; every module in ``pages`` and ``api`` that has a ``router`` is part of it."""
    room = Room(record, settings)
    app = FastAPI(
        title="onrecord",
        generate_unique_id_function=lambda route: route.name,
        version=__version__,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(csrf.check)],
        lifespan=_life,
    )
    app.state.room = room
    app.router.routes.append(Route("/static/{name:path}", _static, methods=["GET"]))
    for router in routers(pages):
        app.include_router(router, include_in_schema=False)
    for router in routers(api):
        app.include_router(router)
    app.state.nav = PLACES
    app.openapi = partial(schemas.documented, app)  # type: ignore[method-assign]
    errors.install(app)
    # The last one added is the first one asked.
    app.add_middleware(SizeLimit, room=room)
    app.add_middleware(SignedIn, room=room)
    app.add_middleware(KnownHost, room=room)
    app.add_middleware(GZipMiddleware, minimum_size=600, compresslevel=6)
    app.add_middleware(SafeAnswers, room=room)
    return app


def routers(package: object) -> Iterator[APIRouter]:
    """The routers of a package's modules, by the modules' names."""
    path, name = package.__path__, package.__name__  # type: ignore[attr-defined]
    for found in sorted(pkgutil.iter_modules(path), key=lambda module: module.name):
        router = getattr(importlib.import_module(f"{name}.{found.name}"), "router", None)
        if router is not None:
            yield router


@contextlib.asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    room: Room = app.state.room

    async def noting() -> None:
        while True:
            await asyncio.sleep(_NOTE_EVERY)
            await run_in_threadpool(room.sessions.note)

    await run_in_threadpool(prepare)
    task = asyncio.create_task(noting())
    yield
    await run_in_threadpool(room.additions.close)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    await run_in_threadpool(room.sessions.note)


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    parts = name.split("/")
    if any(part in ("", ".", "..") or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        raise HTTPException(404)
    path = static_file(name)
    if not path.is_file():
        raise HTTPException(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kind = {"text/javascript": "text/javascript", "application/javascript": "text/javascript"}.get(kind, kind)
    kept = _FOR_EVER if "v" in request.query_params else "public, max-age=3600"
    return Response(path.read_bytes(), media_type=kind, headers={"Cache-Control": kept})
