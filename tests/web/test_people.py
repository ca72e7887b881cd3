"""The pages of people, occasions, places and outlets."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.record import Record
from record.writing import Said, document

from .conftest import Served, faults_of

FALK, LIND, SCRIPT = "Ines Falk", "Oskar Lind", "<script>alert(1)</script>"


@pytest.fixture
def coast(record: Record) -> Record:
    """A record in which people met, and said more than fits on a page."""
    many = [Said(f"the ferry sails at {hour}", FALK, LIND, date=f"2025-0{1 + hour % 9}-03") for hour in range(30)]
    kept = [
        document(many, outlet="Vesthavn Post", published="2025-02-03", met=(FALK, LIND), place="Vesthavn"),
        document([Said("the pier is safe", LIND, about=FALK)], outlet="A/B & <i>C</i>", published="2025-02-04",
                 met=(FALK, LIND), place="Vesthavn"),
        document([Said(SCRIPT, SCRIPT, LIND)], outlet=SCRIPT, published="2025-02-05", met=(SCRIPT, LIND), place=SCRIPT),
    ]  # fmt: skip
    record.keep(kept, ["one", "two", "three"])
    return record


def path_of(record: Record, name: str) -> str:
    return f"/people/{record.person(name).id[1:]}"


@pytest.mark.parametrize("path", ["/documents", "/people", "/occasions", "/places", "/outlets", "/people/1"])
def test_a_page_that_no_list_has_is_told(client: TestClient, coast: Record, path: str) -> None:
    answer = client.get(path, params={"after": "foo"})
    assert answer.status_code == 400
    assert ('role="alert"' in answer.text) != (path == "/people/1")


def test_a_list_of_people_and_the_way_to_each(client: TestClient, coast: Record) -> None:
    page = client.get("/people").text
    assert f'href="{path_of(coast, FALK)}"><bdi>{FALK}</bdi>' in page
    assert FALK not in client.get("/people?q=lind").text
    assert "Vesthavn" in client.get("/people?kind=place").text
    assert "Nobody of this name" in client.get("/people?q=zebra").text


def test_a_person_has_statements_by_month_and_all_that_is_known(client: TestClient, coast: Record) -> None:
    page = client.get(path_of(coast, FALK)).text
    assert f"<h1><bdi>{FALK}</bdi></h1>" in page
    assert page.index("September 2025") < page.index("August 2025")
    assert f'href="{path_of(coast, LIND)}"' in page
    assert "Vesthavn Post" in page
    assert "Spoken about by" in page
    further = re.search(r'href="([^"]+)" rel="next"', page)
    assert further
    second = client.get(further[1].replace("&amp;", "&")).text
    assert "the ferry sails" in second
    assert "First page" in second


def test_an_id_as_the_record_writes_it_leads_to_the_page(client: TestClient, coast: Record) -> None:
    id_ = coast.person(FALK).id
    assert client.get(f"/people/{id_}").headers["location"] == f"/people/{id_[1:]}"


def test_the_page_of_who_was_joined_leads_to_the_other(client: TestClient, coast: Record) -> None:
    before = {path_of(coast, FALK), path_of(coast, LIND)}
    coast.correct.merge(FALK, LIND)
    now = path_of(coast, FALK)
    (old,) = before - {now}
    assert client.get(old).headers["location"] == now


def test_an_occasion_tells_who_was_there_and_what_was_said(client: TestClient, coast: Record) -> None:
    listed = client.get(f"/occasions?place=Vesthavn&person={coast.person(FALK).id}").text
    paths = re.findall(r'href="(/occasions/[^"]+)"', listed)
    assert len(paths) == 2
    page = client.get(paths[0]).text
    assert path_of(coast, LIND) in page
    assert "the pier is safe" in page
    assert client.get("/occasions?since=never").status_code == 400


def test_a_place_has_its_occasions_and_speakers(client: TestClient, coast: Record) -> None:
    (path,) = set(re.findall(r'href="(/places/\d+)"><bdi>Vesthavn', client.get("/places").text))
    page = client.get(path).text
    assert len(set(re.findall(r'href="(/occasions/[^"]+)"', page))) == 2
    assert "the ferry sails" in page


def test_an_outlet_has_an_address_whatever_its_name(client: TestClient, coast: Record) -> None:
    paths = re.findall(r'href="(/outlet\?[^"]+)"', client.get("/outlets").text)
    assert len(paths) == 4
    assert all(client.get(path.replace("&amp;", "&")).status_code == 200 for path in paths)
    page = client.get("/outlet", params={"name": "A/B & <i>C</i>"}).text
    assert "<h1><bdi>A/B &amp; &lt;i&gt;C&lt;/i&gt;</bdi></h1>" in page
    assert LIND in page


@pytest.mark.parametrize(
    "path",
    ["/people/999", "/people/p999", "/people/0", "/occasions/a/b", "/occasions/%00/%00", "/places/999",
     "/outlet?name=none", "/outlet?name=%00"],
)  # fmt: skip
def test_what_is_not_there_is_told(client: TestClient, coast: Record, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404


@pytest.mark.parametrize(
    "path", ["/people/99999999999999999999", "/people/x", "/people?after=x", "/places?after=1.x", "/outlets?after=-1"]
)
def test_addresses_that_are_none_do_no_harm(client: TestClient, coast: Record, path: str) -> None:
    assert client.get(path).status_code in (400, 404, 422)


def test_a_script_in_a_name_is_text(client: TestClient, coast: Record) -> None:
    for path in ("/people?kind=any", "/occasions", "/places", "/outlets", path_of(coast, SCRIPT)):
        page = client.get(path).text
        assert "&lt;script&gt;" in page
        assert SCRIPT not in page


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_nobody_is_shut_out(
    room: Served, coast: Record, open_page: Callable[..., Any], width: int, scheme: str
) -> None:
    place = next(one.id for one in coast.places() if one.name == "Vesthavn")
    occasion = coast.occasions()[0].id.replace("#", "/")
    paths = ["/people", path_of(coast, FALK), "/occasions", f"/occasions/{occasion}", "/places", f"/places/{place[1:]}",
             "/outlets", "/outlet?name=Vesthavn+Post"]  # fmt: skip
    for path in paths:
        page = open_page(room.url + path, width=width, color_scheme=scheme)
        assert not faults_of(page), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_it_reads_without_a_script(room: Served, coast: Record, open_page: Callable[..., Any]) -> None:
    page = open_page(room.url + path_of(coast, FALK), java_script_enabled=False)
    page.get_by_role("searchbox").fill("ferry")
    page.get_by_role("button", name="Search").click()
    assert "the ferry sails" in page.locator("main").inner_text()
