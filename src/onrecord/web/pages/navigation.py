"""The main navigation: the pages that a reader goes to from everywhere."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.web.access.accounts import Role
from onrecord.web.language import later as _


class Place(NamedTuple):
    """An entry: where it leads, its name, the keys that go there, and whom it is for."""

    path: str
    name: str
    keys: str
    role: Role = "reader"


PLACES = (
    Place("/", _("Home"), "g h"),
    Place("/search", _("Search"), "g s"),
    Place("/documents", _("Documents"), "g d"),
    Place("/people", _("People"), "g p"),
    Place("/occasions", _("Occasions"), "g o"),
    Place("/timeline", _("Timeline"), "g t"),
    Place("/network", _("Network"), "g n"),
    Place("/review", _("Review"), "g r", "editor"),
    Place("/compare", _("Compare"), "g c"),
    Place("/add", _("Add"), "g a", "editor"),
)
