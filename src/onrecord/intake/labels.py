"""Words that printed news puts before a source: the typography of captions and credits.

A caption's "Source:", "fot." or "Quelle:" is a convention of print rather than of grammar, and a caption
is often not in the language of its article. So all labels are matched in every text, before a block's
language is known. Small letters; a final full stop is optional in the text.
"""

from __future__ import annotations

# Before whoever made the picture: "Photo: Name/Agency", "(fot. Name)".
PICTURE_LABELS = (
    "ap photo", "courtesy of", "crédit photo", "crédits", "credit", "file photo", "fot", "foto", "fotka",
    "fotograf", "fotoğraf", "fotografia", "fotografía", "graphic", "grafik", "grafika", "illustration",
    "image", "image credit", "imagen", "immagine", "photo", "photo by", "photo credit", "photograph",
    "photograph by", "photos", "picture", "pictures", "bild", "rys", "screenshot", "zdj", "zdjęcie",
    "фото", "фотография", "світлина", "صورة", "تصوير", "عکس", "צילום", "תמונה",
)  # fmt: skip

# Before whoever published it: "(Source: Outlet, February 8, 2025)", "Źródło: PAP".
SOURCE_LABELS = (
    "source", "sources", "via", "źródło", "źródła", "zdroj", "quelle", "quellen", "fuente", "fuentes",
    "fonte", "fonti", "bron", "kaynak", "источник", "источники", "джерело", "المصدر", "مصدر", "منبع",
    "מקור",
)  # fmt: skip

# Before whoever wrote it: "By Jane Doe", "oprac. jk", "Reporting by ...; editing by ...".
CREDIT_LABELS = (
    "by", "byline", "written by", "reporting by", "additional reporting by", "editing by", "writing by",
    "compiled by", "story by", "contributed by", "autor", "autorka", "autorzy", "oprac", "opracowanie",
    "opracował", "opracowała", "rozmawiał", "rozmawiała", "von", "par", "por", "di", "door", "yazan",
    "автор", "текст", "بقلم", "نوشته", "מאת",
)  # fmt: skip
