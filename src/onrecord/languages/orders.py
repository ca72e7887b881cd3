"""Order patterns: where source, cue and content stand in a sentence, compiled to regular expressions.

A pattern is written over word classes (lower case, ``classes.CLASSES``) and phrases (upper case, defined in the
same file): ``{source: SUBJECT} GAP CUE {addressee: NP}? that {content: REST}``. The syntax:

- ``a b`` one after the other, ``a | b`` either, ``( )`` grouping, ``[a b]`` one of these classes, ``![a b]`` or
  ``!a`` any other class, ``any`` any class; ``?  *  +  {2,5}`` repeat, ``*?`` and the like as few as possible;
- ``{name: ...}`` a part of the statement: ``source``, ``content``, ``addressee``, ``negation``, ``hedge``;
- ``&( )`` and ``~( )`` what must and must not come next, seen outward from the cue;
- ``START`` and ``END`` the sentence's first and last place, ``EDGE`` a clause's left edge;
- ``CUE`` the cue word, once in every pattern.

A phrase ``NAME_FORM`` stands for ``NAME`` in the orders of cues in that form (``SUBJECT_SAYING``).

A class string is matched outward from the cue: what is right of it forward, what is left of it backward (the
pattern is turned round, and so is the string), so that "the noun phrase just before the cue" is an anchored match.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from onrecord.languages.classes import CLASSES

_TOKEN = re.compile(
    r"\s*(?:(?P<quant>(?:[?*+]|\{\d+(?:,\d*)?\})[?+]?)|(?P<group>\{[a-z_0-9]+:)|(?P<ahead>[&~]\()|(?P<set>!?\[[^\]]*\])"
    r"|(?P<not>![a-z_]+)|(?P<class>[a-z_]+)|(?P<phrase>[A-Z_]+)|(?P<punct>[()|}]))"
)
_RARE = 4
"""A choice of more classes than this is met in nearly every sentence."""
_EDGE = ",:;-(.cTKsaR"


class PatternError(ValueError):
    """A pattern cannot be read; the message names it and the place."""


@dataclass
class Node:
    kind: str  # chars, sequence, choice, repeat, group, ahead, place
    value: str = ""
    parts: tuple[Node, ...] = ()


class Parser:
    """Reads one pattern into nodes; ``phrases`` are the nodes of the phrases it may name."""

    def __init__(self, pattern: str, phrases: dict[str, Node]):
        self.pattern, self.phrases, self.tokens = pattern, phrases, self._tokens(pattern)
        self.place = 0

    @staticmethod
    def _tokens(pattern: str) -> list[tuple[str, str]]:
        tokens, at = [], 0
        while pattern[at:].strip():
            match = _TOKEN.match(pattern, at)
            if not match or match.lastgroup is None:
                raise PatternError(f"cannot read {pattern[at:]!r} in pattern {pattern!r}")
            tokens.append((match.lastgroup, match[match.lastgroup]))
            at = match.end()
        return tokens

    def parse(self) -> Node:
        node = self._choice()
        if self.place < len(self.tokens):
            raise PatternError(f"unexpected {self.tokens[self.place][1]!r} in pattern {self.pattern!r}")
        return node

    def _choice(self) -> Node:
        options = [self._sequence()]
        while self._peek() == ("punct", "|"):
            self.place += 1
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Node("choice", parts=tuple(options))

    def _peek(self) -> tuple[str, str] | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while (token := self._peek()) and token not in (("punct", "|"), ("punct", ")"), ("punct", "}")):
            self.place += 1
            kind, value = token
            if kind == "quant":
                if not parts:
                    raise PatternError(f"nothing to repeat before {value!r} in pattern {self.pattern!r}")
                parts[-1] = Node("repeat", value, (parts[-1],))
            else:
                parts.append(self._atom(kind, value))
        return Node("sequence", parts=tuple(parts))

    def _atom(self, kind: str, value: str) -> Node:
        if kind == "class":
            return Node("chars", "." if value == "any" else f"[{_chars(value)}]")
        if kind in ("set", "not"):
            names = value.lstrip("!").strip("[]").split()
            return Node("chars", f"[{'^' * value.startswith('!')}{''.join(map(_chars, names))}]")
        if kind == "phrase":
            if value in ("START", "END", "EDGE", "CUE"):
                return Node("place", value)
            if value not in self.phrases:
                raise PatternError(f"unknown phrase {value} in pattern {self.pattern!r}")
            return self.phrases[value]
        close = "}" if kind == "group" else ")"
        inner = self._choice()
        if self._peek() != ("punct", close):
            raise PatternError(f"missing {close!r} in pattern {self.pattern!r}")
        self.place += 1
        if kind == "group":
            return Node("group", value[1:-1], (inner,))
        return Node("ahead", "=" if value[0] == "&" else "!", (inner,)) if kind == "ahead" else inner


def _chars(name: str) -> str:
    if name not in CLASSES:
        raise PatternError(f"unknown word class {name!r}")
    return re.escape(CLASSES[name])


def _regex(node: Node, backward: bool) -> str:
    if node.kind == "chars":
        return node.value
    if node.kind == "place":
        return {
            "START": r"(?:\Z)" if backward else r"(?:\A)",
            "END": r"(?:\Z|(?=[.;]))",
            "EDGE": rf"(?=[{re.escape(_EDGE)}]|\Z)",
        }[node.value]
    inner = [_regex(part, backward) for part in node.parts]
    if node.kind == "sequence":
        return "".join(reversed(inner) if backward else inner)
    if node.kind == "choice":
        return f"(?:{'|'.join(inner)})"
    if node.kind == "repeat":
        return f"(?:{inner[0]}){node.value}"
    if node.kind == "ahead":
        return f"(?{node.value}{inner[0]})"
    return f"(?P<{node.value}>{inner[0]})"


def needed(node: Node) -> list[str]:
    """Classes of which the text must hold one of each for the pattern to match: a cheap test before matching."""
    if node.kind == "chars":
        return [] if node.value == "." or node.value.startswith("[^") else [re.sub(r"\\(.)", r"\1", node.value[1:-1])]
    if node.kind in ("sequence", "group"):
        return [need for part in node.parts for need in needed(part)]
    if node.kind == "repeat" and not re.match(r"[?*]|\{0", node.value):
        return needed(node.parts[0])
    return []


def read_phrases(phrases: dict[str, str]) -> dict[str, Node]:
    """Phrases in the order given, each able to name those before it."""
    nodes: dict[str, Node] = {}
    for name, pattern in phrases.items():
        nodes[name] = Parser(pattern, nodes).parse()
    return nodes


def compile_order(pattern: str, phrases: dict[str, Node]) -> tuple[str, str, str]:
    """The regular expressions (left of the cue, on the reversed string; right of it) of an order pattern.

    Third, the rarest choice of classes ``needed`` right of the cue, or nothing.
    """
    node = Parser(pattern, phrases).parse()
    parts = node.parts if node.kind == "sequence" else (node,)
    places = [i for i, part in enumerate(parts) if part.kind == "place" and part.value == "CUE"]
    if len(places) != 1:
        raise PatternError(f"CUE must stand once, at the top of pattern {pattern!r}")
    left = Node("sequence", parts=parts[: places[0]])
    right = Node("sequence", parts=parts[places[0] + 1 :])
    sides = [_numbered(_regex(left, True)), _numbered(_regex(right, False))]
    for side in sides:
        try:
            re.compile(side)
        except re.error as error:
            raise PatternError(f"pattern {pattern!r}: {error}") from error
    needs = sorted((need for need in needed(right) if len(need) <= _RARE), key=len)
    return sides[0], sides[1], needs[0] if needs else ""


def _numbered(regex: str) -> str:
    """A part that stands in several branches gets a number in each: ``content``, ``content__2``."""
    seen: Counter[str] = Counter()

    def name(match: re.Match[str]) -> str:
        seen[match[1]] += 1
        return f"(?P<{match[1]}__{seen[match[1]]}>" if seen[match[1]] > 1 else match[0]

    return re.sub(r"\(\?P<(\w+)>", name, regex)
