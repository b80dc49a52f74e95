"""The tables of quality.sqlite, and the rows that fill them."""

from dataclasses import dataclass

FILE = "quality.sqlite"
VERSION = 2
"""2: cases name the thing that their record describes. The tables of the history are those of 1."""

KEPT = 10_000
"""Cases of one cause that are listed; all are counted, and all results of validation stand in report.ttl."""

KEPT_FOR_EACH = 100
"""Cases of one cause that are listed for each party, however many there are of others."""

REMEMBERED = 1000
"""Publications in the history: nightly builds of more than two years."""

SCHEMA = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE cause (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, severity TEXT NOT NULL, view TEXT NOT NULL,
  shape TEXT NOT NULL, path TEXT NOT NULL, component TEXT NOT NULL, source TEXT NOT NULL, stage TEXT NOT NULL,
  what TEXT NOT NULL, advice TEXT NOT NULL, cases INTEGER NOT NULL);
CREATE TABLE occurrence (id INTEGER PRIMARY KEY, cause INTEGER NOT NULL, node TEXT NOT NULL, detail TEXT NOT NULL,
  records TEXT NOT NULL, more INTEGER NOT NULL, thing TEXT NOT NULL);
CREATE TABLE party (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE counted (party INTEGER, cause INTEGER, cases INTEGER NOT NULL, PRIMARY KEY (party, cause)) WITHOUT ROWID;
CREATE TABLE listed (party INTEGER, cause INTEGER, occurrence INTEGER,
  PRIMARY KEY (party, cause, occurrence)) WITHOUT ROWID;
CREATE TABLE history (number INTEGER PRIMARY KEY, publication TEXT NOT NULL UNIQUE, committed TEXT NOT NULL,
  documents INTEGER NOT NULL, triples INTEGER NOT NULL);
CREATE TABLE history_count (number INTEGER, party TEXT, severity TEXT, cases INTEGER NOT NULL,
  PRIMARY KEY (party, number, severity)) WITHOUT ROWID;
"""
"""
`cause`: what cases are grouped by. Of validation: severity, view (`main` or `rda`), shape, path and constraint, all as
the reports write them. Of faults of records: severity `error` or `caution`, source and stage. `what` and `advice` are
JSON objects from language to text; `code` is a digest that stays the same from one publication to the next.

`occurrence`: where a cause occurs. `node` is the URI of a thing, or a place in a file; `records` a JSON list of
identifiers of source records, and `more` how many there are beside them; `thing`, where the node is a place in a file,
the key of the document that its record is the source of. No value of any record is kept.

`party`: who can mend it: `organization/…` for a supplier of records, `dataset/…` where the records name none.

`history_count`: how many cases there were of each severity, of each party and (`''`) of all together; a case that two
parties can mend counts for both, and once in all.
"""

INDEX = "CREATE INDEX occurrence_of_cause ON occurrence (cause, id)"

SEVERITIES = ("Violation", "Warning", "Info")
FAULTS = ("error", "caution")
"""A fault that has cost a record, and one that has cost a value."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What cases are grouped by."""

    severity: str
    view: str = ""
    shape: str = ""
    path: str = ""
    component: str = ""
    source: str = ""
    stage: str = ""
    sort: str = ""
    """Of faults: the sentence without what differs from case to case."""


@dataclass(frozen=True, slots=True)
class Case:
    """Where a cause occurs."""

    node: str
    records: tuple[str, ...] = ()
    more: int = 0
    detail: str = ""
    thing: str = ""


def rank(severity: str) -> int:
    """Give the place of a severity, the gravest first; those of one's own come after SHACL's.

    >>> sorted(["Info", "caution", "urn:x:Advice", "Violation"], key=rank)
    ['Violation', 'Info', 'urn:x:Advice', 'caution']
    """
    if severity in SEVERITIES:
        return SEVERITIES.index(severity)
    return 10 + FAULTS.index(severity) if severity in FAULTS else len(SEVERITIES)
