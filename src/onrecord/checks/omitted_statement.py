"""``omitted-statement``: somebody who says much of the body is not in the summary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from onrecord.checks.check import Check, Found
from onrecord.checks.parts import inside, named_in, parts
from onrecord.checks.reading import Reading
from onrecord.document import Statement

SHARE = 0.15
"""Share of the body's quoted characters from which a speaker is one of the main ones."""


def find(reading: Reading) -> Iterator[Found]:
    """The main speakers of the body that the summary does not name, with what they say first."""
    found = parts(reading)
    if found is None:
        return
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in reading.document.statements:
        quoted = statement.kind in ("direct", "mixed") and not statement.parent
        if quoted and statement.speaker and statement.content and inside(found.body, statement.content[0][0]):
            said[statement.speaker].append(statement)
    lengths = {speaker: sum(b - a for s in all_ for a, b in s.content) for speaker, all_ in said.items()}
    whole = sum(lengths.values())
    for speaker, statements in said.items():
        entity = reading.entities.get(speaker)
        if entity is None or entity.kind != "person" or lengths[speaker] < SHARE * whole:
            continue
        if len(entity.name.split()) > 1 and not named_in(reading, entity, found.summary):
            first = max(statements, key=lambda s: sum(b - a for a, b in s.content))
            yield Found(
                f"the summary does not name {entity.name}, who says {lengths[speaker] * 100 // whole} percent of what "
                f"the body quotes: {reading.said(*first.content)}",
                first.content,
            )


CHECK = Check(
    name="omitted-statement",
    severity="note",
    summary="The summary of a dispatch in two languages leaves out somebody who says much of what its body quotes.",
    example="Rada portu w Vesthavn postanowiła w poniedziałek sprzedać 14 łodzi. Burmistrz Ada Berg powiedziała, że "
    "port potrzebuje pieniędzy, i zapowiedziała, że statki pasażerskie będą pływać dalej. Decyzja zapadła po długiej "
    "naradzie.\n\nThe Harbour Board of Vesthavn decided on Monday to sell fourteen boats. Mayor Ada Berg said that the "
    "harbour needed the money, and announced that the passenger ships would go on sailing. “We have thought about this "
    "for years,” Ada Berg said. Oskar Lind, the treasurer, said: “The boats are worth more than anybody has told us, "
    "and I shall vote against it until I have seen the books.” The boats lie at the old quay.",
    sound="Rada portu w Vesthavn postanowiła w poniedziałek sprzedać 14 łodzi. Burmistrz Ada Berg powiedziała, że "
    "port potrzebuje pieniędzy. Skarbnik Oskar Lind zapowiedział, że będzie głosował przeciw. Decyzja zapadła po "
    "długiej naradzie, a łodzie stoją przy starym nabrzeżu.\n\nThe Harbour Board of Vesthavn decided on Monday to sell "
    "fourteen boats. Mayor Ada Berg said that the harbour needed the money, and announced that the passenger ships "
    "would go on sailing. “We have thought about this for years,” Ada Berg said. Oskar Lind, the treasurer, said: “The "
    "boats are worth more than anybody has told us, and I shall vote against it until I have seen the books.” The "
    "boats lie at the old quay.",
    find=find,
    of_statements=True,
)
