"""Bad input of every kind that a steward can meet: what to put into a good folder, and how the command ends."""

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path

RULES = """\
name = "schuur"
title = { nl = "Producties in De Schuur" }
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
language = "nl"

[record]
id = "id"
entity = { kind = "production", key = "id", prefix = "schuur." }

[xml]
record = "record"
"""

QUERY = """\
# A production and its record.
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dip: <https://w3id.org/dip-lod/ontology#>
PREFIX field: <urn:x-dip-lod:field#>
PREFIX lift: <urn:x-dip-lod:lift#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>

CONSTRUCT {
  ?production a schema:CreativeWork ; schema:additionalType ?kind ; schema:genre ?genre ;
    schema:name ?title ; rdfs:label ?title .
  ?source a prov:Entity ; rdfs:label ?title ; dcterms:identifier ?id .
}
WHERE {
  ?record a lift:Record ; lift:entity ?source ; field:id ?id .
  BIND(dip:uri("production", CONCAT("schuur.", ?id)) AS ?production)
  BIND(dip:term("kind", "production") AS ?kind)
  {
    ?record field:title ?text . BIND(STRLANG(dip:tidy(?text), "nl") AS ?title)
  } UNION {
    ?record field:genre ?word . BIND(dip:term("genre", ?word) AS ?genre)
  }
}
"""

SETTINGS = """\
[[sources]]
mapping = "schuur"
files = ["records/*"]
"""

POSTERS = """\
name = "affiches"
title = { nl = "Affiches" }

[record]

[rdf]
record = "http://example.org/Poster"
"""

POSTER = """\
# A poster and its record.
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dip: <https://w3id.org/dip-lod/ontology#>
PREFIX lift: <urn:x-dip-lod:lift#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>

CONSTRUCT {
  ?poster a schema:CreativeWork, schema:Poster ; schema:name ?title ; rdfs:label ?title .
  ?source a prov:Entity ; rdfs:label ?title ; dcterms:identifier ?id .
}
WHERE {
  ?record a lift:Record ; lift:entity ?source ; lift:id ?id ; lift:subject ?subject .
  ?subject dcterms:title ?text .
  BIND(dip:uri("poster", STRAFTER(?id, "org/")) AS ?poster)
  BIND(STRLANG(?text, "nl") AS ?title)
}
"""

LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]>\n<r><record><id>9</id><title>&a9;</title></record></r>"
)


def good(folder: Path) -> None:
    """Make a folder that builds without a fault: two productions."""
    for name, text in {
        "dip-lod.toml": SETTINGS,
        "schuur/source.toml": RULES,
        "schuur/production.rq": QUERY,
        "records/good.csv": "id,title,genre\n1,De vuurtorenwachter,toneel\n2,Zeven zomers,dans\n",
    }.items():
        write(folder / name, text)


def write(file: Path, content: str | bytes) -> None:
    """Write a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


@dataclass(frozen=True, slots=True)
class Bad:
    """A kind of bad input."""

    name: str
    files: dict[str, str | bytes | None] = field(default_factory=dict)
    """What to write, by path; None removes."""
    exit_code: int = 0
    """0: the rest of the build goes on."""


def replaced(old: str, new: str) -> dict[str, str | bytes | None]:
    """Give the mapping's query with a mistake in it."""
    assert old in QUERY
    return {"schuur/production.rq": QUERY.replace(old, new)}


def settings(text: str) -> dict[str, str | bytes | None]:
    """Give other settings."""
    return {"dip-lod.toml": text}


AUDIENCES = """
[audiences]
schemes = ["cultuurprofielen-stand-in"]
[[audiences.visits]]
scheme = "cultuurprofielen-stand-in"
files = ["visits/*.csv"]
"""


def visits(text: str) -> dict[str, str | bytes | None]:
    """Give a delivery of visits beside the source."""
    return {"dip-lod.toml": SETTINGS + AUDIENCES, "visits/monitor.csv": text}


def rdf(name: str, content: str) -> dict[str, str | bytes | None]:
    """Give a source of RDF beside the other."""
    return {
        "dip-lod.toml": SETTINGS + '\n[[sources]]\nmapping = "affiches"\nfiles = ["posters/*"]\n',
        "affiches/source.toml": POSTERS,
        "affiches/poster.rq": POSTER,
        f"posters/{name}": content,
    }


def records(name: str, content: str | bytes) -> dict[str, str | bytes | None]:
    """Give another file of records."""
    return {f"records/{name}": content}


def _row(**values: str) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"


READING = (
    Bad("JSON that ends half way", records("a.json", '[{"id": "8", "title": "Heel"}, {"id": "9", "tit')),
    Bad("NDJSON with a bad line", records("a.ndjson", _row(id="8", title="Acht", genre="toneel") + '{"id": 9,,}\n')),
    Bad("a value that is no object", records("a.ndjson", '"9"\n')),
    Bad("XML that breaks", records("a.xml", "<r><record><id>9</id><title>Half</record></r>")),
    Bad("a row with too many cells", records("a.csv", "id,title\n9,Een, twee, drie\n")),
    Bad("quotes that do not close", records("a.csv", 'id,title\n9,"Een" twee\n')),
    Bad("another delimiter", records("a.csv", "id;title\n9;Een\n")),
    Bad("a column twice", records("a.csv", "id,title,title\n9,Een,Twee\n")),
    Bad("an empty table", records("a.csv", "")),
    Bad("CSV in Windows-1252", records("a.csv", "id,title\n9,Café\n".encode("cp1252"))),
    Bad("NDJSON in Windows-1252", records("a.ndjson", _row(id="9", title="Café").encode("cp1252"))),
    Bad("JSON in Windows-1252", records("a.json", '[{"id": "9", "title": "Café", "genre": "toneel"}]'.encode("cp1252"))),
    Bad("UTF-8 that was read as Windows-1252 before", records("a.csv", "id,title,genre\n9,BeyoncÃ©,toneel\n")),
    Bad("letters that are lost", records("a.csv", "id,title,genre\n9,Caf\ufffd,toneel\n")),
    Bad("JSON in UTF-16", records("a.json", '[{"id": "9"}]'.encode("utf-16"))),
    Bad("XML with a false encoding", records("a.xml", b'<?xml version="1.0" encoding="utf-8"?><r>\xff</r>')),
    Bad("an external entity (XXE)", records("a.xml", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>')),
    Bad("a billion laughs", records("a.xml", LAUGHS)),
    Bad("a record without id", records("a.csv", "id,title\n,Een\n")),
    Bad("a record with two ids", records("a.ndjson", '{"id": ["8", "9"]}\n')),
    Bad("an id twice, with different contents", records("a.csv", "id,title,genre\n1,Anders,toneel\n")),
    Bad("brackets a hundred deep", records("a.ndjson", '{"id": "9", "x": ' + "[" * 120 + "]" * 120 + "}\n")),
    Bad("gzip that is cut off", records("a.csv.gz", gzip.compress(b"id,title\n9,Een\n" * 99)[:-30])),
    Bad("Turtle that breaks", rdf("a.ttl", '<http://example.org/1> <http://purl.org/dc/terms/title> "A" ; a <http://example.org/Poster> .\n<http://x> "oops .\n')),
    Bad(
        "a remote JSON-LD context",
        rdf("a.jsonld", '{"@context": "https://schema.org/", "@id": "http://example.org/1", "name": "x"}'),
    ),
    Bad("a text of 17 MB", records("a.ndjson", _row(id="9", title="Een", genre="toneel", text="x" * 17_000_000))),
    Bad("an id of a thousand characters", records("a.csv", f"id,title\n{'9' * 1000},Een\n")),
    Bad("an id that no address can hold", records("a.csv", f"id,title\n{'é' * 400},Een\n")),
    Bad("an id that turns the text around", records("a.csv", "id,title\n9\u202e8,Een\n")),
    Bad("an unknown genre", records("a.csv", "id,title,genre\n9,Een,tonel\n")),
)
"""Faults of records and files: reported with their place, while the rest goes on."""

STOPPING = (
    Bad("a file that is not there", settings(SETTINGS.replace("records/*", "record/*.csv")), 3),
    Bad("a folder for a file", settings(SETTINGS.replace("records/*", "records")), 3),
    Bad("a file of no known form", records("a.xlsx", b"PK"), 3),
    Bad("visits with names", visits("season,group,naam,visits\n"), 3),
    Bad("visits with an e-mail address in a cell", visits("season,group,visits\n2024/2025,a@example.nl,12\n"), 3),
    Bad("visits of an unknown group", visits("season,group,visits\n2024/2025,z,12\n"), 3),
    Bad("visits that are counted twice", visits("season,group,visits\n2024/2025,a,12\n2024/2025,a,13\n"), 3),
    Bad("visits that are not there", settings(SETTINGS + AUDIENCES), 3),
    Bad("audience groups that are not there", settings(SETTINGS + '\n[audiences]\nschemes = ["cultuurprofielen"]\n'), 2),
    Bad("no mapping of that name", settings(SETTINGS.replace('"schuur"', '"schur"')), 2),
    Bad("a mapping folder without queries", {"schuur/production.rq": None}, 2),
    Bad("a mapping folder without source.toml", {"schuur/source.toml": None}, 2),
    Bad("source.toml that is no TOML", {"schuur/source.toml": "name = schuur\n"}, 2),
    Bad("an unknown key in source.toml", {"schuur/source.toml": RULES.replace("licence", "license")}, 2),
    Bad("no dip-lod.toml", {"dip-lod.toml": None}, 2),
    Bad("dip-lod.toml that is no TOML", settings("base_uri = http\n"), 2),
    Bad("dip-lod.toml that is not UTF-8", {"dip-lod.toml": b'# caf\xe9\n'}, 2),
    Bad("an unknown setting", settings('bas_uri = "https://data.example.org/"\n' + SETTINGS), 2),
    Bad("a number that is none", settings(SETTINGS + '\n[serve]\nport = "many"\n'), 2),
    Bad("http where https must be", settings('base_uri = "http://data.example.org/"\n' + SETTINGS), 2),
    Bad("a base with a space", settings('base_uri = "https://data.example.org/a b/"\n' + SETTINGS), 2),
    Bad("a base without a slash", settings('base_uri = "https://data.example.org"\n' + SETTINGS), 2),
    Bad("no sources", settings('base_uri = "https://data.example.org/"\n'), 2),
    Bad("overrides that are not there", settings('overrides = "mended.ttl"\n' + SETTINGS), 2),
    Bad(
        "an override of what is not ours",
        settings('overrides = "mended.nt"\n' + SETTINGS)
        | {"mended.nt": '<http://example.org/1> <https://schema.org/name> "x"@nl .\n'},
        2,
    ),
    Bad("a curator's row of two kinds", {"schuur/people.sssom.tsv": (
        "subject_id\tpredicate_id\tobject_id\ndip:person/p.1\tskos:exactMatch\tdip:venue/v.1\n"
    )}, 2),
    Bad("a query that does not parse", replaced("?production a", "?production is a"), 4),
    Bad("a query in Latin-1", {"schuur/production.rq": b"# caf\xe9\n" + QUERY.encode()}, 4),
    Bad("a prefix that is not declared", replaced("PREFIX schema: <https://schema.org/>\n", ""), 4),
    Bad("a term that does not exist", replaced("schema:genre ?genre", "schema:gerne ?genre"), 4),
    Bad("a function that does not exist", replaced("dip:tidy", "dip:tidi"), 4),
    Bad("a variable that nothing binds", replaced("BIND(dip:term(\"kind\", \"production\") AS ?kind)", ""), 4),
    Bad("a BIND that sees nothing", replaced(
        "{\n    ?record field:title ?text .", "OPTIONAL { BIND(CONCAT(?id, \"x\") AS ?seen) }\n  {\n    ?record field:title ?text ."
    ), 4),
    Bad("an aggregate without the record", {"schuur/production.rq": QUERY.replace(
        "?record a lift:Record ; lift:entity ?source ; field:id ?id .",
        "?record a lift:Record ; lift:entity ?source ; field:id ?id .\n  { SELECT (COUNT(?one) AS ?count) WHERE { ?one a lift:Record } }",
    )}, 4),
    Bad("a query that makes facts (`known:`) among statements", {"schuur/production.rq": QUERY.replace(
        "PREFIX lift:", "PREFIX known: <urn:x-dip-lod:known#>\nPREFIX lift:"
    ).replace("schema:name ?title ;", "known:title ?title ;")}, 4),
    Bad("a query that constructs nothing", {"schuur/production.rq": "SELECT * WHERE { ?s ?p ?o }\n"}, 4),
    Bad("violations", {"records/good.csv": "id,title,genre\n1,,toneel\n2,Zeven zomers,dans\n"}, 5),
    Bad("records that have vanished", {"records/good.csv": "id,title,genre\n2,Zeven zomers,dans\n"}, 5),
    Bad("a data folder that cannot be written", settings('data = "dip-lod.toml/data"\n' + SETTINGS), 6),
    Bad("a broken journal", {"data/journal.sqlite": b"no database, " * 99}, 6),
)
"""What stops a build, or the start of the server: one sentence, an exit code, and the last publication stays."""


def put(bad: Bad, folder: Path) -> None:
    """Put bad input into a good folder."""
    for name, content in bad.files.items():
        if content is None:
            (folder / name).unlink()
        else:
            write(folder / name, content)
