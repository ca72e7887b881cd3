"""The API does what the command line does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

import onrecord
from onrecord.intake import Given
from onrecord.record import Record
from onrecord.web.api.corrections import verbs
from onrecord.web.room import Room
from onrecord.web.settings import Settings

from .conftest import MakeClient, csrf_of, sign_in
from .texts import renamed

LINES = {"Accept": "application/x-ndjson"}
RAIN = "Ines Falk said the harbour would be dry by May."
WORD = "a long enough word"


class Api:
    """Calls with less to write."""

    def __init__(self, client: TestClient):
        self.client = client

    def get(self, path: str, **headers: str) -> Any:
        answer = self.client.get(f"/api/v1{path}", headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None, status: int = 200, **more: Any) -> Any:
        answer = self.client.post(f"/api/v1{path}", json=body, **more)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
def api(client: TestClient) -> Api:
    return Api(client)


@pytest.fixture
def tokens(record: Record) -> Iterator[dict[str, dict[str, str]]]:
    """Headers of a reader, an editor and an admin."""
    room = Room(record, Settings())
    made = {}
    for role in ("reader", "editor", "admin"):
        account = room.accounts.add(f"{role}-{role}", role, WORD)  # type: ignore[arg-type]
        made[role] = {"Authorization": f"Bearer {room.tokens.add(account.id, 'tests')}"}
    return made


def test_lists_go_on_where_the_page_before_ended(api: Api) -> None:
    for path in ("/statements", "/documents", "/people?kind=any", "/search?q=", "/occasions", "/findings"):
        join = "&" if "?" in path else "?"
        whole = api.get(path)
        assert whole["next"] is None
        items, cursor = [], ""
        while cursor is not None:
            page = api.get(f"{path}{join}limit=1{f'&after={cursor}' if cursor else ''}")
            assert set(page) == {"items", "next"}
            items += page["items"]
            cursor = page["next"]
        assert items == whole["items"], path


def test_json_lines_hold_all_of_a_list(api: Api, record: Record, read: list[Any]) -> None:
    record.keep([renamed(read[0], f"d{number}") for number in range(12)])
    whole = [json.loads(line) for line in api.client.get("/api/v1/statements", headers=LINES).text.splitlines()]
    assert [one["id"] for one in whole] == [one.id for one in record.statements(limit=None)]
    assert len(whole) > 50
    few = api.client.get("/api/v1/statements?limit=3", headers=LINES).text.splitlines()
    assert len(few) == 3


def test_a_search_finds_by_words_and_filters(api: Api) -> None:
    found = api.get("/search?q=ferries&speaker=Lind&since=2026-03")["items"]
    assert [one["speaker"] for one in found] == ["Oskar Lind"]
    assert found[0]["content"][slice(*found[0]["hits"][0])] == "ferries"
    assert api.get("/search?q=ferries&until=2025")["items"] == []
    assert api.get("/search?q=ferries&negated=true")["items"] == []


def test_single_things(api: Api, refs: dict[str, str]) -> None:
    ref = refs["harbour"]
    statement = api.get(f"/documents/{ref}")["statements"][0]
    assert api.get(f"/statements/{ref}/{statement['id']}")["id"] == f"{ref}#{statement['id']}"
    person = api.get("/people?name=Falk")["items"][0]
    assert api.get(f"/people/{person['id']}")["name"] == person["name"]
    nothing = "/statements/aaaa/s1", "/documents/aaaa", "/people/p99999", "/occasions/a/o1"
    for path in (f"/statements/{ref}/s99", *nothing):
        answer = api.client.get(f"/api/v1{path}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"title", "status", "detail"} <= set(answer.json())


def test_the_document_is_the_one_of_the_contract(api: Api, refs: dict[str, str]) -> None:
    text = api.client.get(f"/api/v1/documents/{refs['harbour']}").content
    assert onrecord.document.Document.from_json(text).outlet == "Vesthavn Post"


def test_a_parameter_that_is_none_is_refused(api: Api) -> None:
    answer = api.client.get("/api/v1/statements?speeker=Falk")
    assert answer.status_code == 422
    assert "speeker: there is no such parameter" in answer.json()["detail"]
    for asked in ("limit=0", "limit=1001", "limit=x", "kind=other", "min_confidence=2", "min_confidence=nan", "sort=x"):
        assert api.client.get(f"/api/v1/statements?{asked}").status_code == 422, asked
    for asked in ("after=x", "since=yesterday", "after=" + "9" * 40):
        assert api.client.get(f"/api/v1/statements?{asked}").status_code == 400, asked


def test_what_did_not_change_is_not_sent_again(api: Api, refs: dict[str, str]) -> None:
    client = api.client
    paths = ["/statements", "/people", "/stats", f"/documents/{refs['harbour']}", "/history"]
    tags = {path: client.get(f"/api/v1{path}").headers["etag"] for path in paths}
    assert len(set(tags.values())) == len(paths)
    for path, tag in tags.items():
        answer = client.get(f"/api/v1{path}", headers={"If-None-Match": f'"other", {tag}'})
        assert (answer.status_code, answer.content) == (304, b"")
        assert client.get(f"/api/v1{path}", headers={"If-None-Match": tag} | LINES).status_code == 200
    api.post("/corrections/accept", {"reference": f"{refs['harbour']}#s1"})
    for path, tag in tags.items():
        assert client.get(f"/api/v1{path}", headers={"If-None-Match": tag}).status_code == 200


def test_signing_in_changes_no_etag(client_of: MakeClient, tokens: dict[str, dict[str, str]]) -> None:
    client = client_of(accounts=True)
    tag = client.get("/api/v1/statements", headers=tokens["reader"]).headers["etag"]
    assert sign_in(client, "reader-reader", WORD).status_code == 303
    assert client.get("/api/v1/statements", headers=tokens["reader"] | {"If-None-Match": tag}).status_code == 304


def test_corrections_are_made_undone_and_told(api: Api, record: Record, refs: dict[str, str]) -> None:
    ref = refs["harbour"]
    id_ = record.statements(document=ref, limit=1)[0].id
    kind = api.get(f"/statements/{id_.replace('#', '/')}")["kind"]
    made = api.post("/corrections/kind", {"statement": id_, "kind": "mixed", "why": "seen"})
    assert made["verb"] == "kind"
    assert api.get(f"/statements/{id_.replace('#', '/')}")["kind"] == "mixed"
    assert api.post("/undo", {"number": made["id"]})["verb"] == "undo"
    assert api.get(f"/statements/{id_.replace('#', '/')}")["kind"] == kind
    assert api.post("/redo", {})["id"] == made["id"]
    entry = api.get(f"/history?about={ref}")["items"][0]
    assert [one["what"] for one in entry["events"]] == ["made", "undone", "redone"]
    assert entry["events"][0]["why"] == "seen"


def test_every_verb_is_a_call_that_asks_for_what_it_needs(api: Api) -> None:
    for name, _ in verbs():
        answer = api.client.post(f"/api/v1/corrections/{name.replace('_', '-')}", json={})
        assert answer.status_code == 422, name
        assert "missing required field" in answer.text, name
        unknown = api.client.post(f"/api/v1/corrections/{name.replace('_', '-')}", json={"who": "somebody else"})
        assert unknown.status_code == 422, name


def test_verbs_with_lists_and_spans(api: Api, refs: dict[str, str]) -> None:
    ref = refs["harbour"]
    text = api.get(f"/documents/{ref}")["text"]
    at = text.index("after the storm")
    added = api.post(
        "/corrections/add", {"document": ref, "content": [[at, at + 15]], "speaker": "Ines Falk", "kind": "direct"}
    )
    id_ = f"{ref}#{added['label']}"
    assert api.get(f"/statements/{ref}/{added['label']}")["content"] == "after the storm"
    api.post("/corrections/addressee", {"statement": id_, "addressees": ["Oskar Lind", "Ada Moe"]})
    assert api.get(f"/statements/{ref}/{added['label']}")["addressees"] == ["Oskar Lind", "Ada Moe"]
    people = [one["id"] for one in api.get("/people?kind=any")["items"]][:2]
    api.post("/corrections/merge", {"people": people})
    api.post("/corrections/spans", {"statement": id_, "content": "Nobody", "cue": []})
    api.post("/corrections/occasion", {"reference": id_, "kind": "speech", "date": "2026-03", "place": "Vesthavn"})
    assert api.get("/occasions?kind=speech")["items"][0]["date"] == "2026-03"
    problem = api.post("/corrections/merge", {"people": people[:1]}, 400)
    assert problem["detail"] == "name at least two"


def test_a_text_is_read_and_not_kept(api: Api, record: Record) -> None:
    before = record.stats()
    read = api.post("/read", {"text": RAIN, "engine": "rules", "outlet": "Vesthavn Post", "published": "2026-03-01"})
    assert read["outlet"] == "Vesthavn Post"
    assert len(read["statements"]) == 1
    assert api.post("/read", {"text": RAIN, "until": "languages"})["statements"] == []
    page = f"<html><head><title>Dry</title></head><body><p>{RAIN}</p></body></html>".encode()
    form = {"engine": "rules", "outlet": "Nordvik Echo", "min_confidence": "0.0"}
    sent = api.client.post("/api/v1/read", files={"file": ("dry.html", page)}, data=form).json()
    assert (sent["id"], sent["outlet"], len(sent["statements"])) == ("dry", "Nordvik Echo", 1)
    table = f"id,text\na,{RAIN}\nb,{RAIN}\n".encode()
    lines = api.client.post("/api/v1/read", files={"file": ("a.csv", table)}, headers=LINES).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a", "b"]
    assert record.stats() == before


def test_a_name_of_a_file_is_a_text_like_any_other(api: Api) -> None:
    """A server must not read its own files for others."""
    assert api.post("/read", {"text": __file__, "engine": "rules"})["text"] == __file__
    assert api.post("/add", {"address": __file__}, 422)["errors"][0]["where"] == "address"
    assert api.post("/add", {"address": f"file://{__file__}"}, 422)
    assert api.post("/add", {"text": __file__, "engine": "rules"})["items"][0]["statements"] == 0


@pytest.mark.parametrize(
    "wrong",
    [{}, {"text": RAIN, "engine": "best"}, {"text": RAIN, "until": "x"}, {"text": 5}, {"text": RAIN, "words": 1},
     {"text": RAIN, "published": "yesterday"}, {"text": RAIN, "title": "x" * 5_000},
     {"text": RAIN, "min_confidence": 7}],
)  # fmt: skip
def test_what_cannot_be_read_is_told(api: Api, wrong: dict[str, Any]) -> None:
    assert api.post("/read", wrong, 422)["status"] == 422


def test_a_text_that_is_too_long_is_refused(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.web.api import reading

    monkeypatch.setattr(reading, "LONGEST", 20)
    assert "at most 20" in api.post("/read", {"text": RAIN}, 413)["detail"]


def test_documents_are_added_and_removed(api: Api, record: Record) -> None:
    first = api.post("/add", {"text": RAIN, "url": "https://post.example/dry", "engine": "rules"})["items"][0]
    assert (first["became"], first["key"], first["statements"]) == ("added", "https://post.example/dry", 1)
    assert api.post("/add", {"text": RAIN, "url": "https://post.example/dry", "engine": "rules"})["items"][0][
        "became"
    ] == "there already"
    changed = api.post("/add", {"text": f"{RAIN} It is.", "url": "https://post.example/dry", "engine": "rules"})
    assert changed["items"][0]["became"] == "changed"
    files = [("file", ("a.txt", RAIN.encode())), ("file", ("b.docx", b"PK\x03\x04"))]
    answer = api.client.post("/api/v1/add", files=files, data={"engine": "rules", "outlet": "Nordvik Echo"})
    became = {one["name"]: one["became"] for one in answer.json()["items"]}
    assert became == {"a.txt": "added", "b.docx": "not read"}
    ref = next(one["ref"] for one in answer.json()["items"] if one["ref"])
    assert api.get(f"/documents/{ref}")["outlet"] == "Nordvik Echo"
    assert api.client.delete(f"/api/v1/documents/{ref}").status_code == 200
    assert api.client.delete(f"/api/v1/documents/{ref}").status_code == 404
    only_bad = api.client.post("/api/v1/add", files=files[1:])
    assert only_bad.status_code == 422
    assert "/tmp" not in only_bad.text


def test_searches_are_kept(api: Api) -> None:
    api.post("/watches", {"name": "dry/days", "words": "dry", "filters": {"language": "en"}})
    assert [one["name"] for one in api.get("/watches")["items"]] == ["dry/days"]
    api.post("/add", {"text": RAIN, "engine": "rules"})
    assert len(api.post("/watches/run", {"name": "dry/days"})["items"]) == 1
    assert api.post("/watches/run", {"name": "dry/days"})["items"] == []
    assert len(api.get("/watches/dry/days")["items"]) == 1
    assert api.client.delete("/api/v1/watches/dry/days").status_code == 200
    assert api.post("/watches/run", {"name": "dry/days"}, 400)


def test_exports_are_those_of_the_command_line(api: Api, record: Record) -> None:
    from onrecord.exports import FORMATS

    for name, format_ in FORMATS.items():
        answer = api.client.get(f"/api/v1/export/{name}?speaker=Lind")
        assert answer.status_code == 200, name
        assert answer.content, name
        assert answer.headers["content-disposition"] == f'attachment; filename="onrecord{format_.suffix}"'
    assert api.client.get("/api/v1/export/json").content.splitlines() == list(record.to_json())
    assert api.client.get("/api/v1/export/csv?kind=other").status_code == 422
    for form in ("json", *FORMATS):  # many more than there are turns: each is given back
        assert api.client.get(f"/api/v1/export/{form}?since=x").status_code == 400


def test_who_may_what(client_of: MakeClient, tokens: dict[str, dict[str, str]], refs: dict[str, str]) -> None:
    client = client_of(accounts=True)
    id_ = f"{refs['harbour']}#s1"
    accept: dict[str, Any] = {"url": "/api/v1/corrections/accept", "json": {"reference": id_}}
    assert client.get("/api/v1/statements").status_code == 401
    assert client.get("/openapi.json").status_code == 401
    assert client.get("/api/v1/statements", headers=tokens["reader"]).status_code == 200
    assert client.post("/api/v1/read", json={"text": RAIN}, headers=tokens["reader"]).status_code == 200
    for call in (accept, {"url": "/api/v1/add", "json": {"text": RAIN}}, {"url": "/api/v1/undo", "json": {}},
                 {"url": "/api/v1/watches", "json": {"name": "x"}}):  # fmt: skip
        assert client.post(**call, headers=tokens["reader"]).status_code == 403, call
        assert client.post(**call).status_code == 401
    assert client.delete(f"/api/v1/documents/{refs['harbour']}", headers=tokens["reader"]).status_code == 403
    assert client.post(**accept, headers=tokens["editor"]).json()["id"] == 1
    assert client.get("/api/v1/history", headers=tokens["reader"]).json()["items"][0]["events"][0]["who"] == (
        "editor-editor"
    )


def test_a_session_needs_the_token_of_its_pages(client_of: MakeClient, tokens: Any, refs: dict[str, str]) -> None:
    client = client_of(accounts=True)
    sign_in(client, "editor-editor", WORD)
    body = {"reference": f"{refs['harbour']}#s1"}
    assert client.get("/api/v1/statements").status_code == 200
    assert client.post("/api/v1/corrections/accept", json=body).status_code == 403
    token = csrf_of(client, "/")
    assert client.post("/api/v1/corrections/accept", json=body, headers={"X-CSRF-Token": token}).status_code == 200


def test_without_accounts_other_sites_change_nothing(client: TestClient, record: Record, refs: dict[str, str]) -> None:
    body = {"reference": f"{refs['harbour']}#s1"}
    before = record.last_change()
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
                    {"Referer": "https://evil.example/"}, {"Host": "evil.example"}):  # fmt: skip
        answer = client.post("/api/v1/corrections/accept", json=body, headers=headers)
        assert answer.status_code in (403, 421), headers
        assert answer.headers["content-type"] == "application/problem+json"
    plain = client.post(
        "/api/v1/corrections/accept", content=json.dumps(body), headers={"Content-Type": "text/plain"}
    )
    assert plain.status_code == 415
    assert record.last_change() == before


def test_what_was_changed_is_in_the_audit_log(client: TestClient, refs: dict[str, str]) -> None:
    client.post("/api/v1/corrections/accept", json={"reference": f"{refs['harbour']}#s1"})
    client.post("/api/v1/add", json={"text": RAIN, "engine": "rules", "url": "https://post.example/dry"})
    log = client.get("/admin").text
    assert "/api/v1/corrections/accept" in log
    assert "https://post.example/dry" in log


def test_given_is_what_the_reader_takes() -> None:
    from onrecord.web.api.uploads import ToAdd, ToRead

    assert set(Given.__struct_fields__) <= set(ToRead.__struct_fields__) & set(ToAdd.__struct_fields__)
