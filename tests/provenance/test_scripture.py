"""Scripture and numbered documents in their canonical forms, and what only looks like them."""

import pytest
from chains import canonical


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He recited Quran 33:25 to the guests.", "Quran 33:25"),
        ("The Qur’anic verse on patience [2:249] was read out.", "Quran 2:249"),
        ("He recited Sura 2, verse 249, twice.", "Quran 2:249"),
        ("Odczytał werset (Koran 33:25-27).", "Quran 33:25-27"),
        ("Kazanie było o ubogich (Mt 5,3).", "Bible Mt 5:3"),
        ("Mówił o miłości, cytując 1 Kor 13,4-7.", "Bible 1 Cor 13:4-7"),
        ("The sermon was on 1 Corinthians 13:4-7.", "Bible 1 Cor 13:4-7"),
        ("The bishop quoted the verse in John 3:16.", "Bible Jn 3:16"),
        ("It is against UN Security Council Resolution 2334.", "UNSC 2334"),
        ("Jest to sprzeczne z rezolucją 2334 Rady Bezpieczeństwa ONZ.", "UNSC 2334"),
        ("It is against General Assembly resolution 181.", "UNGA 181"),
        ("The council adopted resolution 17.", "Resolution 17"),
        ("Article 5 of the Halmar Treaty binds both.", "Art. 5, Halmar Treaty"),
        ("Mówi o tym art. 5 ust. 2 umowy.", "Art. 5(2)"),
    ],
)
def test_references_have_a_canonical_form(text: str, expected: str) -> None:
    assert canonical(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting began at 10:30 and ended at [11:45].",
        "Halmar beat Lissava 2:1, with goals from Mark 2:1 and John 3:16 on the clock.",
        "Mecz skończył się wynikiem 2:1 (1:0).",
        "The ratio was [3:1] in favour.",
        "Daniel 6:3, Ruth 6:4: the tennis results.",
        "The camera has a resolution of 300 dpi and a resolution 1920 x 1080.",
        "This is article 5 in our series.",
        "Ceny wzrosły o 5,3 proc., a Ps 2,1 to nic.",
        "The Quran was read at 10:30.",
        "He sold 5 copies of the Bible.",
    ],
)
def test_times_scores_ratios_and_the_like_are_no_references(text: str) -> None:
    assert canonical(text) == []
