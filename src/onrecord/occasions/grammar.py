"""How a language writes dates: its patterns over classes of words, compiled once."""

from __future__ import annotations

import re
from functools import cache
from itertools import count

from onrecord.languages.pack import Pack, load
from onrecord.languages.sources import OccasionsFile, RelativeDate

# One character a word: D a day's number, R two of them ("8-10"), M J H a month of the Gregorian, Jalali and Hijri
# calendar, Y a year, W a weekday, N a number word, I a date in figures, E an era, B the first and _ a later
# word of a month of several; private characters stand for the pack's own words and units, a space for all others.
MONTHS = "[MJH]_*+"
_PLACEHOLDERS = {
    "DAY": "D",
    "DAYS": "R",
    "MONTH": MONTHS,
    "YEAR": "E?YE?",
    "WEEKDAY": "W",
    "NUMBER": "[ND]",
    "NUMERIC": "I",
    "ERA": "E",
}
_TOKEN = re.compile(r"\(([^)]*)\)(\??)|(\S+?)(\??)(?:\s|$)")
_DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")
_DAYS = re.compile(r"(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"1\d{3}|2[01]\d\d")
_ISO = re.compile(r"(?:1[5-9]|2[01])\d\d-\d\d-\d\d")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.(?:1[5-9]|2[01])\d\d")
_DASHES = {"–": "-", "—": "-", "‑": "-"}
_MARKS = ",.()-"


class Grammar(dict[str, str]):
    """The class of each word form, worked out when it is first asked for, and the patterns over such classes."""

    def __init__(self, pack: Pack):
        words = pack.occasions
        self.words = words
        self.months: dict[str, tuple[str, int]] = {}
        self.longer: dict[str, str] = {}
        for cls, months in (
            ("M", words.months),
            ("J", words.calendars.get("jalali", [])),
            ("H", words.calendars.get("hijri", [])),
        ):
            for number, forms in enumerate(months, 1):
                for form in forms:
                    self._add_month(form, cls, number)
        self.weekdays = {f: n for n, forms in enumerate(words.weekdays, 1) for w in forms for f in (w, w.upper())}
        self.units = {form: unit for unit, forms in words.units.items() for form in forms}
        self.eras = {form: calendar for calendar, forms in words.eras.items() for form in forms}
        self.future, self.recurring = frozenset(words.future), frozenset(words.recurring)
        self._ordinal = re.compile(rf"(\d+)(?:{'|'.join(words.ordinals)})?") if words.ordinals else re.compile(r"(\d+)")
        self._literals: dict[str, str] = {}
        self._next = count(0xE000)
        self._unit = f"[{''.join(self._literal(form) for form in self.units)}]" if self.units else "(?!)"
        self.relative: list[RelativeDate] = sorted(words.relative, key=lambda entry: -len(entry.pattern.split()))
        absolute = sorted({*words.dates}, key=lambda pattern: (-len(_TOKEN.findall(pattern)), pattern))
        self.date = self._date(absolute, words)
        self.told = self._compiled("|".join(f"(?P<r{n}>{self._read(e.pattern)})" for n, e in enumerate(self.relative)))

    def _add_month(self, form: str, cls: str, number: int) -> None:
        for written in {form, form.upper()} if len(form) > 2 else {form}:
            first, _, rest = written.replace("’", "'").partition(" ")
            self.months[written.replace("’", "'")] = (cls, number)
            if rest:
                self.longer.setdefault(first, cls)

    def _date(self, patterns: list[str], words: OccasionsFile) -> re.Pattern[str]:
        if not patterns:
            return self._compiled("")
        read = "|".join(self._read(p) + ("(?![DRY])" if p.endswith("MONTH") else "") for p in patterns)
        return self._compiled(rf"(?:W,?)?(?:{read})(?:\(W\))?|W")

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?=\S)(?:{pattern})" if pattern else r"(?!)")

    def _read(self, pattern: str) -> str:
        """The regular expression over classes of a pattern as the pack writes it."""
        read = ""
        for group, optional, word, missing in _TOKEN.findall(pattern):
            one = "|".join(self._sequence(choice) for choice in group.split("|")) if group else self._sequence(word)
            read += f"(?:{one}){optional or missing}"
        return read

    def _sequence(self, words: str) -> str:
        return "".join(self._one(word) for word in words.split())

    def _one(self, word: str) -> str:
        return self._unit if word == "UNIT" else _PLACEHOLDERS.get(word) or re.escape(self._literal(word))

    def _literal(self, word: str) -> str:
        if word in _MARKS:
            return word
        if word not in self._literals:
            self._literals[word] = chr(next(self._next))
        return self._literals[word]

    def __missing__(self, form: str) -> str:
        if len(self) > 200_000:  # a bound on memory, not a limit on texts
            self.clear()
        found = self[form] = self._classify(form)
        return found

    def _classify(self, form: str) -> str:
        form = _DASHES.get(form, form).replace("’", "'")
        if form in _MARKS:
            return form
        if form[:1].isdigit():
            return self._figures(form)
        if form in self.longer:
            return "B"
        if form in self.months:
            return self.months[form][0]
        if form in self.weekdays:
            return "W"
        if form in self.eras:
            return "E"
        low = form.lower()
        if low in self._literals:
            return self._literals[low]
        return "N" if low in self.words.numbers else " "

    def _figures(self, form: str) -> str:
        if not form.isascii():
            return " "
        if _YEAR.fullmatch(form):
            return "Y"
        if _DAYS.fullmatch(form.replace("–", "-")):
            return "R"
        if _ISO.fullmatch(form) or (self.words.day_first and _DOTTED.fullmatch(form)):
            return "I"
        match = self._ordinal.fullmatch(form)
        return "D" if match and _DAY.fullmatch(match.group(1)) else " "

    def line(self, forms: list[str]) -> str:
        """The classes of words, one character each."""
        line = "".join(map(self.__getitem__, forms))
        return line if "B" not in line else self._joined(line, forms)

    def _joined(self, line: str, forms: list[str]) -> str:
        """Months of several words found: "Rabi al-Awwal"."""
        classes = list(line)
        for at, cls in enumerate(line):
            if cls == "B":
                month, length = self.month(forms, at)
                classes[at] = month[0] if month else " "
                for later in range(at + 1, at + length):
                    classes[later] = "_"
        return "".join(classes)

    def month(self, forms: list[str], at: int) -> tuple[tuple[str, int] | None, int]:
        """The month that begins with a word, its class and number, and of how many words it is."""
        for length in (3, 2, 1):
            written = " ".join(forms[at : at + length]).replace("’", "'")
            if at + length <= len(forms) and written in self.months:
                return self.months[written], length
        return None, 1


@cache
def grammar_of(code: str) -> Grammar:
    """The grammar of a language with a pack."""
    return Grammar(load(code))
