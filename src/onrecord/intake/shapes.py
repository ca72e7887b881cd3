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
_SLASHED = re.compile(r"\([^\W\d_][^()]{0,80}?[^\W\d_]\.?\s?/\s?[^\W\d_a-z][^()]{0,80}\)\.?\Z")
_PICTURED = re.compile(rf"(?:©|{_PICTURE}{_AFTER})\s*\S", re.I)
_PICTURED_AT_END = re.compile(
    rf"(?:[.–—•]\s*(?:©|{_PICTURE}\s*[:.：])|[|/]\s*(?:©|{_PICTURE}(?:\s*[:.：]|\s)))\s*\S[^.:]{{0,60}}\.?\Z",
    re.I,
)
_SIGN = re.compile(r"[:.©/|]| (?:by|of) ")
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
    if words[-2:].rstrip(".")[-1:] in (")", "]"):
        tail = max(1, len(words) - 180)
        if _SOURCED.search(words, tail) or _SLASHED.search(words, tail):
            return True
    if " via " in words[:60] and words.count(" ") < 8 and names_only(words):
        return True
    if len(words) <= 200 and _has_label_sign(words[:30]) and _PICTURED.match(words):
        return not ends_sentence(words) or len(words) <= 80
    tail = max(0, len(words) - 100)
    return _has_label_sign(words[tail:-1]) and _PICTURED_AT_END.search(words, tail) is not None


def _has_label_sign(words: str) -> bool:
    """A cheap first look, which nearly every paragraph fails: is there what ends a picture's label?"""
    return _SIGN.search(words) is not None


def is_credit(words: str) -> bool:
    """Whether a short line at a document's edge names writers, an agency or initials ("kw/ mmi/")."""
    if len(words) > 160:
        return False
    if is_parenthesised(words):
        return len(words) <= 40 or _CREDITED.match(words[1:-1].strip()) is not None
    if _INITIALS.fullmatch(words):
        return True
    match = _CREDITED.match(words)
    return match is not None and names_only(match.group(1))


def is_labelled_name(words: str) -> bool:
    """Whether one unknown word labels a name: "Contributing: Jane Doe", "Mastodon: @jane"."""
    match = _LABELLED_NAME.match(words) if len(words) <= 60 else None
    if match is None:
        return False
    name = match.group(1)
    return name[0] == "@" or (name[0].isupper() and " " in name and names_only(name))


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
    lead = _LEAD.match(words) if ":" in words[:165] else None
    if lead:
        return is_title_case(lead.group(1)) and (not ends_sentence(words) or is_title_case(lead.group(2)))
    if not ends_sentence(words):
        return (len(words) <= 120 and words[0] not in _OPENING_MARKS) or is_title_case(words)
    return _is_strict_title_case(words) if last == "." else not words.isupper() and is_title_case(words)


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


def is_title_case(words: str, share: float = 0.8) -> bool:
    """Whether ``share`` of the longer words begin with a capital; always false in scripts without case."""
    capitals = smalls = short = short_smalls = 0
    for word in words.split(None, _HEADLINE_WORDS)[:_HEADLINE_WORDS]:
        core = word if word.isalpha() else _core(word)
        if not core or not core[0].isalpha():
            continue
        if len(core) <= 3:
            short += 1
            short_smalls += not core[0].isupper()
        elif core[0].isupper():
            capitals += 1
        else:
            smalls += 1
            if share == 1 or (smalls > 2 and smalls > capitals):  # a sentence: no need to read on
                return False
    if capitals + smalls < 3:
        return not smalls and not short_smalls and capitals + short >= 2
    return capitals >= share * (capitals + smalls)


def _is_strict_title_case(words: str) -> bool:
    """A Title Case line that ends in a full stop; lists of names and shouted transcripts are none."""
    return "," not in words and words.count(" ") >= 4 and not words.isupper() and is_title_case(words, 1)


def _starts_like_heading(words: str) -> bool:
    first = words[0]
    if first == "#":
        return words.lstrip("#").startswith(" ")
    return not (first.islower() or first in "-–—•*…([{<|")


def _core(word: str) -> str:
    return word.strip(_TRIM)
