"""Builds the packed form of the language packs from their YAML: ``python -m onrecord.languages.build [CODE...]``.

Needs PyYAML, and for a pack whose ``language.yml`` has ``morphology`` the package morfeusz2; both come with the
extra ``[dev]``. Reading needs neither. ``--check`` changes nothing and exits 1 when a packed form is stale.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from onrecord.languages.classes import CLASSES
from onrecord.languages.orders import compile_order, read_phrases
from onrecord.languages.sources import CueGroup, PackedCue, PackedOrder, PackedPack, PackFiles

RESOURCES = Path(__file__).parent / "resources"
PACKED = Path(__file__).parent / "packed"
FILES = ("language", "words", "cues", "orders", "names")

Inflector = Callable[[str], dict[str, set[str]]]
"""From a verb as written in ``cues.yml`` to its forms by cue form: finite, saying, base, told."""


class PackError(ValueError):
    """A pack cannot be built; the message names the file and what is wrong in it."""


def read_pack(folder: Path) -> PackFiles:
    """The validated YAML files of one pack."""
    import yaml

    loaded: dict[str, Any] = {}
    for name in FILES:
        path = folder / f"{name}.yml"
        try:
            # BaseLoader: every scalar is a string, so that "no", "on" and "off" stay words
            loaded[name] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        except (OSError, yaml.YAMLError) as error:
            raise PackError(f"{path}: {error}") from error
    try:
        return msgspec.convert(loaded, PackFiles, strict=False)
    except msgspec.ValidationError as error:
        raise PackError(f"{folder.name}: {error}") from error


def digest(folder: Path) -> str:
    """SHA-256 over the pack's YAML files and the code that packs them."""
    hashed = hashlib.sha256()
    code = [Path(__file__).parent / f"{name}.py" for name in ("build", "classes", "orders", "sources", "polish")]
    for path in [*(folder / f"{name}.yml" for name in FILES), *(p for p in code if p.exists())]:
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


def inflector(files: PackFiles) -> Inflector:
    """How the pack's verbs are inflected: by its own regular rules, or by Morfeusz."""
    if files.language.morphology:
        from onrecord.languages.morphology import morfeusz_inflector

        return morfeusz_inflector(files.language.morphology)
    return lambda verb: regular_forms(verb, files.language.inflection)


def regular_forms(verb: str, rules: dict[str, list[tuple[str, str]]]) -> dict[str, set[str]]:
    """Forms of ``"say"`` or, with irregular past and participle, ``"write wrote written"``."""
    base, *irregular = verb.split("/")
    forms: dict[str, set[str]] = {}
    for name, patterns in rules.items():
        form = name.split("-")[0]
        if irregular and name.startswith(("finite-past", "told")):
            words = {irregular[0] if name.startswith("finite-past") else irregular[-1]}
        else:
            words = {next(re.sub(p, r, base) for p, r in patterns if re.search(p, base))}
        forms.setdefault(form, set()).update(words)
    return forms


def noun_forms(noun: str, inflect: Inflector | None, rules: dict[str, list[tuple[str, str]]]) -> set[str]:
    """A noun with its plural: ``"story/stories"`` gives both, else the regular plural is made."""
    base, *plural = noun.split("/")
    if plural or "noun-plural" not in rules:
        return {base, *plural}
    return {base, next(re.sub(p, r, base) for p, r in rules["noun-plural"] if re.search(p, base))}


def _anchored(entry: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """``"w *ocenie"`` -> words before the anchor, the anchor, words after; the first word unless one is starred."""
    words = entry.split()
    at = next((i for i, word in enumerate(words) if word.startswith("*")), 0)
    return tuple(words[:at]), words[at].lstrip("*"), tuple(words[at + 1 :])


def pack_cues(
    groups: Iterable[CueGroup], inflect: Inflector, rules: dict[str, list[tuple[str, str]]]
) -> tuple[list[PackedCue], dict[str, set[tuple[int, str]]]]:
    """All cues, and for each form of a cue's anchor word which cue it is, in which form."""
    cues: list[PackedCue] = []
    forms: dict[str, set[tuple[int, str]]] = {}

    def add(group: CueGroup, entry: str, forms_of: Callable[[str], dict[str, set[str]]]) -> None:
        before, anchor, after = _anchored(entry)
        cues.append(
            PackedCue(
                " ".join([*before, anchor.split("/")[0], *after]),
                group.cls, tuple(group.frames), before, after, group.weak,
            )
        )  # fmt: skip
        for form, words in forms_of(anchor).items():
            for word in words:
                forms.setdefault(word, set()).add((len(cues) - 1, form))

    for group in groups:
        for verb in group.verbs:
            add(group, verb, inflect)
        for noun in group.nouns:
            add(group, noun, lambda anchor: {"claim": noun_forms(anchor, None, rules)})
        for phrase in group.phrases:
            add(group, phrase, lambda anchor: {"according": {anchor}})
    return cues, forms


def pack(folder: Path) -> PackedPack:
    """The packed form of the pack in ``folder``; raises PackError, or PatternError for an order pattern."""
    files = read_pack(folder)
    language = files.language
    for cls in [*files.words.classes, *(cls for _, cls in files.words.suffixes)]:
        if cls not in CLASSES:
            raise PackError(f"{folder.name}/words.yml: unknown word class {cls!r}")
    verbs = inflector(files)
    cues, forms = pack_cues(files.cues.groups, verbs, language.inflection)
    phrases = read_phrases(files.orders.phrases)
    orders = []
    for entry in files.orders.orders:
        left, right, need = compile_order(entry.order, phrases)
        orders.append(
            PackedOrder(
                entry.name, tuple(entry.forms), tuple(entry.frames), left, right, entry.confidence,
                entry.passive, entry.headings, need,
            )  # fmt: skip
        )
    ends = [
        re.sub(r"\(\?P<\w+>", "(?:", compile_order("CUE " + pattern, phrases)[1])
        for pattern in files.orders.content_ends
    ]
    words = {w.lower(): cls for cls, listed in files.words.classes.items() for w in map(str, listed)}
    return PackedPack(
        digest=digest(folder),
        code=language.code,
        name=language.name,
        script=language.script,
        quotation_marks=tuple(language.quotation_marks),
        dialogue_dashes=tuple(language.dialogue_dashes),
        function_words=tuple(language.function_words),
        letters=language.letters,
        words=words,
        suffixes=tuple(files.words.suffixes),
        cues=tuple(cues),
        cue_forms={word: tuple(sorted(forms[word])) for word in sorted(forms)},
        orders=tuple(orders),
        content_end="|".join(ends),
        subject=compile_order("CUE " + files.orders.subject, phrases)[1] if files.orders.subject else "",
        guards={form: compile_order(p + " CUE", phrases)[0] for form, p in files.orders.guards.items()},
        passive=compile_order(files.orders.passive + " CUE", phrases)[0] if files.orders.passive else "",
        names=files.names,
    )


def main(arguments: list[str]) -> int:
    stale = []
    chosen = [argument for argument in arguments if not argument.startswith("-")]
    for folder in sorted(path for path in RESOURCES.iterdir() if path.is_dir()):
        if chosen and folder.name not in chosen:
            continue
        target = PACKED / f"{folder.name}.json"
        data = msgspec.json.format(msgspec.json.encode(pack(folder)), indent=0)
        if "--check" in arguments:
            stale += [folder.name] * (not target.exists() or target.read_bytes() != data)
            continue
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
        print(f"{folder.name}: {len(data) / 1000:,.0f} kB")
    for name in stale:
        print(f"{name}: the packed form is stale; run python -m onrecord.languages.build", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
