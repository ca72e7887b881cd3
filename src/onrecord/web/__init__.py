"""The reading room: pages on which a record is read, searched and corrected, and an API.

Everything here needs the extra ``web``, so nothing of it is imported before it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from onrecord.record import Record
    from onrecord.web.settings import Settings


def create_app(record: Record, settings: Settings | None = None) -> FastAPI:
    """The reading room of a record that is open, as an ASGI application."""
    from onrecord.web.application import application
    from onrecord.web.settings import Settings

    return application(record, settings or Settings())


__all__ = ["create_app"]
