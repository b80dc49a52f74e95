import sqlite3
from contextlib import closing

from dip_lod.publication import layout
from dip_lod.publication.known import Names
from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire.reading import Repertoire


def copied(publication: Publication) -> sqlite3.Connection:
    """Copy the tables of a publication into memory, where they may be changed."""
    copy = sqlite3.connect(":memory:")
    with closing(sqlite3.connect(publication.folder / layout.DOCUMENTS)) as connection:
        connection.backup(copy)
    return copy


def test_a_publication_whose_events_do_not_tell_their_keys_answers_the_same(reference: Publication) -> None:
    with closing(copied(reference)) as connection:
        for column in ("key", "terms", "credited"):
            connection.execute(f"ALTER TABLE event DROP COLUMN {column}")
        before, now = Repertoire(connection), reference.repertoire
        of = {kind: [reference.listed(kind)[0]] for kind in ("production", "venue", "run")}
        for kind, (uri,) in of.items():
            assert now.events(uri, kind)
            assert before.events(uri, kind) == now.events(uri, kind)
            assert before.days(uri, "1900", "2100") == now.days(uri, "1900", "2100")
        assert before.cast(of["production"][0]) == now.cast(of["production"][0])


def test_a_list_by_title_names_no_run_of_a_production(reference: Publication) -> None:
    venue = reference.listed("venue")[0]
    found = reference.repertoire.agenda(venue, "1900", 100)
    assert [one for one in found if one.production]
    assert {bool(one.run) for one in found if one.production} == {False}
    whole = reference.repertoire.events(venue, "venue", limit=100)
    assert {one.uri: one._replace(run=None) for one in whole if one.production} == {
        one.uri: one for one in found if one.production
    }


def test_a_name_is_looked_up_once(reference: Publication) -> None:
    with closing(copied(reference)) as connection:
        uri = reference.listed("person")[0]
        names = Names()
        labels = names.labels(connection, [uri, "https://example.org/unknown"])
        assert list(labels) == [uri]
        number = names.number(uri)
        connection.execute("DELETE FROM name")
        assert names.uris(connection, [number, None, -1]) == {number: uri}
        assert names.labels(connection, [uri]) == labels
        assert names.number("https://example.org/unknown") is None
        assert names.unknown([number or 0, -1]) == [-1]


def test_what_is_remembered_begins_anew_where_it_is_much(reference: Publication) -> None:
    with closing(copied(reference)) as connection:
        names = Names(most=3)
        query = "SELECT uri FROM name WHERE labels IS NOT NULL ORDER BY uri LIMIT 9"
        every = [uri for (uri,) in connection.execute(query)]
        for _ in range(2):
            for start in range(0, 9, 2):
                assert list(names.labels(connection, every[start : start + 2])) == every[start : start + 2]
                numbers = list(range(start + 1, start + 4))
                assert set(names.uris(connection, numbers)) == set(numbers)
