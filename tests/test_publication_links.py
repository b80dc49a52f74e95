"""Who points to whom, as a document tells."""

import sqlite3

from dip_lod.publication import layout, told
from dip_lod.publication.linking import Linking
from dip_lod.publication.links import LinkRows, Links

A, PART = "<https://schema.org/actor>", "<https://schema.org/hasPart>"
WORK = [
    f"<https://d.nl/doc/work/1> {PART} <https://d.nl/id/work/1> .",
    f"<https://d.nl/id/work/1#x> {A} <https://d.nl/id/person/2> .",
    "<https://d.nl/id/work/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://d.nl/id/term/a> .",
    f"<https://d.nl/id/work/1> {A} <https://d.nl/id/person/2> .",
    f'<https://d.nl/id/work/1> {A} "<https://d.nl/id/person/2> ." .',
    f"<https://d.nl/id/work/1> {A} <https://elsewhere.org/id/person/2> .",
    f"<https://d.nl/id/work/1> {PART} <https://d.nl/id/work/1#x> .",
    f"<https://d.nl/id/work/1> {PART} <https://d.nl/id/work/12> .",
]


def test_links_are_those_from_things_of_ours_to_other_documents() -> None:
    rows = LinkRows()
    assert Links("https://d.nl/").add(rows, "work/1", told.read(WORK)) == {
        "https://d.nl/id/person/2", "https://d.nl/id/work/12",
    }  # fmt: skip
    uris = list(rows.uris)
    assert [tuple(uris[number] for number in row) for row in rows.triples()] == [
        ("https://d.nl/id/person/2", A[1:-1], "https://d.nl/id/work/1#x"),
        ("https://d.nl/id/person/2", A[1:-1], "https://d.nl/id/work/1"),
        ("https://d.nl/id/work/12", PART[1:-1], "https://d.nl/id/work/1"),
    ]


def test_links_of_several_chunks_come_to_the_same_names_and_lost_ones_are_told() -> None:
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.executescript(layout.SCHEMA)
    linking = Linking(database)
    database.execute("INSERT INTO document VALUES ('work/1', 'work', NULL, '', '', '', NULL, NULL)")
    for source in ("https://d.nl/id/work/1#a", "https://d.nl/id/work/1"):
        rows = LinkRows()
        rows.add("https://d.nl/id/person/2#b", "urn:p", source)
        rows.add("https://d.nl/id/work/1", "urn:p", source)
        linking.add(rows)
    assert linking.dangling("https://d.nl/id/", 9) == [("https://d.nl/id/work/1", "https://d.nl/id/person/2#b")]
    linking.name()
    linking.finish()
    rows_of = "SELECT t.uri, s.uri FROM link JOIN name t ON t.id = target JOIN name s ON s.id = source ORDER BY 1, 2"
    assert database.execute(rows_of).fetchall() == [
        (target, f"https://d.nl/id/work/1{part}")
        for target in ("https://d.nl/id/person/2#b", "https://d.nl/id/work/1")
        for part in ("", "#a")
    ]
    database.close()
