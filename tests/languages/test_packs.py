"""What a pack's YAML files may hold, and how a mistake in them is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from onrecord.languages.build import FILES, RESOURCES, PackError, pack, read_pack
from onrecord.languages.orders import PatternError
from onrecord.languages.pack import Pack

CODES = sorted(path.name for path in RESOURCES.iterdir() if path.is_dir())

LANGUAGE = """
code: xx
name: Testish
script: Latn
quotation_marks: [["“", "”"]]
function_words: [ze, oz]
inflection:
  base: [["$", ""]]
  finite-past: [["e$", "ed"], ["$", "ed"]]
  told-participle: [["$", "en"]]
  noun-plural: [["$", "s"]]
"""
WORDS = """
classes:
  article: [ze]
  that: [zat]
  negation: ["no"]
suffixes:
  - ["ly", adverb]
"""
CUES = """
groups:
  - class: speech
    frames: [say]
    verbs: [murm, "speak/spoke/spoken out"]
    nouns: [claim]
  - class: according
    frames: [say]
    phrases: ["in ze *words of"]
"""
ORDERS = """
phrases:
  NP: "(article? [word name]{1,3})"
orders:
  - name: source-cue-that
    forms: [finite]
    frames: [say]
    order: "{source: NP} CUE {content: that any+}"
    confidence: 0.7
"""
CONTENTS = {"language": LANGUAGE, "words": WORDS, "cues": CUES, "orders": ORDERS}
CONTENTS |= dict.fromkeys(("names", "occasions", "provenance", "checks"), "{}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole small pack of an invented language."""
    home = tmp_path / "xx"
    home.mkdir()
    for name, content in CONTENTS.items():
        (home / f"{name}.yml").write_text(content, encoding="utf-8")
    return home


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yml"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def cues_of(folder: Path, form: str) -> set[tuple[str, str]]:
    """The cues a word form can be, each with the form it is then."""
    packed = pack(folder)
    return {(packed.cues[number].lemma, tag) for number, tag in packed.cue_forms[form]}


def test_small_pack_is_built_and_reads_by_its_own_words(folder: Path) -> None:
    packed = pack(folder)
    assert packed.code == "xx"
    reader = Pack(packed)
    assert [order.name for order in reader.orders] == ["source-cue-that"]
    assert reader.words.keys() >= {"ze", "zat"}


def test_verbs_are_inflected_by_the_packs_own_rules(folder: Path) -> None:
    assert cues_of(folder, "murm") == {("murm", "base")}
    assert cues_of(folder, "murmed") == {("murm", "finite")}
    assert cues_of(folder, "murmen") == {("murm", "told")}
    assert cues_of(folder, "claims") == {("claim", "claim")}


def test_irregular_forms_are_those_written_beside_the_verb(folder: Path) -> None:
    assert cues_of(folder, "spoke") == {("speak out", "finite")}
    assert cues_of(folder, "spoken") == {("speak out", "told")}
    assert "speaked" not in pack(folder).cue_forms


def test_words_round_the_inflected_or_starred_one_belong_to_the_cue(folder: Path) -> None:
    cues = {cue.lemma: cue for cue in pack(folder).cues}
    assert (cues["speak out"].before, cues["speak out"].after) == ((), ("out",))
    assert (cues["in ze words of"].before, cues["in ze words of"].after) == (("in", "ze"), ("of",))
    assert cues_of(folder, "words") == {("in ze words of", "according")}


def test_clitic_of_a_cue_may_stand_on_either_side(folder: Path) -> None:
    change(folder, "language", "code: xx", "code: xx\nclitics: [zi]")
    change(folder, "cues", "murm,", "murm zi,")
    placed = {(cue.before, cue.after) for cue in pack(folder).cues if "murm" in cue.lemma}
    assert placed == {((), ("zi",)), (("zi",), ())}


def test_words_that_yaml_takes_for_truth_values_stay_words(folder: Path) -> None:
    change(folder, "words", '["no"]', "[no, on, off, yes]")
    assert pack(folder).words.keys() >= {"no", "on", "off", "yes"}


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("language", "script:", "skript:", "language"),
        ("words", "suffixes:", "sufixes:", "words"),
        ("cues", "verbs:", "verb:", "cues"),
        ("cues", "groups:", "group:", "cues"),
        ("orders", "confidence:", "confidance:", "orders"),
        ("orders", "phrases:", "phrase:", "orders"),
    ],
)
def test_misspelt_key_is_an_error_that_names_pack_and_file(
    folder: Path, name: str, old: str, new: str, place: str
) -> None:
    change(folder, name, old, new)
    with pytest.raises(PackError, match=rf"xx.*\b{place}\b"):
        pack(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("cues", "class: speech", "class: shouting", "shouting"),
        ("words", "article:", "articel:", "articel"),
        ("words", "adverb]", "advreb]", "advreb"),
        ("orders", "confidence: 0.7", "confidence: high", "confidence"),
        ("language", 'quotation_marks: [["“", "”"]]', 'quotation_marks: ["“”"]', "quotation_marks"),
        ("language", "code: xx\n", "", "code"),
    ],
)
def test_value_that_cannot_be_is_named(folder: Path, name: str, old: str, new: str, said: str) -> None:
    change(folder, name, old, new)
    with pytest.raises(PackError, match="xx") as error:
        pack(folder)
    assert said in str(error.value)


def test_unknown_word_class_is_told_with_its_file(folder: Path) -> None:
    change(folder, "words", "article:", "articel:")
    with pytest.raises(PackError, match=r"xx/words\.yml: unknown word class 'articel'"):
        pack(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{source: NP}", "{source: NPP}", "unknown phrase NPP"),
        ("[word name]", "[wird name]", "unknown word class 'wird'"),
        ("{content: that any+}", "{content: that any+", "missing '}'"),
        ("CUE {content", "{content", "CUE must stand once"),
        ("{1,3}", "{3,1}", "min repeat greater than max repeat"),
    ],
)
def test_order_pattern_that_cannot_be_read_is_told(folder: Path, old: str, new: str, said: str) -> None:
    change(folder, "orders", old, new)
    with pytest.raises((PackError, PatternError)) as error:
        pack(folder)
    assert said in str(error.value)
    assert "pattern" in str(error.value) or "word class" in str(error.value)


@pytest.mark.parametrize("name", FILES)
def test_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / f"{name}.yml").unlink()
    with pytest.raises(PackError, match=rf"{name}\.yml"):
        read_pack(folder)


@pytest.mark.parametrize("name", FILES)
def test_file_that_is_no_yaml_is_named_with_the_line(folder: Path, name: str) -> None:
    (folder / f"{name}.yml").write_text("a: [1\nb: }", encoding="utf-8")
    with pytest.raises(PackError, match=rf"{name}\.yml(.|\n)*line 2"):
        read_pack(folder)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_the_same_files(code: str) -> None:
    assert {path.stem for path in (RESOURCES / code).glob("*.yml")} == {*FILES, "base_forms"}


@pytest.mark.parametrize("code", CODES)
def test_every_pack_is_valid_and_its_folder_is_its_code(code: str) -> None:
    assert read_pack(RESOURCES / code).language.code == code


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", FILES)
def test_every_file_says_at_its_head_what_it_is(code: str, name: str) -> None:
    assert (RESOURCES / code / f"{name}.yml").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("code", CODES)
def test_every_order_has_a_name_of_its_own(code: str) -> None:
    names = [order.name for order in read_pack(RESOURCES / code).orders.orders]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("code", CODES)
def test_every_frame_of_a_cue_stands_in_some_order(code: str) -> None:
    files = read_pack(RESOURCES / code)
    framed = {frame for order in files.orders.orders for frame in order.frames}
    assert {frame for group in files.cues.groups for frame in group.frames} <= framed


@pytest.mark.parametrize("code", CODES)
def test_every_form_of_an_order_can_be_made(code: str) -> None:
    known = {"finite", "saying", "base", "told", "passive", "claim", "according"}
    assert {form for order in read_pack(RESOURCES / code).orders.orders for form in order.forms} <= known


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", FILES)
def test_no_key_stands_twice_in_a_file(code: str, name: str) -> None:
    node = yaml.compose((RESOURCES / code / f"{name}.yml").read_text(encoding="utf-8"))

    def check(node: yaml.Node | None) -> None:
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert sorted(keys) == sorted(set(keys))
            for _, value in node.value:
                check(value)
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                check(value)

    check(node)


def test_pack_of_a_copied_folder_differs_in_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "en"
    shutil.copytree(RESOURCES / "en", copy)
    assert pack(copy) == pack(RESOURCES / "en")
