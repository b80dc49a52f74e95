"""The files of a publication."""

from dip_lod.publication import sitemap

VERSION = "17"
"""Of the files and tables of a publication: another number makes the next build commit, though the dump is the same."""

DUMP = "dump.nt"
RDA_DUMP = "dump-rda.nt"
RDA_STORE = "store-rda"
STORE = "store"
DOCUMENTS = "documents.sqlite"
MANIFEST = "manifest.json"
REPORT_TEXT = "report.txt"
REPORT_RDF = "report.ttl"
RDA_REPORTS = "rda"
FAULTS = "faults.ndjson"

SCHEMA = """
CREATE TABLE name (id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE, labels TEXT, type TEXT, sort TEXT);
CREATE TABLE document (key TEXT PRIMARY KEY, kind TEXT NOT NULL, modified TEXT, datasets TEXT NOT NULL,
  digest BLOB NOT NULL, body BLOB NOT NULL, rda BLOB, place INTEGER);
CREATE TABLE link (target INTEGER, predicate INTEGER, source INTEGER, PRIMARY KEY (target, predicate, source))
  WITHOUT ROWID;
CREATE TABLE redirect (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
"""

FINAL = (
    "CREATE TABLE ordered (id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE, labels TEXT, type TEXT, sort TEXT)",
    "INSERT INTO ordered (uri, labels, type, sort) SELECT uri, labels, type, sort FROM name ORDER BY sort, uri",
    "DROP TABLE name",
    "ALTER TABLE ordered RENAME TO name",
    "UPDATE document SET place = (SELECT id FROM name WHERE uri = :space || key)",
    "CREATE INDEX document_of_kind ON document (kind, place)",
    sitemap.TABLE,
    sitemap.FILLED,
)
"""Number the names in the order in which people read them: events by their day, the rest by label.

`document.key` is the canonical path after /id/ (`person/p.noor`), `datasets` the keys of the
datasets that it is part of, with spaces between and around them, `body` its statements as zlib-compressed N-Triples,
`rda` those of the RDA view, `digest` what both are compared by (publication.digest), `place` the number of its thing's
name; `name.labels` is a JSON object from language tag to label; `link` holds who points to what within our space;
`part` cuts the keys into ranges for the sitemap.
"""

MAPPED = 1 << 40
"""So much of a database is read through the page cache of the system, which all threads and workers share (SQLite stops
at its own bound, 2 GB): with a system call for each page of the file, an answer takes twice the time."""

WRITTEN = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA secure_delete = OFF",
    *(f"PRAGMA {schema}.page_size = 16384" for schema in ("main", "temp")),
    *(f"PRAGMA {schema}.cache_size = -65536" for schema in ("main", "temp")),
)
"""How documents.sqlite is written: nobody reads it before it is whole. With the defaults (4 kB pages, 2 MB of them
kept, zeros over all that is dropped, as Debian's SQLite does) ten million triples took a third more processor time and
32 GB of reading; larger pages also make the file a tenth smaller."""
