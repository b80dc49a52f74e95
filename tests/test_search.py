"""The search index, over a small repertoire of made-up things."""

import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
import web_harness
from toy import deliver, published, site

from dip_lod.errors import PublicationError
from dip_lod.journal.reading import current
from dip_lod.pipeline.verifying import verify
from dip_lod.publication.reading import Publication
from dip_lod.search import writing
from dip_lod.search.query import Query
from dip_lod.search.reading import Index
from dip_lod.search.tables import SEARCH

WORLD = """
@base <https://data.example.org/> .
@prefix schema: <https://schema.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<id/place/NL-ZH> rdfs:label "Zuid-Holland"@nl .
<id/place/GM0599> rdfs:label "Rotterdam"@nl ; schema:containedInPlace <id/place/NL-ZH> .
<id/venue/v.stad> rdfs:label "Stadsschouwburg"@nl ; schema:containedInPlace <id/place/GM0599> ;
  schema:geo <id/venue/v.stad#point> .
<id/venue/v.stad#point> schema:latitude 51.9 ; schema:longitude 4.5 .
<id/hall/v.stad.groot> rdfs:label "Grote Zaal, Stadsschouwburg"@nl ; schema:containedInPlace <id/venue/v.stad> .
<id/season/nl-2025-2026> rdfs:label "Seizoen 2025/2026"@nl .
<id/term/genre/toneel> rdfs:label "toneel"@nl ; schema:alternateName "theatre"@en .
<id/production/tuin> rdfs:label "De Kersentuin"@nl ; schema:genre <id/term/genre/toneel> .
<id/production/kers> rdfs:label "Kersen"@nl .
<id/run/r1> rdfs:label "De Kersentuin, seizoen 2025/2026"@nl ; schema:workPerformed <id/production/tuin> ;
  schema:keywords <id/season/nl-2025-2026> .
<id/performance/p1> rdfs:label "De Kersentuin, 2 oktober"@nl ; schema:workPerformed <id/production/tuin> ;
  schema:superEvent <id/run/r1> ; schema:location <id/hall/v.stad.groot> ; dcterms:date "2025-10-02"^^xsd:date .
<id/performance/p2> rdfs:label "De Kersentuin, 3 oktober, Grote Zaal, Stadsschouwburg"@nl ; schema:workPerformed <id/production/tuin> ;
  schema:superEvent <id/run/r1> ; schema:location <id/hall/v.stad.groot> ; dcterms:date "2025-10-03"^^xsd:date ;
  schema:audience <id/term/audience/po> .
<id/term/audience/po> rdfs:label "primair onderwijs"@nl .
<id/term/role/regie> rdfs:label "regie"@nl .
<id/person/p.1> rdfs:label "Daan in 't Veld"@und ; schema:alternateName "Björn Ĳsbrand"@und .
<id/person/p.2> rdfs:label "Noor van der IJssel"@und .
<id/person/p.3> rdfs:label "Noor"@und .
<id/production/tuin#credit-regie> schema:contributor <id/person/p.2> ; schema:roleName "regie"@nl .
<id/work/leeg> schema:creator <id/person/p.1> .
"""


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Publish the world."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "world.ttl").write_text(WORLD, "utf-8")
    return web_harness.publish(folder, web_harness.triples(folder / "world.ttl"))


@pytest.fixture(scope="module")
def index(publication: Publication) -> Index:
    """Open its index."""
    return Index(publication.folder)


def keys(index: Index, text: str = "", **values: str) -> list[str]:
    return [one.key for one in index.find(Query(text, values), limit=100)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("kersent", "production/tuin"), ("KERSENTUIN de", "production/tuin"), ("tuin", "production/tuin"),
        ("schouwburg", "venue/v.stad"), ("in 't v", "person/p.1"), ("bjorn", "person/p.1"), ("björn", "person/p.1"),
        ("ysbrand", "person/p.1"), ("ijsbrand", "person/p.1"), ("ĳsbr", "person/p.1"), ("ijss", "person/p.2"),
        ("yssel", "person/p.2"), ("van der", "person/p.2"), ("theatre", "term/genre/toneel"),
    ],
)  # fmt: skip
def test_found_as_people_type_it(index: Index, text: str, key: str) -> None:
    assert key in keys(index, text)


def test_what_is_inside_a_word_is_found_from_four_letters_on(index: Index) -> None:
    assert keys(index, "uin") == [] and keys(index, "rsen") == []
    assert keys(index, "kers")[:2] == ["production/tuin", "production/kers"]


def test_what_has_just_that_name_comes_first_and_paging_loses_nothing(index: Index) -> None:
    assert keys(index, "noor") == ["person/p.3", "person/p.2"]
    assert keys(index, "kersen")[0] == "production/kers"
    whole = index.find(Query("kersen"), limit=100)
    paged, after = [], 0
    while page := index.find(Query("kersen"), after, 1):
        paged += page
        after = page[-1].number
    assert paged == whole and len(whole) == 5


def test_performances_are_left_to_what_they_show_and_to_where_they_are(index: Index) -> None:
    def gathered(text: str) -> set[str]:
        found = {one.key for one in index.find(Query(text), gathered=True)}
        assert index.count(Query(text), gathered=True) == (len(found), True)
        return found

    assert gathered("kersentuin") == {"production/tuin"} and index.count(Query("kersentuin")).number == 4
    assert index.showings(Query("kersentuin")) == [("run", (1, True)), ("performance", (2, True))]
    assert gathered("kersentuin 3 oktober") == {"performance/p2"}
    assert gathered("oktober") == {"performance/p1", "performance/p2"}
    assert gathered("kersen 2025") == {"run/r1"}
    assert gathered("schouwburg") == {"venue/v.stad", "hall/v.stad.groot"} and gathered("grote zaal") == {"hall/v.stad.groot"}
    assert gathered("kersentuin schouwburg") == {"performance/p2"}, "of what it shows and of where it is, both"
    assert [one.kind for one in index.suggest("kersent")] == ["production"]


def test_facets_reach_what_is_played_and_where(index: Index) -> None:
    played = {"production/tuin", "run/r1", "performance/p1", "performance/p2", "person/p.2"}
    assert set(keys(index, season="nl-2025-2026")) == played
    assert set(keys(index, venue="v.stad")) == played | {"venue/v.stad", "hall/v.stad.groot"}
    assert set(keys(index, place="GM0599")) == {*keys(index, venue="v.stad"), "place/GM0599"}
    assert set(keys(index, province="NL-ZH")) == {*keys(index, place="GM0599"), "place/NL-ZH"}
    assert set(keys(index, genre="toneel")) == played
    assert set(keys(index, school="yes")) == played - {"performance/p1"}
    assert keys(index, role="regie") == ["person/p.2"]
    for facet, value in (("genre", "toneel"), ("season", "nl-2025-2026"), ("venue", "v.stad"), ("province", "NL-ZH")):
        assert keys(index, kind="person", **{facet: value}) == ["person/p.2"], "who took part in what has it"
    assert keys(index, "tuin", kind="performance", school="yes") == ["performance/p2"]


@pytest.mark.parametrize("text", ["", "de", "kersen", "noor"])
@pytest.mark.parametrize("values", [{}, {"kind": "performance"}, {"province": "NL-ZH"}, {"genre": "toneel", "kind": "run"}])
def test_counts_are_those_of_counting_the_answers(index: Index, text: str, values: dict[str, str]) -> None:
    query = Query(text, values)
    found = set(keys(index, text, **values))
    assert index.count(query) == (len(found), True)
    counts = {(one.facet, one.key): one.total for one in index.facets(query) or ()}
    every = {(one.facet, one.key) for one in index.facets(Query()) or ()}
    for facet, key in every:
        assert counts.get((facet, key), 0) == len(found & set(keys(index, **{facet: key})))


def test_counts_of_large_answers_are_kept_and_others_said_to_be_more(publication: Publication, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / "documents.sqlite").write_bytes((publication.folder / "documents.sqlite").read_bytes())
    writing.write(folder, web_harness.BASE, counted=2)
    small, whole = Index(folder, counted=2), Index(publication.folder)
    for values in ({}, {"kind": "person"}, {"province": "NL-ZH"}):
        assert small.facets(Query("", values)) == whole.facets(Query("", values))
        assert small.count(Query("", values)) == whole.count(Query("", values))
    assert small.facets(Query("kersen")) is None and small.count(Query("kersen")) == (2, False)


def test_an_event_lies_where_its_venue_is(index: Index) -> None:
    spots = {one.key: (one.latitude, one.longitude) for one in index.find(Query("", {"venue": "v.stad"}))}
    assert spots["performance/p1"] == spots["hall/v.stad.groot"] == spots["venue/v.stad"] == (51.9, 4.5)


@pytest.mark.parametrize(
    "text",
    ['"', "*", "NEAR(a b)", "a AND", "names:de", "^de", "{names} : x", "-de", "'; DROP TABLE doc; --", "de\0kers", "🎭", "\u202eed",
     "(" * 500, "x" * 10_000, "de " * 4_000, "%", "_", "AND OR NOT", "\ud800", "ﷺ", "١٢"],
)  # fmt: skip
def test_hostile_questions_are_words_or_nothing(index: Index, text: str) -> None:
    query = Query(text, {"kind": "person"})
    assert len(index.find(query)) == index.count(query).number
    assert index.facets(query) is not None


def test_what_is_no_word_finds_nothing_and_an_unknown_value_neither(index: Index) -> None:
    assert keys(index, "🎭") == [] and keys(index, kind="nothing") == [] and index.count(Query("🎭")).number == 0
    assert not index.known(Query("", {"genre": "x'; DROP TABLE doc"}))


def test_suggestions_are_the_best_of_what_begins_so(index: Index) -> None:
    assert [one.key for one in index.suggest("noo", 1)] == ["person/p.2"]
    assert [one.key for one in index.suggest("noor", 1)] == ["person/p.3"]
    assert index.suggest("") == index.suggest("!") == []


def test_same_documents_give_the_same_index(publication: Publication, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "documents.sqlite").write_bytes((publication.folder / "documents.sqlite").read_bytes())
        writing.write(tmp_path / name, web_harness.BASE)
        made.append((tmp_path / name / SEARCH).read_bytes())
    for one, other in pairwise(made):
        assert one == other


def test_without_an_index_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match="build again"):
        Index(tmp_path)


def test_a_build_writes_the_index_its_fingerprint_and_verify_compares_it(tmp_path: Path) -> None:
    config = site(tmp_path, [{"id": "1", "name": "Anna"}, {"id": "2", "name": "Bea"}], extra="[build]\nprocesses = 1\nviolations = 'report'")
    published(config)
    folder = current(config.data_folder)
    index = Index(folder)
    assert keys(index, "anna") == ["person/toy.1"]
    assert SEARCH in Publication(folder).manifest.files
    assert not [check for check in verify(config.data_folder, folder) if check.wrong]
    connection = sqlite3.connect(folder / SEARCH)
    connection.execute("DELETE FROM doc WHERE key = 'person/toy.1'")
    connection.commit()
    connection.close()
    assert {check.name for check in verify(config.data_folder, folder) if check.wrong} == {"files", "search index against documents"}
    deliver(tmp_path, [{"id": "1", "name": "Carla"}, {"id": "2", "name": "Bea"}])
    published(config)
    assert keys(Index(current(config.data_folder)), "carla") == ["person/toy.1"]
