"""How a document's reading is kept: its JSON without the text, deflated with a dictionary of what all readings share.

The dictionary (RFC 1950, section 2.2) makes the reading of a news item a third smaller. It can never change: what was
deflated with it needs it.
"""

from __future__ import annotations

import zlib

import msgspec

from onrecord.document import Document
from onrecord.record.database import RecordError

_DICTIONARY = (
    b'"schema":"onrecord/1","url":null,"outlet":null,"title":"","published":null,"language":"en","blocks":[{"kind":'
    b'"heading","start":0,"end":20,"language":"pl"},{"kind":"caption","start":1,"kind":"list-item","kind":"editor-note",'
    b'"kind":"footnote","kind":"credit","occasions":[{"id":"o1","kind":"meeting","kind":"speech","kind":"interview",'
    b'"kind":"press-conference","kind":"ceremony","kind":"call","kind":"post","kind":"publication","date":"2025-02-08",'
    b'"place":null,"participants":["e1","e2"],"spans":[[100,120]]}],"citations":[{"id":"c1","kind":"report","entity":"e1",'
    b'"date":null,"canonical":null,"target":null,"start":1,"end":1,"statements":["s1","s2"]}],"findings":[{"check":'
    b'"unnamed-source","severity":"note","severity":"warning","message":"","spans":[]}],"why":"fast:tagger"},"why":"rules:'
    b'"why":"fast:content-source-cue"},"why":"fast:according-first"},"why":"fast:source-cue-clause"},"why":"fast:'
    b'quote-source-cue"},"why":"fast:source-cue-that"},{"id":"s1","kind":"direct","kind":"mixed","content":[[162,201],'
    b'[210,240]],"source":[[137,160]],"cue":[[],"addressee":[[150,158]],"speaker":"e3","addressees":["e4"],"occasion":"o1",'
    b'"date":null,"via":[{"entity":"e5","citation":"c1"}],"parent":"s1","insertions":[],"omissions":[],"negated":true,'
    b'"hedged":true,"attitude":true,"confidence":0.9,"why":"fast:"speaker":"e1","addressees":[],"occasion":null,"date":'
    b'null,"via":[],"parent":null,"insertions":[],"omissions":[],"negated":false,"hedged":false,"attitude":false,'
    b'"confidence":0.85,"why":"fast:source-cue-that"},{"id":"s2","kind":"indirect","content":[[1,2]],"source":[[3,4]],'
    b'"cue":[[5,6]],"addressee":[],"speaker":null,"addressees":[],"occasion":null,"date":null,"via":[],"parent":null,'
    b'"entities":[{"id":"e1","kind":"organization","kind":"group","kind":"place","kind":"outlet","name":"","wikidata":null,'
    b'"mentions":[{"start":1,"end":2,"base":"","language":"pl","why":"pronoun"},"why":"description"},"why":"given-name"},'
    b'"why":"surname"},"why":"acronym"},"why":"group"}],"roles":[{"title":"","organization":null,"start":1,"end":2,"date":'
    b'null}]},{"id":"e2","kind":"person","name":"","wikidata":null,"mentions":[{"start":1,"end":1,"base":"","language":"en",'
    b'"why":"name"}],"roles":[]},{"id":"e","kind":"paragraph","start":1,"end":1,"language":"en"},{"kind":"paragraph",'
)
_LEVEL = 6


def packed(document: Document) -> bytes:
    """A document's reading; the text is in it only where the table cannot hold it as it is."""
    if holds_as_it_is(document.text):
        document = msgspec.structs.replace(document, text="")
    deflating = zlib.compressobj(_LEVEL, zdict=_DICTIONARY)
    return deflating.compress(document.to_json()) + deflating.flush()


def unpacked(reading: bytes, text: str) -> Document:
    """The document of a reading, with its text. Raises ``RecordError`` for one that is damaged."""
    try:
        document = Document.from_json(zlib.decompressobj(zdict=_DICTIONARY).decompress(reading))
    except (zlib.error, msgspec.MsgspecError) as error:
        raise RecordError("the record is damaged: a reading cannot be unpacked; restore it from a backup") from error
    return document if document.text else msgspec.structs.replace(document, text=text)


def holds_as_it_is(text: str) -> bool:
    """Whether a table can hold a text unchanged: PostgreSQL takes no U+0000."""
    return "\0" not in text


def shown(text: str) -> str:
    """A text as tables hold it: U+0000 is shown as its picture, one for one."""
    return text.replace("\0", "\u2400")
