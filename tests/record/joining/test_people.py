"""Who is taken for the same over documents, who is proposed, and who is kept apart."""

from __future__ import annotations

from sqlalchemy import select

from onrecord import record as records
from onrecord.record import joining, schema

from .writing import document, entities, keep, names, partition, person, same


def _proposed(record: records.Record) -> list[tuple[str, str, str]]:
    return [(one.one.form, one.other.form, one.why) for one in record.waiting("people", limit=1_000)]


def _ref(record: records.Record, key: str) -> str:
    with record.database.asking() as connection:
        table = schema.document
        return connection.execute(select(table.c.ref).where(table.c.key == key)).scalar_one()


def test_a_full_name_is_the_same_person_in_every_document(record: records.Record) -> None:
    keep(record, document("a", person("Ines Falk")), document("b", person("Ines Falk"), language="pl"))
    assert same(record, ("a", "e1"), ("b", "e1"))


def test_other_given_names_are_other_persons(record: records.Record) -> None:
    keep(record, document("a", person("Ines Falk")), document("b", person("Robert Falk")))
    assert not same(record, ("a", "e1"), ("b", "e1"))
    assert _proposed(record) == []


def test_a_name_is_known_in_another_language_and_script(record: records.Record) -> None:
    keep(
        record,
        document("a", person("Zoran Pavlov")),
        document("b", person("Зоран Павлов", language="ru"), language="ru"),
        document("c", person("Zoran Pawłow", language="pl"), language="pl"),
    )
    assert same(record, ("a", "e1"), ("b", "e1"))
    assert same(record, ("a", "e1"), ("c", "e1"))


def test_a_surname_alone_needs_the_context_of_the_full_name(record: records.Record) -> None:
    company = person("Oskar Brandt"), person("Mira Solano")
    keep(record, document("a", person("Ines Falk"), *company))
    keep(record, document("near", person("Falk"), *company), document("far", person("Falk"), person("Otto Kern")))
    assert same(record, ("a", "e1"), ("near", "e1"))
    assert not same(record, ("a", "e1"), ("far", "e1"))


def test_a_surname_that_fits_two_is_proposed(record: records.Record) -> None:
    company = person("Oskar Brandt"), person("Mira Solano")
    keep(record, document("a", person("Ines Falk"), *company), document("b", person("Robert Falk"), *company))
    keep(record, document("c", person("Falk"), *company))
    assert len({entities(record)[key, "e1"][0] for key in "abc"}) == 3
    ((one, _, why),) = _proposed(record)
    assert one == "Falk"
    assert "others fit too" in why


def test_a_surname_beside_the_full_name_in_one_document_is_somebody_else(record: records.Record) -> None:
    company = person("Oskar Brandt"), person("Mira Solano")
    keep(record, document("a", person("Ines Falk"), person("Falk"), *company))
    assert not same(record, ("a", "e1"), ("a", "e2"))


def test_two_spellings_in_one_language_are_proposed_until_the_context_joins_them(record: records.Record) -> None:
    keep(record, document("a", person("Mira Solano")), document("b", person("Mira Sollana")))
    assert not same(record, ("a", "e1"), ("b", "e1"))
    company = person("Oskar Brandt"), person("Ines Falk")
    keep(record, document("c", person("Mira Solano"), *company), document("d", person("Mira Sollana"), *company))
    assert same(record, ("a", "e1"), ("b", "e1"))


def test_a_role_in_common_joins_a_surname_with_its_person(record: records.Record) -> None:
    role = ("secretary general", "Tide Institute")
    keep(record, document("a", person("Ines Falk", role=role)), document("b", person("Falk", role=role)))
    assert same(record, ("a", "e1"), ("b", "e1"))
    with record.database.asking() as connection:
        reasons = joining.reasons(connection, entities(record)["a", "e1"][0])
    assert any("1 role in common" in reason.why for reason in reasons)


def test_who_is_only_described_is_nobody_over_documents(record: records.Record) -> None:
    driver = person("Driver", why="description")
    keep(record, document("a", driver), document("b", driver))
    assert not same(record, ("a", "e1"), ("b", "e1"))


def test_a_body_is_known_by_its_widely_known_names(record: records.Record) -> None:
    keep(
        record,
        document("a", person("United Nations", kind="organization")),
        document("b", person("Organizacja Narodów Zjednoczonych", kind="organization", language="pl"), language="pl"),
        document("c", person("United Nations Club", kind="organization")),
    )
    assert same(record, ("a", "e1"), ("b", "e1"))
    assert not same(record, ("a", "e1"), ("c", "e1"))


def test_wikidata_ids_join_and_keep_apart(record: records.Record) -> None:
    keep(
        record,
        document("a", person("Ines Falk", wikidata="Q1")),
        document("b", person("Ines Falk", wikidata="Q2")),
        document("c", person("La Falk", wikidata="Q1")),
    )
    assert not same(record, ("a", "e1"), ("b", "e1"))
    assert same(record, ("a", "e1"), ("c", "e1"))


def test_the_name_shown_is_the_fullest_of_the_commonest_language_but_no_slip(record: records.Record) -> None:
    keep(record, *(document(f"d{n}", person("Mira Solano")) for n in range(5)))
    keep(record, *(document(f"j{n}", person("Mira Jo Solano", "Mira Solano")) for n in range(4)))
    keep(record, document("slip", person("Harbour Mira Jo Solano", "Mira Solano")))
    assert {name for _, name in names(record).values()} == {"Mira Jo Solano"}


def test_an_entity_keeps_its_id_where_most_of_its_appearances_are(record: records.Record) -> None:
    keep(record, *(document(f"d{n}", person("Mira Solano")) for n in range(3)), document("x", person("Mirra Solanno")))
    before = entities(record)
    record.correct.merge(f"p{before['d0', 'e1'][0]}", f"p{before['x', 'e1'][0]}")
    after = entities(record)
    assert {after[key, "e1"][0] for key in ("d0", "d1", "d2", "x")} == {before["d0", "e1"][0]}


def test_people_keep_two_of_one_name_apart_and_take_it_back(record: records.Record) -> None:
    keep(record, *(document(f"d{n}", person("Ines Falk")) for n in range(3)))
    record.correct.split("Ines Falk", _ref(record, "d2"))
    assert not same(record, ("d2", "e1"), ("d0", "e1"))
    assert same(record, ("d1", "e1"), ("d0", "e1"))
    keep(record, document("d3", person("Ines Falk")))
    assert same(record, ("d3", "e1"), ("d0", "e1"))
    assert _proposed(record) == []
    record.undo()
    assert same(record, ("d2", "e1"), ("d0", "e1"))


def test_people_join_what_nothing_else_would(record: records.Record) -> None:
    keep(
        record,
        document("a", person("Ines Falk")),
        document("b", person("The Captain")),
        document("c", person("Otto Kern")),
    )
    record.correct.merge("Ines Falk", "The Captain")
    assert same(record, ("a", "e1"), ("b", "e1"))
    assert not same(record, ("a", "e1"), ("c", "e1"))


def test_a_name_that_a_person_chose_is_shown(record: records.Record) -> None:
    keep(record, document("a", person("Ines Falk")), document("b", person("Ines Falk")))
    record.correct.rename("Ines Falk", "Ines M. Falk")
    assert {name for _, name in names(record).values()} == {"Ines M. Falk"}


def test_speakers_of_statements_follow_their_entities(record: records.Record) -> None:
    keep(record, document("a", person("Ines Falk")), document("b", person("Falk"), person("Oskar Brandt")))
    with record.database.asking() as connection:
        speakers = connection.execute(select(schema.appearance.c.entity_id)).scalars().all()
        known = set(connection.execute(select(schema.entity.c.id)).scalars())
    assert set(speakers) == known


def test_a_wikidata_id_that_a_person_gave_two_joins_them_until_it_is_taken_back(record: records.Record) -> None:
    keep(record, document("a", person("Ines Falk")), document("b", person("Vera Holm")), document("c", person("Holm")))
    record.correct.wikidata("Ines Falk", "Q1")
    assert not same(record, ("a", "e1"), ("b", "e1"))
    record.correct.wikidata("Vera Holm", "Q1")
    assert same(record, ("a", "e1"), ("b", "e1"))
    keep(record, document("d", person("Vera Holm")))
    assert same(record, ("a", "e1"), ("d", "e1"))
    record.undo()
    assert not same(record, ("a", "e1"), ("b", "e1"))


def test_a_wikidata_id_that_a_person_gave_joins_with_that_of_a_text(record: records.Record) -> None:
    keep(record, document("a", person("Ines Falk")), document("b", person("Vera Holm", wikidata="Q1")))
    record.correct.wikidata("Ines Falk", "Q1")
    assert same(record, ("a", "e1"), ("b", "e1"))


def test_two_wikidata_ids_that_people_gave_keep_two_apart(record: records.Record) -> None:
    company = person("Oskar Brandt"), person("Otto Kern")
    keep(record, document("a", person("Mira Solano")), document("b", person("Mira Sollana")))
    record.correct.wikidata("Mira Solano", "Q1")
    record.correct.wikidata("Mira Sollana", "Q2")
    assert _proposed(record) == []
    keep(record, document("c", person("Mira Solano"), *company), document("d", person("Mira Sollana"), *company))
    assert not same(record, ("a", "e1"), ("b", "e1"))
    assert not same(record, ("c", "e1"), ("d", "e1"))


def test_a_wikidata_id_joins_names_of_one_word_until_it_is_taken_back(record: records.Record) -> None:
    keep(record, document("a", person("Falk")), document("b", person("Holm")))
    one, other = (f"p{entities(record)[key, 'e1'][0]}" for key in "ab")
    before = partition(record)
    record.correct.wikidata(one, "Q1")
    record.correct.wikidata(other, "Q1")
    assert same(record, ("a", "e1"), ("b", "e1"))
    record.undo()
    assert partition(record) == before


def test_a_surname_that_leaves_a_person_leaves_the_entity_behind(record: records.Record) -> None:
    role = ("mayor", "Ostrava Bay")
    keep(record, document("a", person("Mira Jo Solano", role=role)), document("b", person("Solano", role=role)))
    before = entities(record)
    assert same(record, ("a", "e1"), ("b", "e1"))
    keep(record, document("c", person("M. Solano", role=role)))
    assert not same(record, ("a", "e1"), ("b", "e1"))
    assert entities(record)["a", "e1"][0] == before["a", "e1"][0]
