"""The pages, a module each; every module here that has a ``router`` is part of the room.

How a page is made::

    from onrecord.web.access.roles import Editor, Reader     # who may: Reader, Editor, Admin
    from onrecord.web.language import say                    # messages in Python
    from onrecord.web.rendering import fragment, page, query
    from onrecord.web.room import room_of

    router = APIRouter()

    @router.get("/people")
    def people(request: Request, account: Reader, q: str = "") -> Response:
        record = room_of(request).record
        return page(request, "people.html", people=record.people(q))

    @router.post("/people/{id_}/join")
    def join(request: Request, account: Editor, id_: int, other: Annotated[int, Form()]) -> Response:
        room_of(request).record.correct.join(id_, other, who=account.name)
        return RedirectResponse(f"/people/{id_}", 303)

An endpoint is a plain ``def`` and runs in a thread. Forms carry ``{{ m.token() }}``; htmx sends the token by itself.
What an ``Editor`` or ``Admin`` changed stands in the audit log; ``roles.audited`` puts better words there. A
``RecordError`` is shown as a page; ``HTTPException(404)`` and others too. The template extends ``base.html``, fills
``title`` and ``main`` and finds the macros under ``m``; dates go through ``| date`` or ``m.when``, kinds and the like
through ``| word("kind")`` (see ``words.py``). The main navigation is
``navigation.py``. A key is ``data-key="a"`` on a link, button or field; a script binds others with ``keys.bind`` of
``room.js``. Messages are marked with ``_()`` in templates and translated in ``locale/pl/LC_MESSAGES/<page>.po`` after
``python -m onrecord.web.locale.build``.
"""
