"""DOCX files made for the tests: an archive of the parts that a word processor writes."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="Tytu"><w:name w:val="Title"/></w:style><w:style w:styleId="Nagwek1">'
    '<w:name w:val="heading 1"/></w:style><w:style w:styleId="Legenda"><w:name w:val="caption"/></w:style>'
    '<w:style w:styleId="Lista"><w:name w:val="List Bullet"/></w:style></w:styles>'
)


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", mark: str = "") -> str:
    """A paragraph of runs, or of plain words; ``mark`` is what its end's properties hold."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{named}<w:rPr>{mark}</w:rPr></w:pPr>{inside}</w:p>"


def notes(kind: str, **words: str) -> str:
    """The part with a document's footnotes or endnotes; ``n2="..."`` is the note with the id 2."""
    inside = "".join(f'<w:{kind} w:id="{id_[1:]}">{paragraph(text)}</w:{kind}>' for id_, text in words.items())
    return f"<w:{kind}s {W}>{inside}</w:{kind}s>"


def docx(*body: str, core: str = "", **parts: str | bytes) -> bytes:
    """A file with so many elements in its body, its properties ``core``, and more parts by name, as ``footnotes``."""
    written = {f"word/{name}.xml": part for name, part in parts.items()}
    written["word/document.xml"] = f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>"
    written["word/styles.xml"] = STYLES
    return archive(written | ({"docProps/core.xml": core} if core else {}))


def archive(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
