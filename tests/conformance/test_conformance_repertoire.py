"""The repertoire's tables say what the statements say, found here by SPARQL over the store."""

import sqlite3

import pyoxigraph as ox
from conformance_harness import Dataset

from dip_lod.publication import layout
from dip_lod.publication.repertoire.reading import Repertoire

PREFIXES = """
PREFIX schema: <https://schema.org/> PREFIX crm: <http://www.cidoc-crm.org/cidoc-crm/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX lrmoo: <http://iflastandards.info/ns/lrm/lrmoo/> PREFIX dcterms: <http://purl.org/dc/terms/>
"""


def database(dataset: Dataset) -> sqlite3.Connection:
    return sqlite3.connect(f"{(dataset.folder / layout.DOCUMENTS).as_uri()}?mode=ro", uri=True)


def ask(dataset: Dataset, query: str) -> set[tuple[str, ...]]:
    store = ox.Store.read_only(str(dataset.folder / layout.STORE))
    found = store.query(PREFIXES + query)
    assert isinstance(found, ox.QuerySolutions)
    return {tuple(value.value if value else "" for value in row) for row in found}


def rows(dataset: Dataset, query: str) -> set[tuple[str, ...]]:
    return {tuple("" if value is None else str(value) for value in row) for row in database(dataset).execute(query)}


def test_each_performance_has_its_day_place_and_fate(dataset: Dataset) -> None:
    expected = ask(
        dataset,
        """SELECT ?event ?day ?location ?run (STR(?happened) AS ?played) {
          ?event a schema:Event FILTER(CONTAINS(STR(?event), "/id/performance/"))
          OPTIONAL { ?event dcterms:date ?day } OPTIONAL { ?event schema:location ?location }
          OPTIONAL { ?event schema:superEvent ?run FILTER(CONTAINS(STR(?run), "/id/run/")) }
          BIND(IF(EXISTS { ?event a lrmoo:F31_Performance }, "1", "0") AS ?happened) }""",
    )
    assert expected == rows(
        dataset,
        "SELECT n.uri, day, l.uri, r.uri, played FROM event e JOIN name n ON n.id = e.id LEFT JOIN name l"
        " ON l.id = location LEFT JOIN name r ON r.id = run WHERE kind = 'performance'",
    )


def test_each_hall_is_counted_to_its_venue_and_each_venue_to_its_town(dataset: Dataset) -> None:
    expected = ask(
        dataset,
        """SELECT ?event ?venue ?town { ?event schema:location ?at FILTER(CONTAINS(STR(?event), "/id/performance/"))
          OPTIONAL { ?at schema:containedInPlace ?around }
          OPTIONAL { ?at schema:containedInPlace/schema:containedInPlace ?wider
            FILTER(CONTAINS(STR(?at), "/id/hall/")) }
          BIND(IF(CONTAINS(STR(?at), "/id/hall/"), ?around, IF(CONTAINS(STR(?at), "/id/venue/"), ?at, ?none)) AS ?venue)
          BIND(IF(CONTAINS(STR(?at), "/id/place/"), ?at, IF(CONTAINS(STR(?at), "/id/hall/"), ?wider, ?around)) AS ?town)
        }""",
    )
    assert expected == rows(
        dataset,
        "SELECT n.uri, v.uri, t.uri FROM event e JOIN name n ON n.id = e.id LEFT JOIN name v ON v.id = venue"
        " LEFT JOIN name t ON t.id = town WHERE kind = 'performance' AND location IS NOT NULL",
    )


def test_each_credit_is_there_with_its_role(dataset: Dataset) -> None:
    expected = ask(
        dataset,
        """SELECT DISTINCT ?agent ?whole ?role { ?node a schema:Role ; schema:contributor|schema:performer ?agent
          { ?node crm:P2_has_type ?role FILTER(CONTAINS(STR(?role), "/id/term/role/")) } UNION {
            ?node schema:roleName ?name . ?role rdfs:label ?name FILTER(CONTAINS(STR(?role), "/id/term/role/"))
            FILTER NOT EXISTS { ?node crm:P2_has_type ?typed FILTER(CONTAINS(STR(?typed), "/id/term/role/")) } }
          BIND(IRI(STRBEFORE(STR(?node), "#")) AS ?whole) }""",
    )
    found = rows(
        dataset,
        "SELECT DISTINCT a.uri, s.uri, r.uri FROM credit JOIN name a ON a.id = agent JOIN name s ON s.id = subject"
        " JOIN name r ON r.id = role",
    )
    assert expected == found


def test_what_was_performed_is_found_from_either_end(dataset: Dataset) -> None:
    expected = ask(
        dataset,
        """SELECT DISTINCT ?what ?whole { ?event schema:workPerformed ?what
          BIND(IRI(IF(CONTAINS(STR(?event), "#"), STRBEFORE(STR(?event), "#"), STR(?event))) AS ?whole) }""",
    )
    assert expected == rows(
        dataset,
        "SELECT DISTINCT w.uri, e.uri FROM performed JOIN name w ON w.id = what JOIN name e ON e.id = event",
    )


def test_a_run_lists_its_performances_by_day_a_page_at_a_time(dataset: Dataset) -> None:
    repertoire = Repertoire(connection := database(dataset))
    query = "SELECT n.uri FROM event JOIN name n USING (id) WHERE kind = 'run' ORDER BY id LIMIT 20"
    for (run,) in connection.execute(query).fetchall():
        whole = repertoire.events(run, "run", limit=1000)
        days = [one.start or "" for one in whole]
        assert days == sorted(days)
        assert len(whole) == repertoire.count(run, "run")
        paged, after = [], ""
        while page := repertoire.events(run, "run", after=after, limit=3):
            paged += page
            after = page[-1].uri
        assert paged == whole


def test_each_dataset_begins_in_its_own_first_year(dataset: Dataset) -> None:
    dated = ask(
        dataset,
        """SELECT ?set ?date { ?thing schema:dateCreated|schema:datePublished|schema:startDate ?date ;
             ^schema:mainEntity/schema:isPartOf ?set FILTER(!CONTAINS(STR(?thing), "/id/venue/")) }""",
    )
    expected: dict[str, set[str]] = {}
    for name, date in dated:
        expected.setdefault(name.rpartition("/")[2], set()).add(date[:4])
    found = Repertoire(database(dataset)).first_years()
    assert found.keys() == expected.keys()
    assert all(year in expected[name] and year == min(expected[name]) for name, year in found.items())
