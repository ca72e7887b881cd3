"""The words of the pages for what documents hold: kinds of statement, of occasion, of link, and languages."""

from __future__ import annotations

from onrecord.web.language import later as _

KINDS = {
    "direct": _("quoted"),
    "mixed": _("partly quoted"),
    "indirect": _("in the reporter's words"),
}
OCCASIONS = {
    "meeting": _("meeting"),
    "speech": _("speech"),
    "interview": _("interview"),
    "press-conference": _("press conference"),
    "ceremony": _("ceremony"),
    "call": _("call"),
    "post": _("post"),
    "publication": _("publication"),
    "visit": _("visit"),
    "hearing": _("hearing"),
    "other": _("occasion"),
}
CITATIONS = {
    "caption": _("caption"),
    "credit": _("credit"),
    "publication": _("published by"),
    "report": _("reported by"),
    "interview": _("in an interview with"),
    "marker": _("marker"),
    "note": _("note"),
    "link": _("linked page"),
    "scripture": _("scripture"),
    "document": _("document"),
    "unnamed": _("source not named"),
}
SEVERITIES = {"note": _("Note"), "warning": _("Warning"), "error": _("Error")}
ENTITIES = {
    "person": _("person"),
    "organization": _("organisation"),
    "group": _("group"),
    "place": _("place"),
    "outlet": _("outlet"),
}
BLOCKS = {
    "title": _("title"),
    "heading": _("heading"),
    "paragraph": _("paragraph"),
    "caption": _("caption"),
    "list-item": _("list item"),
    "editor-note": _("editor's note"),
    "footnote": _("footnote"),
    "credit": _("credit"),
}
ROLES = {"reader": _("reader"), "editor": _("editor"), "admin": _("admin")}
LANGUAGES = {
    "ar": _("Arabic"),
    "cs": _("Czech"),
    "de": _("German"),
    "en": _("English"),
    "es": _("Spanish"),
    "fa": _("Persian"),
    "fr": _("French"),
    "he": _("Hebrew"),
    "hu": _("Hungarian"),
    "it": _("Italian"),
    "lt": _("Lithuanian"),
    "nl": _("Dutch"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "ru": _("Russian"),
    "sk": _("Slovak"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
}
AUDITED = {
    "signed in": _("signed in"),
    "signed out": _("signed out"),
    "sign-in failed": _("sign-in failed"),
    "sign-in refused": _("sign-in refused"),
    "changed": _("changed"),
    "account added": _("account added"),
    "account removed": _("account removed"),
    "role changed": _("role changed"),
    "password changed": _("password changed"),
    "token made": _("token made"),
    "token revoked": _("token revoked"),
}
TIES = {"met": _("met"), "to": _("spoke to"), "about": _("spoke about")}
ADDITIONS = {
    "waiting": _("waiting"),
    "reading": _("being read"),
    "done": _("done"),
    "stopped": _("stopped"),
}
BECAME = {
    "added": _("added"),
    "changed": _("changed"),
    "read again": _("read again"),
    "there already": _("there already"),
    "not read": _("not read"),
}
ALL = {
    "addition": ADDITIONS,
    "became": BECAME,
    "kind": KINDS,
    "tie": TIES,
    "occasion": OCCASIONS,
    "citation": CITATIONS,
    "severity": SEVERITIES,
    "entity": ENTITIES,
    "block": BLOCKS,
    "role": ROLES,
    "language": LANGUAGES,
    "audit": AUDITED,
}
"""What ``word`` in a template finds its words in: ``{{ statement.kind | word("kind") }}``."""
