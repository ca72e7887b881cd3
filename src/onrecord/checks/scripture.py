"""How many chapters the books of the Bible have, and how many verses the suras of the Quran.

The Quran by the Kufan count (6,236 verses), which the Cairo edition of 1924 follows. The books of the Bible by the
largest number of chapters that a usual edition gives them: with the Greek parts of Esther and Daniel, Psalm 151, and
the four chapters of Joel and three of Malachi as the Hebrew and the Latin Bible divide them.
"""

from __future__ import annotations

SURAS: tuple[int, ...] = (
    7, 286, 200, 176, 120, 165, 206, 75, 129, 109, 123, 111, 43, 52, 99, 128, 111, 110, 98, 135,
    112, 78, 118, 64, 77, 227, 93, 88, 69, 60, 34, 30, 73, 54, 45, 83, 182, 88, 75, 85,
    54, 53, 89, 59, 37, 35, 38, 29, 18, 45, 60, 49, 62, 55, 78, 96, 29, 22, 24, 13,
    14, 11, 11, 18, 12, 12, 30, 52, 52, 44, 28, 28, 20, 56, 40, 31, 50, 40, 46, 42,
    29, 19, 36, 25, 22, 17, 19, 26, 30, 20, 15, 21, 11, 8, 8, 19, 5, 8, 8, 11,
    11, 8, 3, 9, 5, 4, 7, 3, 6, 3, 5, 4, 5, 6,
)  # fmt: skip
"""Verses of each sura, the first one first."""

CHAPTERS: dict[str, int] = {
    "Gn": 50, "Ex": 40, "Lv": 27, "Nm": 36, "Dt": 34, "Jos": 24, "Jgs": 21, "Ru": 4, "1 Sm": 31, "2 Sm": 24,
    "1 Kgs": 22, "2 Kgs": 25, "1 Chr": 29, "2 Chr": 36, "Ezr": 10, "Neh": 13, "Tb": 14, "Jdt": 16, "Est": 16,
    "1 Mc": 16, "2 Mc": 15, "Jb": 42, "Ps": 151, "Prv": 31, "Eccl": 12, "Sg": 8, "Wis": 19, "Sir": 51, "Is": 66,
    "Jer": 52, "Lam": 5, "Bar": 6, "Ez": 48, "Dn": 14, "Hos": 14, "Jl": 4, "Am": 9, "Ob": 1, "Jon": 4, "Mi": 7,
    "Na": 3, "Hb": 3, "Zep": 3, "Hg": 2, "Zec": 14, "Mal": 4, "Mt": 28, "Mk": 16, "Lk": 24, "Jn": 21, "Acts": 28,
    "Rom": 16, "1 Cor": 16, "2 Cor": 13, "Gal": 6, "Eph": 6, "Phil": 4, "Col": 4, "1 Thes": 5, "2 Thes": 3,
    "1 Tm": 6, "2 Tm": 4, "Ti": 3, "Phlm": 1, "Heb": 13, "Jas": 5, "1 Pt": 5, "2 Pt": 3, "1 Jn": 5, "2 Jn": 1,
    "3 Jn": 1, "Jude": 1, "Rev": 22,
}  # fmt: skip
"""Chapters of each book, by the code that `languages/resources/<code>/provenance.yml` gives its names."""
