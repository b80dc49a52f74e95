"""What is said of a subject is written as the engine writes it, byte for byte, whatever stands in it."""

import pyoxigraph as ox
import pytest

from dip_lod.publication import views
from dip_lod.publication.dumps.said import Speaker
from dip_lod.publication.dumps.telling import Said, begin, choose
from dip_lod.vocabulary import expand, prefixes

BASE = "https://data.example.com/"
XSD = "http://www.w3.org/2001/XMLSchema#"
VALUES = [
    f"<{BASE}id/person/p.1#part>",
    f"<{BASE}id/person/h%C3%A9>",
    f"<{BASE}id/person/hé>",
    f"<{expand('schema:Event')}>",
    f"<{expand('schema:a/b')}>",
    "<urn:x>",
    "<mailto:a@b.nl>",
    '"plain"',
    '"twice"',
    '""',
    '"a, ; . ]},{ : [ }"@nl',
    r'"tab\t line\n \"quoted\" back\\\\slash \u0001"@nl',
    '"\x7f \u2028 \U0001f3ad é"@nl-be',
    *(
        f'"{one}"^^<{XSD}{name}>'
        for one in ("7", "007", "-0", "1.5", "1.50", "33", "1e3", "true", "x", "INF")
        for name in ("integer", "decimal", "double", "boolean", "date", "string")
    ),
    *(f'"{one}"^^<{XSD}date>' for one in ("2026-11-23", "2026-11-24", "-0044-03-15")),
    '"POINT(4 52)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>',
]
PROPERTIES = [expand("schema:name"), expand("schema:sameAs"), "urn:p", f"{BASE}own"]


def texts(base: str, subject: str, said: list[bytes]) -> tuple[bytes, bytes, bytes, bytes]:
    """Write a subject, by the engine and by us."""
    quads = list(ox.parse(b"".join(f"<{subject}> ".encode() + one for one in said), format=ox.RdfFormat.N_TRIPLES))
    turtle = ox.serialize(quads, format=ox.RdfFormat.TURTLE, prefixes=prefixes()) or b""
    while turtle.startswith(b"@prefix"):
        turtle = turtle.partition(b"\n")[2]
    speaker = Speaker(base)
    speaker.pairs(said[::2])
    begins = [begin(*speaker.begin(f"<{subject}>".encode()))]
    ours = Said(said, said, speaker.pairs(said), begins, [0]).texts().of
    return turtle, (ox.serialize(quads, format=ox.RdfFormat.JSON_LD) or b"").strip()[1:-1], ours["ttl"], ours["jsonld"]


@pytest.mark.parametrize("base", [BASE, "https://schema.org/", "http://www.w3.org/"])
@pytest.mark.parametrize("subject", [f"{BASE}id/person/p.1", f"{BASE}id/person/hé#a", expand("schema:Event"), "urn:x"])
def test_a_subject_is_written_as_the_engine_writes_it(base: str, subject: str) -> None:
    said = [f"<{one}> {value} .\n".encode() for one in PROPERTIES for value in VALUES]
    said.insert(0, f"<{expand('rdf:type')}> <{expand('schema:Event')}> .\n".encode())
    said.insert(1, f"<{expand('rdf:type')}> <{expand('crm:E7_Activity')}> .\n".encode())
    said = [str(one).encode() for one in dict.fromkeys(map(_kept, said))]
    turtle, json, our_turtle, our_json = texts(base, subject, said)
    assert our_turtle == turtle
    assert our_json == json


def _kept(line: bytes) -> str:
    """Write a statement as a dump has it."""
    triple = next(iter(ox.parse(b"<x:s> " + line, format=ox.RdfFormat.N_TRIPLES))).triple
    return str(triple).removeprefix("<x:s> ") + " .\n"


def test_the_views_of_a_subject_are_those_of_its_lines() -> None:
    said = [
        f"<{expand(name)}> <{expand(one)}> .\n".encode()
        for name, one in (
            ("rdf:type", "schema:Event"),
            ("rdf:type", "crm:E7_Activity"),
            ("schema:location", "schema:x"),
            ("rdfs:label", "schema:y"),
        )
    ]
    for some in (said, said[1:], said[3:], said[:1] + said[3:]):
        for subject in (b"<%bid/person/a> " % BASE.encode(), b"<%bdoc/person/a> " % BASE.encode()):
            pairs = Speaker(BASE).pairs(some)
            run = (0, len(some), subject.strip(), b"")
            bits = views.parts([subject + one for one in some], BASE)
            for view, chosen in choose(pairs, [run], f"<{BASE}doc/".encode(), views.PARTS).items():
                there = [bool(one) for one in views.chosen(bits, view)]
                assert [bool(one) for one in chosen.lines] == there
                assert (chosen.subjects, chosen.places) == (([0], [0]) if any(there) else ([], []))
