"""Documents in which invented people meet and speak, their spans set by hand."""

from __future__ import annotations

from onrecord.document import Block, Document, Entity, Mention, Occasion, Statement

HOSTILE = '<script>alert(7)</script>"><img src=x onerror=alert(8)>'


def meeting(id_: str, people: tuple[str, ...], date: str | None, *, kind: str = "meeting", place: str = "") -> Document:
    """All of them meet on a day; the first speaks to the second about the third."""
    names = (*people, place) if place else people
    text, entities = "", []
    for number, name in enumerate(names, 1):
        entities.append(
            Entity(
                f"e{number}", "place" if name == place else "person", name,
                mentions=(Mention(len(text), len(text) + len(name), name, "en", "name"),),
            )
        )  # fmt: skip
        text += f"{name}\n"
    start = text.index(people[2]) if len(people) > 2 else 0
    said = Statement(
        "s1", "direct", ((start, start + len(people[2] if len(people) > 2 else people[0])),), speaker="e1",
        addressees=("e2",) if len(people) > 1 else (), occasion="o1", confidence=0.9, why="test",
    )  # fmt: skip
    there = tuple(f"e{number}" for number in range(1, len(people) + 1))
    occasion = Occasion("o1", kind, date, f"e{len(names)}" if place else None, there)  # type: ignore[arg-type]
    return Document(
        id_, text, "test", title=f"Title of {id_}", published="2026-03-02", language="en", statements=(said,),
        blocks=(Block("paragraph", 0, len(text), "en"),), entities=tuple(entities), occasions=(occasion,),
    )  # fmt: skip


def several() -> list[Document]:
    """Meetings with dates of all sorts, and one of people with scripts for names."""
    return [
        meeting("one", ("Ada Moor", "Bo Lynn", "Cy Falk"), "2025-03-12", place="Østby"),
        meeting("two", ("Ada Moor", "Bo Lynn", "Dee Rask"), "2025-04", kind="speech"),
        meeting("three", ("Ada Moor", "Eli Brun", "Cy Falk"), "2025~"),
        meeting("four", ("Cy Falk", "Eli Brun", "Ada Moor"), "2025-03-13/.."),
        meeting("five", ("Cy Falk", "Eli Brun"), None, kind="interview"),
        meeting("six", (f"{HOSTILE} One", f"{HOSTILE} Two", f"{HOSTILE} Three"), "2025-03-14", place=HOSTILE),
    ]
