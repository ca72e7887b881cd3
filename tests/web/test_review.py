"""What waits for a person, decided by keys and by forms; corrections, their undo, and the history."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient

from onrecord.document import Document, Finding
from onrecord.record import Record
from onrecord.web.access.accounts import Accounts
from onrecord.web.changes import Changes, Told
from record.decisions.writing import FERRY
from record.decisions.writing import document as ferry
from record.joining.writing import document as naming
from record.joining.writing import person

from .conftest import MakeClient, Served, csrf_of, faults_of, sign_in
from .texts import arabic

FALK, LIND = "Ines Falk", "Oskar Lind"
SCRIPT = "<script>alert(9)</script>"


def _unsure(document: Document, confidence: float = 0.3) -> Document:
    statements = tuple(msgspec.structs.replace(one, confidence=confidence) for one in document.statements)
    return msgspec.structs.replace(document, statements=statements)


@pytest.fixture
def ref(record: Record) -> str:
    """The ref of a document with three statements that nobody is sure of, and a finding."""
    return record.keep([_unsure(ferry(FERRY))], ["ferry"])[0].ref


@pytest.fixture
def pair(record: Record) -> None:
    """Two who may be one."""
    record.keep([naming("a", person("Mira Solano")), naming("b", person("Mira Sollana"))], ["a", "b"])


def send(client: TestClient, path: str = "/corrections", **values: Any) -> Any:
    """Sends a form of the review."""
    return client.post(path, data={"csrf": csrf_of(client, "/review"), "next": "/review", **values})


def said(record: Record, reference: str) -> Any:
    """A statement as it stands."""
    return record.statement(reference)


def in_focus(page: Any) -> str:
    """What is in focus."""
    return str(page.locator(".lines a[aria-current]").inner_text())


def current(page: Any, words: str) -> None:
    """Waits until what is in focus has these words."""
    page.wait_for_selector(f".lines a[aria-current]:has-text('{words}')")


def decided(page: Any, words: str) -> None:
    """Waits until the line about the last change says so."""
    page.wait_for_function("words => document.getElementById('changed').textContent.includes(words)", arg=words)


# --- forms


def test_the_queue_shows_what_waits_in_its_paragraph(client: TestClient, record: Record, ref: str) -> None:
    page = client.get("/review?document=ferry").text
    assert "Is this statement right?" in page
    assert 'class="text context"' in page
    assert f'value="{ref}#s3"' in page
    assert client.get("/review?tab=findings").text.count("2 March 2026 was a Monday") >= 2
    assert "Nothing waits here" in client.get("/review?tab=people").text
    assert "Nothing that waits is of this kind" in client.get("/review?tab=people&person=nobody").text


def test_an_item_that_is_decided_is_gone_and_the_next_one_comes(client: TestClient, record: Record, ref: str) -> None:
    page = client.get("/review?document=ferry").text
    following = page.split('<div class="decisions">')[1].split('name="next" value="')[1].split('"')[0]
    following = following.replace("&amp;", "&")
    assert f"at={ref}%23s2" in following
    answer = send(client, verb="accept", about=f"{ref}#s1", next=following)
    assert answer.status_code == 303
    page = client.get(answer.headers["location"]).text
    assert "s1 “the ferry will sail on Monday”: accepted" in page
    assert f'value="{ref}#s1"' not in page
    assert said(record, f"{ref}#s1").verdict == "accepted"
    assert "accepted</bdi></p>" not in client.get("/review").text  # it is told once


@pytest.mark.parametrize(
    ("values", "field", "value"),
    [({"verb": "reject"}, "verdict", "rejected"), ({"verb": "speaker", "value": f"{FALK} (e1)"}, "speaker", FALK),
     ({"verb": "speaker", "value": "Ada Moe"}, "speaker", "Ada Moe"), ({"verb": "speaker"}, "speaker", None),
     ({"verb": "addressee", "value": f"{FALK}; Ada Moe"}, "addressees", (FALK, "Ada Moe")),
     ({"verb": "kind", "kind": "direct"}, "kind", "direct"),
     ({"verb": "spans", "content": "pier is safe", "was_content": ""}, "content", "pier is safe"),
     ({"verb": "occasion", "occasion": "new", "date": "2025-05", "place": "Ostrow"}, "date", "2025-05"),
     ({"verb": "occasion", "occasion": "o1"}, "date", "2026-02")],
)  # fmt: skip
def test_every_kind_of_change_can_be_undone_and_redone(
    client: TestClient, record: Record, ref: str, values: dict[str, str], field: str, value: object
) -> None:
    one = f"{ref}#s2"
    before = getattr(said(record, one), field)
    assert send(client, about=one, **values).status_code == 303
    after = getattr(said(record, one), field)
    assert set(after) == set(value) if isinstance(value, tuple) else after == value
    send(client, "/undo")
    assert getattr(said(record, one), field) == before
    assert "Undone: " in client.get("/review").text
    send(client, "/redo")
    assert getattr(said(record, one), field) == after
    assert "Redone: " in client.get("/review").text


def test_a_statement_is_added_by_a_passage_of_a_link(client: TestClient, record: Record, ref: str) -> None:
    text = "\n".join(FERRY)
    start = text.index("They met")
    page = client.get(f"/d/{ref}/mark?p={start}-{start + 8}").text
    assert f'value="{start}-{start + 8}"' in page
    assert f"/d/{ref}/mark?p={start}-{start + 8}" in client.get(f"/d/{ref}?p={start}-{start + 8}").text
    answer = send(client, verb="add", about=ref, content=f"{start}-{start + 8}", value="Ada Moe", kind="indirect",
                  next=f"/d/{ref}")  # fmt: skip
    label = answer.headers["location"].partition("#")[2]
    assert answer.headers["location"] == f"/d/{ref}#{label}"
    assert said(record, f"{ref}#{label}").speaker == "Ada Moe"
    send(client, "/undo")
    assert said(record, f"{ref}#{label}") is None


def test_people_are_joined_kept_apart_renamed_and_taken_apart(client: TestClient, record: Record, pair: None) -> None:
    ((two,),) = [record.waiting("people")]
    page = client.get("/review?tab=people").text
    assert "sound alike" in page
    send(client, verb="accept-join", about=f"{two.one.reference} {two.other.reference}")
    assert record.waiting("people") == []
    (one,) = record.people("Mira Solano")
    assert one.documents == 2
    number = one.id[1:]
    assert "Mira Sollana" in client.get(f"/people/{number}/correct").text
    send(client, f"/people/{number}/split", value=[two.other.reference])
    assert len(record.people("Mira")) == 2
    send(client, "/undo")
    send(client, f"/people/{number}/rename", value="Mira A. Solano")
    assert record.person(one.id).name == "Mira A. Solano"
    send(client, f"/people/{number}/wikidata", value="Q42")
    assert record.person(one.id).wikidata == "Q42"
    send(client, f"/people/{number}/wikidata", value="")
    assert record.person(one.id).wikidata is None
    for _ in range(4):
        send(client, "/undo")
    assert len(record.waiting("people")) == 1
    send(client, verb="refuse-join", about=f"{two.one.reference} {two.other.reference}")
    assert record.waiting("people") == []
    first, second = (row.id[1:] for row in record.people("Mira"))
    send(client, f"/people/{first}/merge", value=f"p{second}")
    assert len(record.people("Mira")) == 1


def test_many_are_decided_at_once_and_undone_at_once(client: TestClient, record: Record, ref: str) -> None:
    page = client.get("/review?document=ferry&all=1").text
    lines = page.split('<ol class="lines">')[1]
    assert lines.count('name="about"') == lines.split("</ol>")[0].count(" checked") == 3
    send(client, verb="reject", about=[f"{ref}#s1", f"{ref}#s2", f"{ref}#s9"])
    page = client.get("/review?document=ferry").text
    assert "and 1 more" in page
    assert "#s9: the document has no such statement" in page
    assert [said(record, f"{ref}#s{n}").verdict for n in (1, 2, 3)] == ["rejected", "rejected", None]
    send(client, "/undo")
    assert [said(record, f"{ref}#s{n}").verdict for n in (1, 2, 3)] == [None, None, None]
    send(client, "/redo")
    assert [said(record, f"{ref}#s{n}").verdict for n in (1, 2, 3)] == ["rejected", "rejected", None]
    assert send(client, verb="accept", about=[f"{ref}#s{n}" for n in range(101)]).status_code == 400


def test_undo_is_of_ones_own_last_change_and_conflicts_are_told(
    client_of: MakeClient, record: Record, ref: str
) -> None:
    for name in ("ada", "ben"):
        Accounts(record.database).add(name, "editor", "a long enough word")
    ada, ben = client_of(accounts=True), client_of(accounts=True)
    sign_in(ada, "ada", "a long enough word")
    sign_in(ben, "ben", "a long enough word")
    send(ada, verb="speaker", about=f"{ref}#s2", value=FALK, why="she signed it")
    send(ben, verb="accept", about=f"{ref}#s1")
    (made,) = [one for one in record.changes() if one.entry.verb == "speaker"]
    assert made.entry.events[0][2:] == ("ada", "she signed it")
    send(ada, "/undo")
    assert said(record, f"{ref}#s2").speaker == LIND
    assert said(record, f"{ref}#s1").verdict == "accepted"
    send(ada, "/redo")
    send(ben, "/undo", number=made.entry.id)
    send(ada, "/undo")
    assert "ben has undone this already" in ada.get("/review").text
    send(ada, "/undo")
    assert "There is no change of yours to undo" in ada.get("/review").text
    send(ada, verb="speaker", about=f"{ref}#s2", value=FALK)
    send(ben, verb="speaker", about=f"{ref}#s2", value="Ada Moe")
    send(ada, "/undo")
    assert "A later change by ben stands" in ada.get("/review").text
    assert said(record, f"{ref}#s2").speaker == "Ada Moe"


def test_only_editors_correct(client_of: MakeClient, record: Record, ref: str) -> None:
    Accounts(record.database).add("rita", "reader", "a long enough word")
    rita = client_of(accounts=True)
    sign_in(rita, "rita", "a long enough word")
    assert rita.get("/review").status_code == 403
    for path in ("/corrections", "/undo", "/redo", "/people/1/merge", "/corrections/why"):
        assert rita.post(path, data={"csrf": csrf_of(rita, "/account")}).status_code == 403
    for path in (f"/d/{ref}/correct/s1", f"/d/{ref}/mark", "/corrections/names", "/people/1/correct"):
        assert rita.get(path).status_code == 403
    page = rita.get(f"/d/{ref}").text
    assert "/correct/s1" not in page
    assert 'action="/undo"' not in page
    assert "Undo" not in rita.get("/history").text


def test_the_reason_is_remembered_until_another_is_given(client: TestClient, record: Record, ref: str) -> None:
    send(client, "/corrections/why", why="checked on tape")
    send(client, verb="accept", about=f"{ref}#s1")
    send(client, verb="accept", about=f"{ref}#s2", reasoned="1")
    send(client, verb="accept", about=f"{ref}#s3")
    assert [one.entry.events[0].why for one in record.changes()] == [None, None, "checked on tape"]


@pytest.mark.parametrize("asked", ["document=zzz", "person=nobody", "after=zz"])
def test_what_the_history_cannot_be_narrowed_to_is_told_above_the_form(client: TestClient, asked: str) -> None:
    answer = client.get(f"/history?{asked}", headers={"Accept-Language": "pl"})
    assert answer.status_code == 400
    assert 'role="alert"><bdi lang="en">' in answer.text
    assert 'action="/history"' in answer.text


def test_the_history_tells_who_when_why_and_what(client: TestClient, record: Record, ref: str) -> None:
    record.correct.speaker("ferry#s2", FALK, why="she signed it", who="ada")
    record.correct.rename(LIND, "Oskar A. Lind", who="ben")
    for number in range(35):
        record.correct.kind("ferry#s1", ("direct", "mixed")[number % 2], who="cleo")
    page = client.get("/history").text
    assert page.count('<li class="stands"') == 30
    assert "Older changes" in page
    page = client.get("/history?who=ada").text
    assert "<del><bdi>Oskar Lind</bdi></del>" in page
    assert "<ins><bdi>Ines Falk</bdi></ins>" in page
    assert "she signed it" in page
    assert page.count('<li class="stands"') == 1
    assert "Oskar A. Lind" in client.get("/history?person=Oskar A. Lind").text
    assert client.get(f"/history?document={ref}&who=ada").text.count('<li class="stands"') == 1
    assert "No changes" in client.get("/history?who=nobody").text
    assert f"/history?document={ref}" in client.get(f"/d/{ref}").text


def test_names_are_completed_from_the_document_and_the_record(client: TestClient, record: Record, ref: str) -> None:
    found = client.get(f"/corrections/names?q=lin&ref={ref}").json()
    assert found[0]["value"].startswith("Oskar Lind (e")
    assert any(one["value"].startswith("Oskar Lind (p") for one in client.get("/corrections/names?q=lin").json())
    assert client.get("/corrections/names?q=").json() == []


@pytest.mark.parametrize(
    "path",
    ["/review?tab=x", "/review?after=x", "/review?tab=people&after=1_2", "/review?person=<script>", "/review?at=zz",
     "/review?language=<b>", "/review?outlet=%00", "/history?after=0"],
)  # fmt: skip
def test_values_that_are_none_do_no_harm(client: TestClient, ref: str, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (200, 400)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "values",
    [{"verb": "accept", "about": "nothing"}, {"verb": "accept"}, {"verb": "kind", "about": "ferry#s1", "kind": "loud"},
     {"verb": "spans", "about": "ferry#s1", "content": "9-3"}, {"verb": "add", "about": "ferry", "content": ""},
     {"verb": "accept-join", "about": "x"}, {"verb": "occasion", "about": "ferry#s1", "occasion": "o99"}],
)  # fmt: skip
def test_what_cannot_be_done_is_told_and_changes_nothing(
    client: TestClient, record: Record, ref: str, values: dict[str, str]
) -> None:
    assert send(client, back="/review", **values).headers["location"] == "/review"
    assert 'class="wrong"' in client.get("/review").text
    assert record.history() == []


def test_nothing_leads_out_of_the_room_and_no_verb_is_made_up(client: TestClient, ref: str) -> None:
    assert send(client, verb="accept", about="ferry#s1", next="//evil.example").headers["location"] == "/"
    assert send(client, verb="__init__", about="ferry#s1").status_code == 400
    assert send(client, "/people/1/remove").status_code == 404


def test_hostile_words_are_text(client: TestClient, record: Record, refs: dict[str, str]) -> None:
    hostile = msgspec.structs.replace(
        ferry([f"Mara Wren said that {SCRIPT} is so."], id=SCRIPT), title=SCRIPT, outlet=SCRIPT,
        findings=(Finding("<b>", "error", SCRIPT, ((0, 4),)),),
    )  # fmt: skip
    ref = record.keep([_unsure(hostile)], [SCRIPT])[0].ref
    send(client, verb="speaker", about=f"{ref}#s1", value=SCRIPT, why=SCRIPT)
    paths = [f"/review?document={ref}", "/review?tab=findings", "/history", f"/d/{ref}/correct/s1"]
    for path in (*paths, f"/review?person={SCRIPT}&outlet={SCRIPT}", f"/history?who={SCRIPT}"):
        assert "<script>alert" not in client.get(path).text, path


def test_an_older_version_cannot_be_corrected(client: TestClient, record: Record, ref: str) -> None:
    record.keep([ferry([*FERRY, "More."])], ["ferry"])
    assert "/correct/s1" not in client.get(f"/d/{ref}").text
    assert client.get(f"/d/{ref}/correct/s1").status_code == 404
    assert client.get(f"/d/{ref}/mark?p=0-4").status_code == 404


def test_a_session_remembers_so_much(record: Record) -> None:
    changes = Changes()
    changes.made("a", [1, 2, 3])
    changes.turned("a", [2], undone=True)
    assert changes.last("a") == (1, 3)
    assert changes.last("a", undone=True) == (2,)
    changes.turned("a", [1, 3], undone=True)
    changes.turned("a", [1, 3], undone=False)
    assert changes.last("a") == (1, 3)
    changes.forget("a", [1])
    assert changes.last("a") == (3,)
    assert changes.last("b") == ()
    changes.tell("b", Told("said"))
    assert changes.take("b") == Told("said")
    assert changes.take("b") is None
    for number in range(3_000):
        changes.why(str(number), "x")
    assert changes.last("a") == ()


# --- in a browser


def test_keys_decide_and_the_next_one_comes(room: Served, record: Record, ref: str, open_page: Any) -> None:
    page = open_page(f"{room.url}/review?document=ferry")
    assert "the ferry will sail" in in_focus(page)
    page.keyboard.press("a")
    decided(page, "s1 “the ferry will sail on Monday”: accepted")
    assert said(record, f"{ref}#s1").verdict == "accepted"
    assert "the pier is safe" in in_focus(page)
    assert page.evaluate("document.activeElement.id") == "focus"
    page.keyboard.press("r")
    decided(page, "rejected")
    assert said(record, f"{ref}#s2").verdict == "rejected"
    page.keyboard.press("z")
    decided(page, "Undone: s2")
    assert said(record, f"{ref}#s2").verdict is None
    page.keyboard.press("Shift+Z")
    decided(page, "Redone: s2")
    assert said(record, f"{ref}#s2").verdict == "rejected"
    page.click("#changed button")
    decided(page, "Undone: s2")
    page.keyboard.press("z")
    decided(page, "Undone: s1")
    assert said(record, f"{ref}#s1").verdict is None


def test_keys_change_speaker_addressee_and_kind(room: Served, record: Record, ref: str, open_page: Any) -> None:
    page = open_page(f"{room.url}/review?document=ferry&at={ref}%23s2")
    page.keyboard.press("w")
    page.keyboard.type("read again")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.id") == "speaker"
    page.keyboard.press("Control+a")
    page.keyboard.type("ines")  # a, r and s are letters here
    page.wait_for_selector("#names option[value^='Ines Falk']", state="attached")
    page.fill("#speaker", page.locator("#names option").first.get_attribute("value"))
    page.keyboard.press("Enter")
    decided(page, "said by Ines Falk")
    assert said(record, f"{ref}#s2").speaker == FALK
    assert "the pier is safe" in in_focus(page)
    page.keyboard.press("t")
    page.keyboard.type("Ada Moe; Mara Wren")
    page.keyboard.press("Enter")
    decided(page, "said to Ada Moe, Mara Wren")
    page.keyboard.press("1")
    decided(page, "now quoted")
    assert said(record, f"{ref}#s2").kind == "direct"
    assert {one.entry.events[0].why for one in record.changes()} == {"read again"}
    assert said(record, f"{ref}#s2").verdict is None
    for words in ("Undone: s2 “the pier is safe”: now", "Undone: s2 “the pier is safe”: said to", "said by"):
        page.keyboard.press("z")
        decided(page, words)
    assert said(record, f"{ref}#s2").speaker == LIND


def test_keys_skip_and_go_back(room: Served, ref: str, open_page: Any) -> None:
    page = open_page(f"{room.url}/review?document=ferry")
    page.keyboard.press("n")
    current(page, "pier")
    page.keyboard.press("x")
    assert page.locator(".lines input:checked").count() == 1
    page.keyboard.press("Control+a")  # with a modifier nothing is decided
    page.keyboard.press("p")
    current(page, "ferry")
    page.keyboard.press("?")
    sheet = page.locator("#keys").inner_text()
    for words in ("Accept", "Reject", "Skip", "Change the speaker", "Undo", "Redo", "Say why"):
        assert words in sheet
    page.keyboard.press("a")  # nor while the sheet is open
    page.keyboard.press("Escape")
    assert page.locator("#changed p").count() == 0


def test_keys_decide_about_people_and_findings(
    room: Served, record: Record, ref: str, pair: None, open_page: Any
) -> None:
    page = open_page(f"{room.url}/review?tab=people")
    page.keyboard.press("r")
    decided(page, "are not one")
    assert record.waiting("people") == []
    page.keyboard.press("z")
    decided(page, "Undone")
    page.keyboard.press("a")
    decided(page, "are one")
    assert "Nothing waits here" in page.locator("#review").inner_text()
    page.goto(f"{room.url}/review?tab=findings")
    page.keyboard.press("a")
    decided(page, "accepted")
    assert not record.waiting("findings", document="ferry")


def test_all_that_are_shown_are_decided_at_once(room: Served, record: Record, ref: str, open_page: Any) -> None:
    page = open_page(f"{room.url}/review?document=ferry")
    page.check("[data-all]")
    assert page.locator(".lines input:checked").count() == 3
    page.click("text=Accept those chosen")
    decided(page, "and 2 more")
    assert "Nothing that waits" in page.locator("#review").inner_text()
    page.keyboard.press("z")
    decided(page, "Undone")
    assert page.locator(".lines li").count() == 3


def test_a_card_is_decided_on_its_document(room: Served, record: Record, ref: str, open_page: Any) -> None:
    page = open_page(f"{room.url}/d/{ref}")
    page.click("#s2")
    page.click(".text .card >> text=Accept")
    page.wait_for_selector("#changed p")
    assert page.url.endswith(f"/d/{ref}#s2")
    assert said(record, f"{ref}#s2").verdict == "accepted"
    page.keyboard.press("z")
    page.wait_for_selector("#changed >> text=Undone")
    assert said(record, f"{ref}#s2").verdict is None
    page.click("#s2-card >> text=Correct")
    page.wait_for_url(f"**/d/{ref}/correct/s2")
    page.fill("#speaker", FALK)
    page.press("#speaker", "Enter")
    page.wait_for_selector("#changed p")
    assert said(record, f"{ref}#s2").speaker == FALK
    page.keyboard.press("r")
    page.wait_for_url(f"**/d/{ref}")
    assert said(record, f"{ref}#s2").verdict == "rejected"


SELECT = """words => {
    const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
    let node;
    while ((node = walker.nextNode()) && !node.data.includes(words));
    const range = document.createRange(), at = node.data.indexOf(words);
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def test_words_that_are_selected_become_a_statement(room: Served, record: Record, ref: str, open_page: Any) -> None:
    page = open_page(f"{room.url}/d/{ref}")
    page.evaluate(SELECT, "met in Ostrow")
    page.wait_for_selector("[data-mark][href*='p=']")
    page.keyboard.press("m")
    page.wait_for_url("**/mark?p=*")
    assert page.locator("#content-words").inner_text() == "met in Ostrow"
    page.evaluate(SELECT, "They")
    page.wait_for_selector("#parts:not([hidden])")
    page.keyboard.press("f")
    assert page.locator("#source-words").inner_text() == "They"
    page.fill("#speaker", "Ada Moe")
    page.click("text=Add this statement")
    page.wait_for_url("**/d/*#sa*")
    (added,) = record.statements(speaker="Ada Moe")
    assert (added.content, added.source) == ("met in Ostrow", "They")
    page.goto(f"{room.url}/d/{ref}/correct/{added.label}")
    page.evaluate(SELECT, "Ostrow")
    page.wait_for_selector("#parts:not([hidden])")
    page.click("[data-fill=content]")
    page.click("text=Change its words")
    page.wait_for_selector("#changed p")
    assert said(record, f"{ref}#{added.label}").content == "Ostrow"
    page.keyboard.press("z")
    page.wait_for_selector("#changed >> text=Undone")
    assert said(record, f"{ref}#{added.label}").content == "met in Ostrow"


def test_all_of_it_works_without_a_script(
    room: Served, record: Record, ref: str, pair: None, open_page: Any
) -> None:
    page = open_page(f"{room.url}/review?document=ferry&tab=statements", java_script_enabled=False)
    page.fill("#why", "checked on tape")
    page.click("text=Remember")
    page.click(".decisions >> text=Accept")
    assert said(record, f"{ref}#s1").verdict == "accepted"
    page.fill("#speaker", FALK)
    page.click("text=Set the speaker")
    assert said(record, f"{ref}#s2").speaker == FALK
    page.click("#changed button")
    assert said(record, f"{ref}#s2").speaker == LIND
    page.click(".decisions >> text=Skip")
    assert "the town will pay" in in_focus(page)
    page.click("text=Choose all that are shown")
    page.click("text=Reject those chosen")
    assert said(record, f"{ref}#s3").verdict == said(record, f"{ref}#s2").verdict == "rejected"
    page.click("#undo button")
    assert said(record, f"{ref}#s3").verdict is None
    page.goto(f"{room.url}/history")
    page.click("#d1 button")
    assert said(record, f"{ref}#s1").verdict is None
    page.click("#d1 button")
    assert said(record, f"{ref}#s1").verdict == "accepted"
    assert "checked on tape" in page.locator("#d1").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_is_shut_out(
    room: Served, record: Record, ref: str, pair: None, open_page: Any, scheme: str, width: int
) -> None:
    record.keep([_unsure(arabic())])
    record.correct.speaker(f"{ref}#s1", "Ada Moe", why="she signed the letter")
    record.undo(record.correct.reject(f"{ref}#s2").id)
    paths = ["/review", "/review?tab=people", "/review?tab=findings", "/review?person=nobody&document=x", "/history",
             f"/d/{ref}/correct/s1", f"/d/{ref}/mark?p=0-40", "/people/1/correct", f"/d/{ref}"]  # fmt: skip
    for path in paths:
        page = open_page(room.url + path, width=width, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert not faults_of(page), path
    page = open_page(f"{room.url}/review", width=width, color_scheme=scheme)
    page.keyboard.press("a")
    page.wait_for_selector("#changed p")
    assert not faults_of(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
