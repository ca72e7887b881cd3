"""Builds the packed form of the language packs from their YAML: ``python -m onrecord.languages.build [CODE...]``.

Needs PyYAML, and for a pack whose ``language.yml`` has ``morphology`` the package morfeusz2; both come with the
extra ``[dev]``. Reading needs neither. ``--check`` changes nothing and exits 1 when a packed form is stale.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from onrecord.languages.classes import CLASSES
from onrecord.languages.orders import compile_order, read_phrases
from onrecord.languages.sources import (
    CueGroup,
    EventWords,
    Inflected,
    LanguageFile,
    OrderEntry,
    PackedCue,
    PackedOrder,
    PackedPack,
    PackFiles,
)

RESOURCES = Path(__file__).parent / "resources"
PACKED = Path(__file__).parent / "packed"
FILES = ("language", "words", "cues", "orders", "names", "occasions", "provenance", "checks")

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
    code = [Path(__file__).parent / f"{name}.py" for name in ("build", "classes", "orders", "sources", "morphology")]
    for path in [*(folder / f"{name}.yml" for name in FILES), *(p for p in code if p.exists())]:
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


def inflector(language: LanguageFile, morphology: dict[str, list[str]]) -> Inflector:
    """How a language's verbs are inflected: by its own regular rules, or by Morfeusz into the forms named."""
    if morphology:
        from onrecord.languages.morphology import morfeusz_inflector

        return morfeusz_inflector(morphology)
    return lambda verb: regular_forms(verb, language.inflection)


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


def noun_forms(noun: str, language: LanguageFile, inflect: Inflector) -> set[str]:
    """All forms of a noun by Morfeusz; else with its plural: ``"story/stories"`` gives both, or the regular one."""
    if language.morphology:
        return inflect(noun).get("claim", {noun})
    rules = language.inflection
    base, *plural = noun.split("/")
    if plural or "noun-plural" not in rules:
        return {base, *plural}
    return {base, next(re.sub(p, r, base) for p, r in rules["noun-plural"] if re.search(p, base))}


def _anchored(entry: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """``"w *ocenie"`` -> words before the anchor, the anchor, words after; the first word unless one is starred."""
    words = entry.split()
    at = next((i for i, word in enumerate(words) if word.startswith("*")), 0)
    return tuple(words[:at]), words[at].lstrip("*"), tuple(words[at + 1 :])


def _placed(entry: str, clitics: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """The entry as written, and with its clitic before the anchor: "domaga się", "się domaga"."""
    before, anchor, after = _anchored(entry)
    yield before, anchor, after
    if after and after[0] in clitics:
        yield (*before, after[0]), anchor, after[1:]


def pack_cues(
    groups: Iterable[CueGroup], language: LanguageFile, inflect: Inflector
) -> tuple[list[PackedCue], dict[str, set[tuple[int, str]]]]:
    """All cues, and for each form of a cue's anchor word which cue it is, in which form."""
    cues: list[PackedCue] = []
    forms: dict[str, set[tuple[int, str]]] = {}

    def add(group: CueGroup, entry: str, forms_of: Callable[[str], dict[str, set[str]]]) -> None:
        for before, anchor, after in _placed(entry, language.clitics):
            lemma = " ".join([*before, anchor.split("/")[0], *after])
            cues.append(PackedCue(lemma, group.cls, tuple(group.frames), before, after, group.weak))
            for form, words in forms_of(anchor).items():
                if form == "claim" and entry not in group.nouns:
                    continue
                for word in words:
                    forms.setdefault(word, set()).add((len(cues) - 1, form))

    for group in groups:
        own = inflector(language, group.forms) if group.forms else inflect
        for verb in group.verbs:
            add(group, verb, own)
        for noun in group.nouns:
            add(group, noun, lambda anchor: {"claim": noun_forms(anchor, language, inflect)})
        for phrase in group.phrases:
            add(group, phrase, lambda anchor: {"according": {anchor}})
    return cues, forms


def event_forms(
    events: dict[str, EventWords], language: LanguageFile, inflect: Inflector
) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """For each form of an event word the events it can tell of: kind, ``noun`` or ``verb``, words that must be near.

    Those that need a word near them come first."""
    forms: dict[str, set[tuple[str, str, str]]] = {}
    for kind, listed in events.items():
        for part, entries in (("noun", listed.nouns), ("verb", listed.verbs)):
            for entry in entries:
                before, anchor, after = _anchored(entry)
                verb_forms = inflect(anchor).values() if part == "verb" else ()
                own = set().union(*verb_forms) if verb_forms else noun_forms(anchor, language, inflect)
                for form in own:
                    forms.setdefault(form.lower(), set()).add((kind, part, " ".join([*before, *after])))
    return {form: tuple(sorted(forms[form], key=lambda use: (not use[2], use))) for form in sorted(forms)}


def pack_order(entry: OrderEntry, phrases: dict[str, str]) -> list[PackedOrder]:
    """An order pattern compiled, apart for each cue form that has phrases of its own (``SUBJECT_SAYING``)."""
    packed: dict[tuple[str, str, str], list[str]] = {}
    for form in entry.forms:
        suffix = f"_{form.upper()}"
        own = {name: phrases.get(name + suffix, pattern) for name, pattern in phrases.items()}
        packed.setdefault(compile_order(entry.order, read_phrases(own)), []).append(form)
    return [
        PackedOrder(
            entry.name, tuple(forms), tuple(entry.frames), left, right, entry.confidence,
            entry.passive, entry.headings, need,
        )
        for (left, right, need), forms in packed.items()
    ]  # fmt: skip


def inflected_words(entries: Iterable[Inflected]) -> dict[str, str]:
    """The class of each form of the lemmas in ``words.yml``."""
    words: dict[str, str] = {}
    for entry in entries:
        from onrecord.languages.morphology import forms_by_tag

        for lemma in entry.lemmas:
            for form in sorted(forms_by_tag(lemma, entry.tags)):
                words.setdefault(form, entry.cls)
    return words


def pack(folder: Path) -> PackedPack:
    """The packed form of the pack in ``folder``; raises PackError, or PatternError for an order pattern."""
    files = read_pack(folder)
    language = files.language
    listed = [*files.words.classes, *files.words.written]
    for cls in [*listed, *(e.cls for e in files.words.inflected), *(c for _, c in files.words.suffixes)]:
        if cls not in CLASSES:
            raise PackError(f"{folder.name}/words.yml: unknown word class {cls!r}")
    verbs = inflector(language, language.morphology)
    cues, forms = pack_cues(files.cues.groups, language, verbs)
    phrases = read_phrases(files.orders.phrases)
    orders = [order for entry in files.orders.orders for order in pack_order(entry, files.orders.phrases)]
    ends = [
        re.sub(r"\(\?P<\w+>", "(?:", compile_order("CUE " + pattern, phrases)[1])
        for pattern in files.orders.content_ends
    ]
    words = {w.lower(): cls for cls, listed in files.words.classes.items() for w in map(str, listed)}
    for word, cls in inflected_words(files.words.inflected).items():
        if word not in words and word not in forms:
            words[word] = cls
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
        written={form: cls for cls, forms in files.words.written.items() for form in forms},
        suffixes=tuple(files.words.suffixes),
        cues=tuple(cues),
        cue_forms={word: tuple(sorted(forms[word])) for word in sorted(forms)},
        orders=tuple(orders),
        content_end="|".join(ends),
        subject=compile_order("CUE " + files.orders.subject, phrases)[1] if files.orders.subject else "",
        doubts={str(name): factor for name, factor in files.orders.doubts.items()},
        guards={form: compile_order(p + " CUE", phrases)[0] for form, p in files.orders.guards.items()},
        passive=compile_order(files.orders.passive + " CUE", phrases)[0] if files.orders.passive else "",
        names=files.names,
        occasions=msgspec.structs.replace(files.occasions, events={}),
        events=event_forms(files.occasions.events, language, verbs),
        provenance=files.provenance,
        checks=files.checks,
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
