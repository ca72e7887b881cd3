"""What a single passage looks like: tests of its typography, without any language's words.

The exceptions are the labels of captions and credits (see ``labels``).
"""

from __future__ import annotations

import re

from onrecord.intake.labels import CREDIT_LABELS, PICTURE_LABELS, SOURCE_LABELS
from onrecord.intake.lines import ends_sentence

_OPENING_MARKS = "\"'“„‚‘«»”’`"
_TRIM = "\"'“”„‚‘’«»`()[]{}<>*_.,:;!?…-–—"
_HEADLINE_WORDS = 60


def _alternatives(labels: tuple[str, ...]) -> str:
    ordered = sorted(labels, key=len, reverse=True)
    return "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in ordered)


_PICTURE = rf"(?:{_alternatives(PICTURE_LABELS)})"
_SOURCE = rf"(?:{_alternatives(SOURCE_LABELS)})"
_CREDIT = rf"(?:{_alternatives(CREDIT_LABELS)})"
_AFTER = r"(?:\s*[:.：]|\s*©|(?<=by)\s|(?<=of)\s)"
# "(Source: Outlet, February 8, 2025)", "(fot. Name)", "(Photo by Name/Agency)" closing a line.
_SOURCED = re.compile(rf"[(\[]\s*(?:©|(?:{_PICTURE}|{_SOURCE}){_AFTER})[^()\[\]]{{0,150}}[)\]]\.?\Z", re.I)
# "(Name/Agency)": names parted by a slash; a title or number in small letters is none.
_SLASHED = re.compile(r"[(\[][^\W\d_][^()\[\]]{0,80}?[^\W\d_]\.?\s?/\s?[A-ZÀ-ÞŁŚŻŹ][^()\[\]]{0,80}[)\]]\.?\Z")
_PICTURED = re.compile(rf"(?:©|{_PICTURE}{_AFTER})\s*\S", re.I)
_PICTURED_AT_END = re.compile(rf"[.|/–—•]\s*(?:©|{_PICTURE}\s*[:.：])\s*\S[^.:]{{0,60}}\.?\Z", re.I)
_CREDITED = re.compile(rf"(?:{_SOURCE}\s*[:：]|{_CREDIT}(?:\s*[:.：]|\s))\s*(\S.*)\Z", re.I | re.S)
_INITIALS = re.compile(r"(?:\w{2,4}\s*/\s*)+(?:\w{2,4})?")
_DATE_LINE = re.compile(r"\b\d{1,2}\b.*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.*\b\d{1,2}\b|\b\d{1,2}[:.]\d\d\b")
_LABELLED_NAME = re.compile(r"\w+\s*[:：]\s*(\S.*)", re.S)
_LEAD = re.compile(r"([^:]{2,160}):\s*[\"“„«»‘'‚](.+)\Z", re.S)


def is_bracketed(words: str) -> bool:
    """Whether one pair of square brackets holds all of it: an editor's note standing alone."""
    if words[0] != "[" or words[-1] not in "].":
        return False
    depth = 0
    for match in re.finditer(r"[\[\]]", words):
        depth += 1 if match.group() == "[" else -1
        if depth == 0:
            return match.end() >= len(words.rstrip("."))
    return False


def is_parenthesised(words: str) -> bool:
    """Whether one pair of parentheses holds all of a short line."""
    return words[0] == "(" and words[-1] == ")" and words.count("(") == 1 and len(words) <= 100


def is_caption(words: str) -> bool:
    """Whether a line tells a picture and its source: "... (Source: Z, February 8, 2025)", "fot. PAP"."""
    if len(words) > 500:
        return False
    if words[-1] in ")]." and (_SOURCED.search(words, max(1, len(words) - 180)) or _is_slashed(words)):
        return True
    if len(words) <= 200 and _PICTURED.match(words):
        return not ends_sentence(words) or len(words) <= 80
    tail = max(0, len(words) - 100)
    return _PICTURED_AT_END.search(words, tail) is not None


def _is_slashed(words: str) -> bool:
    return words[-1] == ")" and _SLASHED.search(words, max(1, len(words) - 180)) is not None


def is_credit(words: str) -> bool:
    """Whether a short line at a document's edge names writers, an agency or initials ("kw/ mmi/")."""
    if len(words) > 160:
        return False
    if is_parenthesised(words):
        return len(words) <= 40 or _CREDITED.match(words[1:-1].strip()) is not None
    if _INITIALS.fullmatch(words):
        return True
    match = _CREDITED.match(words) or (_LABELLED_NAME.match(words) if len(words) <= 60 else None)
    return match is not None and names_only(match.group(1))


def names_only(words: str) -> bool:
    """Whether at most ten words, all but short joining ones with a capital: names, agencies."""
    found = words.split()
    if len(found) > 10:
        return False
    return all(len(w) <= 3 or not _core(w)[:1].islower() for w in found) and not found[-1][0].islower()


def is_date_line(words: str) -> bool:
    """Whether a short line holds a day with its year, or a time of day, and little else."""
    return len(words) <= 60 and not ends_sentence(words) and _DATE_LINE.search(words) is not None


def is_heading(words: str) -> bool:
    """Whether a line after the first could be a section's heading; what follows must agree."""
    last = words[-1]
    if len(words) > 400 or last in ":,;-–—：" or not _starts_like_heading(words):
        return False
    if words[0] == "#":
        return len(words.lstrip("#").strip()) > 0
    lead = _LEAD.match(words)
    if lead:
        return is_title_case(lead.group(1)) and (not ends_sentence(words) or is_title_case(lead.group(2)))
    if is_title_case(words):
        return not ends_sentence(words) or (last != "." and not words.isupper()) or _is_long_title_case(words)
    return len(words) <= 120 and not ends_sentence(words) and words[0] not in _OPENING_MARKS


def is_title(words: str) -> bool:
    """Whether a document's first line could be its title; what follows must agree."""
    last = words[-1]
    if len(words) > 400 or last in ":,-–—：" or words[0] in "-–—•*":
        return False
    if not ends_sentence(words):
        return len(words) <= 250 or is_title_case(words)
    if is_title_case(words):
        return True
    return len(words) <= 150 and (last in "?!؟？！" or (_LEAD.match(words) is not None and last != "."))


def is_title_case(words: str) -> bool:
    """Whether nearly all longer words begin with a capital; always false in scripts without case."""
    cores = [core for core in map(_core, words.split()[:_HEADLINE_WORDS]) if core and core[0].isalpha()]
    longer = [core for core in cores if len(core) > 3]
    if len(longer) < 3:
        return len(cores) >= 2 and all(core[0].isupper() for core in cores)
    return sum(core[0].isupper() for core in longer) >= 0.8 * len(longer)


def _is_long_title_case(words: str) -> bool:
    """A Title Case line that ends in a full stop; lists of names and shouted transcripts are none."""
    found = words.split()
    commas = sum(word[-1] == "," for word in found)
    return len(found) >= 6 and commas * 4 < len(found) and not words.isupper()


def _starts_like_heading(words: str) -> bool:
    first = words[0]
    if first == "#":
        return words.lstrip("#").startswith(" ")
    return not (first.islower() or first in "-–—•*…([{<|")


def _core(word: str) -> str:
    return word.strip(_TRIM)
