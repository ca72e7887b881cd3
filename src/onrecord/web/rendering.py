"""Pages from templates, in the reader's language."""

from __future__ import annotations

import hashlib
from functools import cache, partial
from importlib import resources
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord import __version__
from onrecord.telling import clean, shortened
from onrecord.web import dates, language, words
from onrecord.web.access import csrf
from onrecord.web.access.signed import path_of, visitor_cookie
from onrecord.web.room import room_of

THEMES = ("light", "dark")
THEME_COOKIE = "onrecord-theme"
_YEAR = 365 * 86400


def page(request: Request, template: str, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page from a template, which finds in it what base.html needs besides what is ``shown``."""
    html = environment(language.chosen(request)).get_template(template).render(**_about(request), **shown)
    answer = HTMLResponse(html, status)
    answer.headers["Vary"] = "Cookie, Accept-Language, HX-Request"
    state = request.state
    if getattr(state, "new_visitor", False):
        settings = room_of(request).settings
        answer.set_cookie(
            visitor_cookie(room_of(request)), state.tie, max_age=_YEAR, httponly=True, samesite="lax",
            secure=settings.secure,
        )  # fmt: skip
    return answer


def fragment(request: Request, template: str, macro: str, *arguments: Any, **named: Any) -> HTMLResponse:
    """What a macro of a template makes, for htmx to put into a page."""
    module = environment(language.chosen(request)).get_template(template).make_module(_about(request))
    return HTMLResponse(str(getattr(module, macro)(*arguments, **named)))


def _about(request: Request) -> dict[str, Any]:
    theme, path = request.cookies.get(THEME_COOKIE), path_of(request)
    asked = request.scope["query_string"].decode("latin-1")
    return {
        "request": request,
        "room": room_of(request),
        "account": getattr(request.state, "account", None),
        "path": path,
        "here": path + (f"?{asked}" if asked else ""),
        "theme": theme if theme in THEMES else None,
        "lang": language.chosen(request),
        "csrf": partial(csrf.token, request),
        "changed": partial(room_of(request).changes.take, getattr(request.state, "tie", "")),
        "nav": request.app.state.nav,
        "part": "hx-request" in request.headers and "hx-boosted" not in request.headers,
    }


@cache
def environment(code: str) -> Environment:
    """The templates, with the words of a language."""
    made = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = language.translations(code)
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    made.policies["ext.i18n.trimmed"] = True
    made.tests["translated"] = lambda words: isinstance(words, language.Said)
    made.filters |= {
        "date": lambda date: dates.spelled(date, catalogue.gettext),
        "clean": clean,
        "short": shortened,
        "percent": lambda share: f"{share:.0%}",
        "word": lambda key, table: catalogue.gettext(str(words.ALL[table].get(key, key))),
        "number": lambda number: f"{number:,}".replace(",", "\u202f"),
    }
    made.globals |= {
        "asset": asset, "languages": language.NAMES, "query": query, "version": __version__,
        "translated": catalogue.gettext,
    }  # fmt: skip
    return made


def prepare() -> None:
    """Makes all templates ready, so that the first reader does not wait for it."""
    for code in language.NAMES:
        for name in environment(code).list_templates(("html", "xml")):
            environment(code).get_template(name)


@cache
def asset(name: str) -> str:
    """The address of a static file, with a digest of it: it may be kept for ever."""
    path = static_file(name)
    return f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:10]}"


def static_file(name: str) -> Any:
    """A static file; the colours of statements are those of the exported page."""
    if name == "marks.css":
        return resources.files("onrecord.exports") / "marks.css"
    return resources.files("onrecord.web") / "static" / name


def query(path: str, **values: Any) -> str:
    """A path with a query of those values that are there; lists give a value each."""
    pairs = [(name, one) for name, value in values.items() for one in _each(value)]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _each(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
