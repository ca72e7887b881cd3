"""What is known of names is packed from resources that can be read, and the packed form is fresh."""

from __future__ import annotations

import pytest

from onrecord.names.comparison import build
from onrecord.names.comparison.knowledge import knowledge
from onrecord.names.comparison.spelling import SOUNDS, SpellingFile

pytest.importorskip("yaml")
SPELLINGS = sorted((build.RESOURCES / "spellings").glob("*.yml"))


def test_the_packed_form_is_fresh() -> None:
    assert build.main(["--check"]) == 0, "stale: run python -m onrecord.names.comparison.build"


@pytest.mark.parametrize("path", SPELLINGS, ids=lambda path: path.stem)
def test_a_spelling_knows_its_sounds_alone(path: build.Path) -> None:
    file = build.read(path, SpellingFile)
    for sounds in (*file.sounds.values(), *file.endings, *file.women, *file.men):
        assert set(sounds) <= set(SOUNDS), sounds


def test_a_misspelt_field_is_told_with_its_file(tmp_path: build.Path) -> None:
    path = tmp_path / "xx.yml"
    path.write_text("name: X\nlanguages: [xx]\nscript: latin\nsound: {a: b}\n")
    with pytest.raises(build.ResourceError, match=r"xx\.yml.*sound"):
        build.read(path, SpellingFile)


def test_every_two_kinds_of_script_have_costs() -> None:
    kinds = {kind for pair in knowledge().costs for kind in pair}
    assert {(a, b) for a in kinds for b in kinds} == set(knowledge().costs)


def test_no_form_stands_twice_in_a_family() -> None:
    families = build.read(build.RESOURCES / "given_names.yml", build.GivenNamesFile).families
    twice = [family[0] for family in families if len(set(family)) != len(family)]
    assert not twice
