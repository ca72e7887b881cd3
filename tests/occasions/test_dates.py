"""Dates as texts tell them: what they mean, and what they do not say."""

from __future__ import annotations

import pytest

from onrecord import Given, read
from onrecord.occasions import DateMention, find_dates


def mentions(text: str, published: str | None = None, language: str = "en") -> list[tuple[str, DateMention]]:
    document = read(text, engine="rules", until="languages", given=Given(published=published, language=language))
    return [(text[one.start : one.end], one) for one in find_dates(document)]


def told(text: str, published: str | None = None, language: str = "en") -> list[str | None]:
    return [one.edtf for _, one in mentions(text, published, language)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("They met on 8 February 2031.", "2031-02-08"),
        ("They met on February 8, 2031.", "2031-02-08"),
        ("They met on the 8th of February 2031.", "2031-02-08"),
        ("They met on Saturday, February 8th, 2031.", "2031-02-08"),
        ("They met on 2031-02-08.", "2031-02-08"),
        ("They met in February 2031.", "2031-02"),
        ("They met in 2031.", "2031"),
        ("They met from 8 to 10 February 2031.", "2031-02-08/2031-02-10"),
        ("They met on February 8-10, 2031.", "2031-02-08/2031-02-10"),
        ("They met between 30 December and 2 January 2031.", "2030-12-30/2031-01-02"),
        ("They met on February 30, 2031.", None),
    ],
)
def test_english_dates_with_their_year(text: str, date: str | None) -> None:
    assert told(text) == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Spotkali się 8 lutego 2031 r.", "2031-02-08"),
        ("Spotkali się w lutym 2031 r.", "2031-02"),
        ("Spotkali się w dniach 8-10 lutego 2031 roku.", "2031-02-08/2031-02-10"),
        ("Spotkali się w dniach 8–10 lutego 2031 r.", "2031-02-08/2031-02-10"),
        ("Rozmawiali od 30 grudnia do 2 stycznia 2031 r.", "2030-12-30/2031-01-02"),
        ("Spotkali się 8.02.2031 r.", "2031-02-08"),
        ("Było to w 2031 r.", "2031"),
    ],
)
def test_polish_dates_with_their_year(text: str, date: str) -> None:
    assert told(text, language="pl") == [date]


MONTHS = """
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
"""


@pytest.mark.parametrize(("number", "month"), list(enumerate(MONTHS.split(), 1)))
def test_polish_months_in_the_genitive(number: int, month: str) -> None:
    assert told(f"Spotkali się 5 {month} 2031 r.", language="pl") == [f"2031-{number:02}-05"]


def test_days_across_the_end_of_a_year() -> None:
    text = "On Monday she spoke. Yesterday, on December 30, last Friday and two days ago she wrote."
    assert told(text, "2031-01-02") == ["2030-12-30", "2031-01-01", "2030-12-30", "2030-12-27", "2030-12-31"]


def test_polish_days_across_the_end_of_a_year() -> None:
    text = "W poniedziałek mówiła, wczoraj pisała, 30 grudnia milczała, trzy dni temu i w zeszłym tygodniu też."
    assert told(text, "2031-01-02", "pl") == [
        "2030-12-30",
        "2031-01-01",
        "2030-12-30",
        "2030-12-30",
        "2030-12-23/2030-12-29",
    ]


def test_days_told_after_others_count_from_them() -> None:
    text = "On 30 December 2030 they met. Two days later she spoke. In the following days he wrote."
    assert told(text) == ["2030-12-30", "2031-01-01", "2031-01-02/.."]
    polish = "Spotkali się 30 grudnia 2030 r. Dwa dni później przemawiała. W kolejnych dniach pisał."
    assert told(polish, language="pl") == ["2030-12-30", "2031-01-01", "2031-01-02/.."]


def test_a_day_without_year_has_the_year_the_text_gives() -> None:
    assert told("In February 2031 they met. On 8 February she spoke.") == ["2031-02", "2031-02-08"]
    assert told("The flood came on October 7, 2029. In May 2031 people recalled October 7.") == [
        "2029-10-07",
        "2031-05",
        "2029-10-07",
    ]


@pytest.mark.parametrize("text", ["She spoke on Monday.", "She spoke yesterday.", "Two days later she spoke."])
def test_nothing_to_count_from_is_no_date(text: str) -> None:
    assert told(text) == [None]


def test_no_day_is_invented() -> None:
    assert told("She spoke on 8 February.") == ["XXXX-02-08"]
    assert told("They met in February 2031. Two days later she spoke.") == ["2031-02", None]
    assert told("He said on Monday: nothing.", "2031-02") == [None]
    assert told("W poniedziałek mówiła.", language="pl") == [None]


def test_the_coming_weekday_is_meant_when_something_will_be() -> None:
    assert told("She will speak on Friday.", "2031-01-01") == ["2031-01-03"]
    assert told("She said on Friday that it will rain.", "2031-01-01") == ["2030-12-27"]


def test_today_inside_somebodys_speech_is_not_the_day_of_the_text() -> None:
    text = 'Ada Berg said: "Today we begin." Today it rained.'
    document = read(text, engine="rules", given=Given(published="2031-01-02", language="en"))
    assert [(one.quoted, one.edtf) for one in find_dates(document)] == [(True, None), (False, "2031-01-02")]


def test_the_weekday_is_kept_beside_the_date() -> None:
    ((words, one),) = mentions("They met on Friday, February 8, 2031.")
    assert (words, one.weekday, one.edtf, one.how) == ("Friday, February 8, 2031", 5, "2031-02-08", "full")


@pytest.mark.parametrize(
    "text",
    ["It may rain in a march.", "She reads the Sunday Herald.", "They meet every Monday.", "He is 8 or 9."],
)
def test_words_that_only_look_like_dates(text: str) -> None:
    assert told(text, "2031-01-02") == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("They met on 20 Bahman 1403.", "2025-02-08"),
        ("They met on 22 Bahman 1357.", "1979-02-11"),
        ("They met in Esfand 1403.", "2025-02-19/2025-03-20"),
        ("They met on 9 Sha'ban 1446.", "2025-02-08~"),
        ("They met in Ramadan 1446.", "2025-03-01~/2025-03-30~"),
        ("They met in Rabi al-Awwal 1446.", "2024-09-05~/2024-10-04~"),
        ("They met on 30 Esfand 1402.", None),
    ],
)
def test_other_calendars_with_what_is_not_sure(text: str, date: str | None) -> None:
    assert told(text) == [date]


def test_other_calendars_in_polish_and_without_a_year() -> None:
    assert told("Było to 20 bahmana 1403 roku.", language="pl") == ["2025-02-08"]
    assert told("Było to 9 szabana 1446 r.", language="pl") == ["2025-02-08~"]
    assert told("They met on 22 Bahman.", "2025-02-12") == ["2025-02-10"]
    assert told("They met on 22 Bahman.") == [None]
