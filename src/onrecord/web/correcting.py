"""Corrections from the pages: carried out on the record, told in the reader's words, undone and redone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from starlette.requests import Request

from onrecord.document import Document, Statement
from onrecord.record import RecordError
from onrecord.record.decisions.deciding import Made
from onrecord.record.decisions.recalling import Change, Happening
from onrecord.telling import clean, shortened
from onrecord.web.access.accounts import Account
from onrecord.web.access.roles import audited
from onrecord.web.changes import Told
from onrecord.web.dates import spelled
from onrecord.web.language import chosen, say, translations
from onrecord.web.language import later as _
from onrecord.web.room import room_of
from onrecord.web.words import KINDS, OCCASIONS

Step = Callable[[str | None, str], Made]
"""A correction, given why and by whom."""

SENTENCES = {
    "accept": _("%(what)s: accepted"),
    "reject": _("%(what)s: rejected"),
    "add": _("%(what)s: added"),
    "spans": _("%(what)s: other words"),
    "kind": _("%(what)s: now %(after)s"),
    "speaker": _("%(what)s: said by %(after)s"),
    "clear-speaker": _("%(what)s: speaker not known"),
    "addressee": _("%(what)s: said to %(after)s"),
    "clear-addressee": _("%(what)s: said to nobody who is known"),
    "occasion": _("%(what)s: said at: %(after)s"),
    "clear-occasion": _("%(what)s: occasion not known"),
    "edit-occasion": _("Occasion changed: %(after)s"),
    "merge": _("%(what)s: are one"),
    "accept-join": _("%(what)s: are one"),
    "refuse-join": _("%(what)s: are not one"),
    "split": _("%(what)s: taken apart"),
    "rename": _("%(before)s is called %(after)s"),
    "wikidata": _("%(what)s is %(after)s in Wikidata"),
    "clear-wikidata": _("%(what)s has no Wikidata id"),
}
"""What each verb did, for the line under which it can be undone."""
_LONGEST = 70  # characters of a statement that the line quotes
_LISTED = 3  # things that could not be done, told one by one
_MEANT = re.compile(r".*\(([ep][a-z0-9]{1,20})\)\s*", re.DOTALL)


def meant(said: str) -> str:
    """Whom a field means: ``Ines Falk (p12)`` is the id that completing the name put there, else it is the name."""
    found = _MEANT.fullmatch(said)
    return found[1] if found else said.strip()


def choice(document: Document, label: str | None) -> str:
    """Somebody of a document as a field has them, which ``meant`` reads; empty where nobody is known."""
    one = document.entity(label)
    return f"{clean(one.name)} ({one.id})" if one else ""


def addressed(document: Document, statement: Statement) -> str:
    """Those whom a statement was said to, as a field has them."""
    return "; ".join(filter(None, (choice(document, label) for label in statement.addressees)))


def carry_out(request: Request, account: Account, steps: Sequence[Step], why: str | None) -> list[Made]:
    """Carries out corrections, one undo for all of them; what became of them is told on the next page.

    ``why`` is remembered for those after; where it is ``None``, what was remembered stands behind them. What could not
    be done is told, and the others are done all the same.
    """
    room, tie = room_of(request), request.state.tie
    reason = room.changes.why(tie, None if why is None else why[:1000]) or None
    made: list[Made] = []
    wrong: list[str] = []
    for step in steps:
        try:
            made.append(step(reason, account.name))
        except RecordError as error:
            wrong.append(str(error))
    if made:
        numbers = tuple(one.id for one in made)
        room.changes.made(tie, numbers)
        said = sentence(request, room.record.changed(*numbers[:1])[0])
        if len(made) > 1:
            said = say(request, _("%(said)s and %(count)s more"), said=said, count=len(made) - 1)
        audited(request, "changed", " ".join(f"{one.verb} {one.id}" for one in made))
        room.changes.tell(tie, Told(said, numbers, wrong=_wrong(request, wrong)))
    else:
        audited(request, "changed", "nothing")
        room.changes.tell(tie, Told(wrong=_wrong(request, wrong or [say(request, _("Nothing was chosen."))])))
    return made


def turn(request: Request, account: Account, numbers: Sequence[int], *, undone: bool) -> list[Made]:
    """Undoes decisions, or redoes them: those of these numbers, else the last of this session, else one's own last."""
    room, tie = room_of(request), request.state.tie
    act = room.record.undo if undone else room.record.redo
    given = tuple(numbers) or room.changes.last(tie, undone=not undone)
    made: list[Made] = []
    wrong: list[str] = []
    gone: list[int] = []
    for number in reversed(given) if undone else given:
        try:
            made.append(act(number, who=account.name))
        except RecordError as error:
            gone.append(number)
            wrong.append(_conflict(request, number, undone) or str(error))
    if not given:
        try:
            made.append(act(who=account.name))
        except RecordError:
            nothing = _("There is no change of yours to undo.") if undone else _("There is nothing to redo.")
            wrong.append(say(request, nothing))
    room.changes.forget(tie, gone)
    told = Told(wrong=_wrong(request, wrong))
    if made:
        done = tuple(sorted(one.id for one in made))
        room.changes.turned(tie, done, undone=undone)
        changes = room.record.changed(*done)
        turned = _("Undone: %(said)s") if undone else _("Redone: %(said)s")
        said = say(request, turned, said=sentence(request, changes[0]))
        if len(done) > 1:
            said = say(request, _("%(said)s and %(count)s more"), said=said, count=len(done) - 1)
        told = Told(said, done, undone, _notes(request, changes, undone), _wrong(request, wrong))
    audited(request, "changed", f"{'undo' if undone else 'redo'} {' '.join(str(one.id) for one in made) or 'nothing'}")
    room.changes.tell(tie, told)
    return made


def sentence(request: Request, change: Change) -> str:
    """What a change did, in the reader's language."""
    label = f"{change.entry.label} " if change.entry.label and change.entry.verb != "edit-occasion" else ""
    words = shortened(change.words, _LONGEST)
    quoted = f"“{words}”" if change.entry.ref and not set(words) & set("“”„\"«»") else words
    return say(
        request, SENTENCES[change.entry.verb], what=f"{label}{quoted}",
        before=in_words(request, change.before), after=in_words(request, change.after),
    )  # fmt: skip


def in_words(request: Request, value: str | Happening | None) -> str:
    """What something was or is: a name, a kind, an occasion; empty where it is not known."""
    translated = translations(chosen(request)).gettext
    if isinstance(value, Happening):
        kind, date = translated(OCCASIONS.get(value.kind, value.kind)), spelled(value.date or "", translated)
        return ", ".join(filter(None, (kind, value.place, date, *value.participants)))
    return translated(KINDS[value]) if value in KINDS else value or ""


def _conflict(request: Request, number: int, undone: bool) -> str | None:
    """That somebody else was faster, where that is why a decision cannot be undone."""
    found = room_of(request).record.changed(number)
    if not found or found[0].entry.stands != undone:
        last = found[0].entry.events[-1] if found else None
        who = clean(last.who) if last else ""
        faster = _("%(who)s has undone this already.") if undone else _("%(who)s has redone this already.")
        return say(request, faster, who=who) if last else None
    return None


def _notes(request: Request, changes: Sequence[Change], undone: bool) -> tuple[str, ...]:
    """Which later decisions about the same things stand, so that what was undone does not show."""
    record, found = room_of(request).record, []
    known = {one.entry.id for one in changes}
    for change in changes[:_LISTED]:
        if not (change.entry.ref and change.entry.label):
            continue
        for later in record.changes(document=change.entry.ref, limit=50):
            same = later.entry.label == change.entry.label and later.part == change.part
            if same and later.entry.stands and later.entry.id > change.entry.id and later.entry.id not in known:
                found.append(
                    say(
                        request, _("A later change by %(who)s stands: %(said)s"),
                        who=clean(later.entry.events[0].who), said=sentence(request, later),
                    )
                )  # fmt: skip
                break
    return tuple(found)


def _wrong(request: Request, wrong: Sequence[str]) -> tuple[str, ...]:
    listed = tuple(dict.fromkeys(wrong))
    if len(listed) <= _LISTED:
        return listed
    return (*listed[:_LISTED], say(request, _("%(count)s more could not be done"), count=len(listed) - _LISTED))
