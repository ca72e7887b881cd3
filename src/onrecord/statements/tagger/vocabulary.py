"""The words a tagger knows, as numbers."""

from __future__ import annotations


class Vocabulary(dict[str, int]):
    """Numbers of word forms; a form that is not known gets the number of its ending, after all forms."""

    def __init__(self, forms: list[str], endings: list[str]):
        self.known = {form: number for number, form in enumerate(forms, 1)}
        self.endings = Endings(endings)
        self.size = 1 + len(forms) + self.endings.size

    def __missing__(self, form: str) -> int:
        if len(self) > 300_000:  # a bound on memory, not a limit on texts
            self.clear()
        found = self.known.get(form.lower())
        self[form] = number = len(self.known) + self.endings[form] if found is None else found
        return number


class Endings(dict[str, int]):
    """Numbers of the last three letters of words; unknown ones share the last number."""

    def __init__(self, endings: list[str]):
        self.known = {ending: number for number, ending in enumerate(endings, 1)}
        self.size = 2 + len(endings)

    def __missing__(self, form: str) -> int:
        if len(self) > 300_000:
            self.clear()
        self[form] = number = self.known.get(form[-3:].lower(), self.size - 1)
        return number
