"""The files of a publication."""

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
CREATE TABLE name (id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE, labels TEXT, type TEXT);
CREATE TABLE document (key TEXT PRIMARY KEY, kind TEXT NOT NULL, modified TEXT, body BLOB NOT NULL, rda BLOB);
CREATE TABLE link (target INTEGER, predicate INTEGER, source INTEGER, PRIMARY KEY (target, predicate, source))
  WITHOUT ROWID;
CREATE TABLE redirect (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX document_of_kind ON document (kind, key);
"""
"""`document.key` is the canonical path after /id/ (`person/p.noor`); `body` is zlib-compressed N-Triples,
`rda` the same of the RDA view;
`name.labels` is a JSON object from language tag to label; `link` holds who points to what within our space."""
