"""The packed forms of the language packs are those of their YAML files."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from test_packs import CONTENTS

from onrecord.languages import build
from onrecord.languages.pack import available
from onrecord.languages.sources import PackedPack

CODES = sorted(path.name for path in build.RESOURCES.iterdir() if path.is_dir())


def packed(code: str) -> PackedPack:
    return msgspec.json.decode((build.PACKED / f"{code}.json").read_bytes(), type=PackedPack)


def test_every_folder_has_a_packed_form_and_every_packed_form_a_folder() -> None:
    assert list(available()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_packed_form_is_of_the_yaml_files_as_they_are(code: str) -> None:
    assert packed(code).digest == build.digest(build.RESOURCES / code), (
        f"{code}: the packed form is stale; run python -m onrecord.languages.build"
    )


@pytest.mark.parametrize("code", CODES)
def test_packing_again_gives_the_same_bytes(code: str) -> None:
    if build.read_pack(build.RESOURCES / code).language.morphology:
        pytest.importorskip("morfeusz2", reason=f"the forms of {code} are made with morfeusz2")
    assert build.main(["--check", code]) == 0


# ---- the command, on a pack of an invented language


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "resources"
    (home / "xx").mkdir(parents=True)
    for name, content in CONTENTS.items():
        (home / "xx" / f"{name}.yml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(build, "RESOURCES", home)
    monkeypatch.setattr(build, "PACKED", tmp_path / "packed")
    return home


def test_pack_never_built_is_stale(resources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--check"]) == 1
    assert "xx: the packed form is stale; run python -m onrecord.languages.build" in capsys.readouterr().err


def test_pack_just_built_is_fresh(resources: Path) -> None:
    assert build.main([]) == 0
    assert build.main(["--check"]) == 0


@pytest.mark.parametrize("name", build.FILES)
def test_pack_with_any_file_changed_since_is_stale(resources: Path, name: str) -> None:
    build.main([])
    with (resources / "xx" / f"{name}.yml").open("a", encoding="utf-8") as file:
        file.write("\n# reviewed\n")
    assert build.main(["--check"]) == 1


def test_check_changes_nothing(resources: Path) -> None:
    build.main([])
    target = build.PACKED / "xx.json"
    before = target.read_bytes()
    with (resources / "xx" / "words.yml").open("a", encoding="utf-8") as file:
        file.write("\n# reviewed\n")
    build.main(["--check"])
    assert target.read_bytes() == before


def test_building_twice_gives_the_same_bytes(resources: Path) -> None:
    build.main([])
    before = (build.PACKED / "xx.json").read_bytes()
    build.main([])
    assert (build.PACKED / "xx.json").read_bytes() == before


def test_only_the_languages_named_are_built(resources: Path) -> None:
    assert build.main(["yy"]) == 0
    assert not (build.PACKED / "xx.json").exists()
