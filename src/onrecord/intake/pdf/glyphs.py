"""Words and pictures of a page, as PDFium finds them (https://pdfium.googlesource.com)."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as api  # type: ignore[import-untyped]

from onrecord.intake.pdf.shapes import Box, Page, Piece

_BOLD = re.compile(rb"bold|black|heavy|demi", re.I)
_FORCED_BOLD = 1 << 18  # PDF 32000-1, table 123
_SOFT_HYPHEN = 0xAD
_LINE_END_HYPHEN = 0x02  # what PDFium makes of a hyphen that ends a line, which it joins to the next
_NOTHING = frozenset((0, 0xFEFF, 0xFFFE, 0xFFFF, 0x200B))
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_QUARTERS = 4
_SMALLEST_PICTURE = 30.0  # points; smaller ones are bullets and rules
_DEEPEST = 4


def read_page(page: pdfium.PdfPage) -> Page:
    """What stands on a page, turned so that most of its words run from left to right.

    Words that run another way (watermarks, notes along the edge) are left out. Raises ``PdfiumError``.
    """
    textpage = page.get_textpage()
    turned: list[tuple[int, Piece]] = list(_Words(textpage).found())
    turns = Counter(turn for turn, word in turned for _ in word.text)
    turn = min((t for t in turns if t >= 0), key=lambda t: (-turns[t], t), default=0)
    left, bottom, right, top = page.get_mediabox()
    area = _turn(Box(left, bottom, right, top), turn)
    words = [_moved(word, area) for own, word in turned if own == turn]
    pictures = [_shift(_turn(box, turn), area) for box in _pictures(page)]
    return Page(words, pictures, area.right - area.left, area.top - area.bottom)


class _Words:
    """Groups a page's characters into words; asks PDFium for places only where a word begins and ends."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self.handle: Any = textpage.raw
        self.count = textpage.count_chars()
        self.matrix = api.FS_MATRIX()
        self.rect = api.FS_RECTF()
        self.font = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()

    def found(self) -> Iterator[tuple[int, Piece]]:
        """Each word with the quarter turns by which it runs upwards (-1: a turn that is none)."""
        letters: list[str] = []
        first = last = 0
        for index in range(self.count):
            code = api.FPDFText_GetUnicode(self.handle, index)
            if code in _NOTHING:
                continue
            ends_line = code == _LINE_END_HYPHEN
            letter = "-" if ends_line or code == _SOFT_HYPHEN else _LIGATURES.get(code) or chr(code)
            if not letter.isspace() and letter.isprintable():
                if not letters:
                    first = index
                letters.append(letter)
                last = index
                if not ends_line:
                    continue
            if letters:
                yield self._word(letters, first, last)
                letters = []
        if letters:
            yield self._word(letters, first, last)

    def _word(self, letters: list[str], first: int, last: int) -> tuple[int, Piece]:
        api.FPDFText_GetMatrix(self.handle, first, self.matrix)
        turn, scale = _direction(self.matrix)
        one, other = self._box(first), self._box(last)
        box = Box(
            min(one.left, other.left),
            min(one.bottom, other.bottom),
            max(one.right, other.right),
            max(one.top, other.top),
        )
        size = api.FPDFText_GetFontSize(self.handle, first) * scale
        return turn, Piece("".join(letters), *_turn(box, max(turn, 0)), round(size, 1), self._is_bold(first))

    def _box(self, index: int) -> Box:
        api.FPDFText_GetLooseCharBox(self.handle, index, self.rect)
        rect = self.rect
        return Box(rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))

    def _is_bold(self, index: int) -> bool:
        length = api.FPDFText_GetFontInfo(self.handle, index, self.font, len(self.font), self.flags)
        if 0 < length <= len(self.font) and _BOLD.search(self.font.value):
            return True
        return bool(self.flags.value & _FORCED_BOLD)


def _direction(matrix: Any) -> tuple[int, float]:
    """Quarter turns against the clock (-1 for a slanted line), and how much letters are magnified."""
    angle = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    nearest = round(angle)
    scale = math.hypot(matrix.c, matrix.d)
    if abs(angle - nearest) > 0.05:
        return -1, scale
    return nearest % _QUARTERS, scale


def _turn(box: Box, turn: int) -> Box:
    """The box after so many quarter turns with the clock about the origin."""
    left, bottom, right, top = box
    for _ in range(turn):
        left, bottom, right, top = bottom, -right, top, -left
    return Box(left, bottom, right, top)


def _shift(box: Box, area: Box) -> Box:
    return Box(box.left - area.left, box.bottom - area.bottom, box.right - area.left, box.top - area.bottom)


def _moved(word: Piece, area: Box) -> Piece:
    box = _shift(Box(word.left, word.bottom, word.right, word.top), area)
    return Piece(word.text, *box, word.size, word.bold)


def _pictures(page: pdfium.PdfPage) -> Iterator[Box]:
    for picture in page.get_objects(filter=[api.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
        try:
            box = Box(*picture.get_bounds())
        except pdfium.PdfiumError:
            continue
        if box.right - box.left > _SMALLEST_PICTURE and box.top - box.bottom > _SMALLEST_PICTURE:
            yield box
