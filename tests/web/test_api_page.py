"""What the page on the API shows works as it is shown."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from onrecord.intake.addresses import FetchError
from onrecord.intake.fetching import Fetcher
from onrecord.record import Record

from .conftest import Served

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "api.md"
ADDRESS = "http://127.0.0.1:8765"
SAID = "Ines Falk said the harbour would be dry by May."


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)


def test_the_examples_in_python_run(room: Served, record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    for block in blocks("python"):
        exec(block.replace(ADDRESS, room.url), names)
    printed = capsys.readouterr().out
    for row in record.statements(limit=None):
        assert row.id in printed
    assert "is said by Ines Falk" in printed
    assert [entry.stands for entry in record.history()] == [False]


def test_the_examples_with_curl_run(room: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")

    def nothing(self: Fetcher, url: str) -> Any:
        raise FetchError(f"{url}: there is no web here")

    monkeypatch.setattr(Fetcher, "get", nothing)
    canvas = Canvas(str(tmp_path / "letter.pdf"))
    canvas.drawString(72, 720, SAID)
    canvas.save()
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(tmp_path / "reply.docx", "w") as archive:
        paragraph = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{paragraph}</w:body></w:document>'
        )
    (tmp_path / "wire.jsonl").write_text(f'{{"id": "a", "text": "{SAID}"}}\n', encoding="utf-8")
    commands = [
        line.partition(" > ")[0] for block in blocks("sh") for line in block.replace("\\\n", "").splitlines()
        if line.startswith("curl")
    ]  # fmt: skip
    assert len(commands) >= 8
    for command in commands:
        arguments = shlex.split(command.replace(ADDRESS, room.url))[1:]
        made = [curl, "--silent", "--show-error", "--write-out", "\n%{http_code}", *arguments]
        result = subprocess.run(made, cwd=tmp_path, capture_output=True, text=True, check=True)
        status = int(result.stdout.rpartition("\n")[2])
        expected = 404 if "DELETE" in command else 422 if "feed.xml" in command else 200
        assert status == expected, f"{command}: {result.stdout}"
