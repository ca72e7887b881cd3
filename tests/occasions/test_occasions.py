"""Occasions and the statements made at them."""

from __future__ import annotations

from onrecord import Document, Given, read

DISPATCH = """\
W styczniu 2031 r. w Lissavie odbyła się seria spotkań o dostawach soli. Minister handlu Ruben Ostar spotkał się \
3 stycznia z prezesem Izby Kupieckiej, Tomaszem Wilgą. Dwa dni później Ostar przemawiał na rynku w Belgarze.

Trade Minister Ruben Ostar To Chamber: „Salt Is Not A Weapon”

On January 3, 2031, Trade Minister Ruben Ostar met in Lissava with Tomasz Wilga, president of the Chamber. At the \
meeting, Ostar said that salt would flow again. Wilga replied that tariffs would fall.

Ostar said: „Salt is not a weapon. We have come to trade.”

Minister Ruben Ostar meeting with Tomasz Wilga (Source: Salt Gazette, January 3, 2031)

Mayor Ewa Lisak: „Our Gates Are Open”

Speaking at the harbour ceremony in Belgara on January 9, Mayor Ewa Lisak stressed that the gates were open. She \
added that more would follow.
"""


def found(text: str, published: str | None = None, language: str | None = "en") -> Document:
    return read(text, engine="rules", given=Given(published=published, language=language))


def told(document: Document) -> list[tuple[str, str | None, str | None, set[str]]]:
    """Kind, date, place and participants of all occasions, by name."""
    names = {entity.id: entity.name for entity in document.entities}
    return [
        (o.kind, o.date, names[o.place] if o.place else None, {names[one] for one in o.participants})
        for o in document.occasions
    ]


def occasion_of(document: Document, content: str) -> tuple[str | None, str | None]:
    """Kind of the occasion and date of the statement whose content has these words."""
    statement = next(s for s in document.statements if content in document.words(s.content))
    kind = next((o.kind for o in document.occasions if o.id == statement.occasion), None)
    return kind, statement.date


def test_two_mentions_of_a_meeting_in_two_languages_are_one() -> None:
    meetings = [one for one in told(found(DISPATCH, language=None)) if one[0] == "meeting" and one[1] == "2031-01-03"]
    assert meetings == [("meeting", "2031-01-03", "Lissava", {"Ruben Ostar", "Tomasz Wilga"})]


def test_an_occasion_keeps_the_words_it_was_read_from() -> None:
    document = found(DISPATCH, language=None)
    meeting = next(o for o in document.occasions if o.date == "2031-01-03")
    words = {document.text[start:end] for start, end in meeting.spans}
    assert {"spotkał", "3 stycznia", "met", "January 3, 2031", "Lissava", "meeting"} <= words


def test_statements_of_a_section_have_the_occasion_of_its_lead() -> None:
    document = found(DISPATCH, language=None)
    for content in ("Salt Is Not A Weapon", "salt would flow", "tariffs would fall", "We have come to trade"):
        assert occasion_of(document, content) == ("meeting", "2031-01-03"), content
    for content in ("Our Gates Are Open", "the gates were open", "more would follow"):
        assert occasion_of(document, content) == ("ceremony", "2031-01-09"), content


def test_speeches_with_their_place_and_relative_day() -> None:
    document = found(DISPATCH, language=None)
    assert ("speech", "2031-01-05", "Belgara", {"Ruben Ostar"}) in told(document)
    assert ("ceremony", "2031-01-09", "Belgara", {"Ewa Lisak"}) in told(document)


def test_meetings_on_different_days_stay_two() -> None:
    document = found(
        "On January 3, 2031, Mayor Ada Berg met with Governor Tom Reed in Kestrel. "
        "On January 14, Ada Berg met with Tom Reed again."
    )
    assert [(kind, date, people) for kind, date, _, people in told(document)] == [
        ("meeting", "2031-01-03", {"Ada Berg", "Tom Reed"}),
        ("meeting", "2031-01-14", {"Ada Berg", "Tom Reed"}),
    ]


def test_meetings_of_one_guest_with_two_hosts_on_a_day_stay_two() -> None:
    document = found(
        "On January 3, 2031, President Anna Lund met with Mayor Ada Berg.\n\n"
        "On January 3, 2031, Governor Tom Reed met with Mayor Ada Berg."
    )
    assert [people for *_, people in told(document)] == [{"Anna Lund", "Ada Berg"}, {"Tom Reed", "Ada Berg"}]


def test_those_met_once_become_entities() -> None:
    document = found("Minister Ruben Ostar spotkał się 3 stycznia 2031 r. z prezesem, Zenobiuszem Kwarcem.", None, "pl")
    ((kind, date, _, people),) = told(document)
    assert (kind, date) == ("meeting", "2031-01-03")
    assert len(people) == 2
    assert "Ruben Ostar" in people


def test_a_document_without_a_date() -> None:
    text = "On Monday, Mayor Ada Berg met with Governor Tom Reed in Kestrel. Reed said on Tuesday that it rained."
    document = found(text)
    assert told(document) == [("meeting", None, "Kestrel", {"Ada Berg", "Tom Reed"})]
    assert occasion_of(document, "it rained") == (None, None)


def test_the_date_beside_a_cue_is_that_of_the_statement() -> None:
    text = "Mayor Ada Berg told reporters on Monday that the dam would hold. The dam was built in 1950, Tom Reed said."
    document = found(text, "2031-01-02")
    assert occasion_of(document, "the dam would hold") == (None, "2030-12-30")
    assert occasion_of(document, "was built") == (None, None)
    polish = found("W poniedziałek burmistrz Ada Berg powiedziała, że tama wytrzyma.", "2031-01-02", "pl")
    assert occasion_of(polish, "tama wytrzyma") == (None, "2030-12-30")


def test_statements_at_a_press_conference_go_on_until_somebody_else_speaks() -> None:
    document = found(
        "At a press conference in Kestrel on Monday, Mayor Ada Berg said that the dam would hold. "
        "She added that the water was falling. Governor Tom Reed said that he was not so sure.",
        "2031-01-02",
    )
    assert occasion_of(document, "the dam would hold") == ("press-conference", "2030-12-30")
    assert occasion_of(document, "the water was falling") == ("press-conference", "2030-12-30")
    assert occasion_of(document, "he was not so sure") == (None, None)


def test_an_interview_has_its_speaker() -> None:
    document = found("Mayor Ada Berg said in an interview with the Kestrel Gazette on January 3, 2031 that it rained.")
    ((kind, date, _, people),) = told(document)
    assert (kind, date) == ("interview", "2031-01-03")
    assert "Ada Berg" in people
    assert occasion_of(document, "it rained") == ("interview", "2031-01-03")


def test_no_occasion_from_a_figure_of_speech_or_what_did_not_take_place() -> None:
    for text in (
        "Mayor Ada Berg met the deadline on Monday.",
        "The results speak volumes.",
        "Mayor Ada Berg did not meet with Governor Tom Reed on Monday.",
        "Shares rallied on Monday as talks on the dam stalled.",
        "Hearing the news, the mayor smiled on Monday.",
    ):
        assert found(text, "2031-01-02").occasions == (), text


def test_a_statement_that_tells_of_a_meeting_was_not_made_there() -> None:
    document = found("Mayor Ada Berg said that Governor Tom Reed met with President Anna Lund on January 3, 2031.")
    ((kind, date, _, people),) = told(document)
    assert (kind, date, people) == ("meeting", "2031-01-03", {"Tom Reed", "Anna Lund"})
    assert occasion_of(document, "met with") == (None, None)


def test_the_date_of_a_noun_is_not_that_of_the_meeting() -> None:
    document = found(
        "Mayor Ada Berg met with Governor Tom Reed on January 3, 2031 to discuss the October 7 flood. "
        "The talks with Governor Tom Reed about the October 9 storm went on."
    )
    assert {one.date for one in document.occasions} == {"2031-01-03"}


RECEPTION = """\
Prezydent Milan Obrek przyjął we wtorek 14 października 2031 r. w Starym Pałacu w Karnie delegację Ligi Górskiej, na \
czele której stał jej przewodniczący, Teofil Brand. W spotkaniu uczestniczyła także minister Hana Lisek.

President Milan Obrek: „The Mountains Do Not Divide Us”

On October 14, 2031, President Milan Obrek received chairman Teofil Brand at the Old Palace in Karna. Foreign \
Minister Hana Lisek also attended the meeting.

President Obrek receives Teofil Brand in Karna (Source: Karna Daily, October 15, 2031)
"""


def test_guests_who_are_received_and_those_who_attend_meet() -> None:
    ((kind, date, place, people),) = told(found(RECEPTION, language=None))
    assert (kind, date, place) == ("meeting", "2031-10-14", "Karna")
    assert {"Milan Obrek", "Teofil Brand", "Hana Lisek"} <= people


def test_a_caption_does_not_change_the_date_of_the_text() -> None:
    (meeting,) = found(RECEPTION, language=None).occasions
    assert meeting.date == "2031-10-14"
    assert RECEPTION.index("October 15, 2031") in {start for start, _ in meeting.spans}


def test_what_is_received_otherwise_is_no_meeting() -> None:
    letter = "Mayor Ada Berg received a letter from Tom Reed on Monday."
    for text in (letter, "Ada Berg received the award in Kestrel."):
        assert found(text, "2031-01-02").occasions == (), text
    assert found("Burmistrz Ada Berg przyjęła nominację w poniedziałek.", "2031-01-02", "pl").occasions == ()
