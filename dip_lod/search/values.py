"""What each document has of the facets, as numbers: asked of the tables of documents.sqlite (attached as `was`)."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import chain

_NUMBERED = (
    "CREATE TEMP TABLE number (was INTEGER PRIMARY KEY, doc INTEGER UNIQUE, key TEXT, kind TEXT)",
    "INSERT INTO number SELECT n.id, d.id, d.key, d.kind FROM doc d JOIN was.name n ON n.uri = :space || d.key"
    " ORDER BY 1",
)

_AROUND = """
INSERT INTO around WITH RECURSIVE wider (id, wide, depth) AS (
  SELECT id, id, 0 FROM was.thing WHERE kind IN ('hall', 'venue', 'place')
  UNION SELECT w.id, t.within, depth + 1 FROM wider w JOIN was.thing t ON t.id = w.wide
    WHERE t.within IS NOT NULL AND depth < 12)
SELECT id, wide, min(depth) FROM wider GROUP BY 1, 2
"""

_NIGHTS = """
INSERT OR IGNORE INTO night
SELECT id, id FROM was.event UNION SELECT run, id FROM was.event WHERE run IS NOT NULL
UNION SELECT festival, id FROM was.event WHERE festival IS NOT NULL
UNION SELECT what, event FROM was.performed WHERE part = 0
UNION SELECT p.what, e.id FROM was.performed p JOIN was.event e ON e.run = p.event WHERE p.part = 0
UNION SELECT p.what, e.id FROM was.performed p JOIN was.event e ON e.festival = p.event WHERE p.part = 0
"""

_TERMS = """
INSERT INTO term WITH RECURSIVE cut (id, term, rest) AS (
  SELECT id, NULL, terms || ' ' FROM was.thing WHERE terms != ''
  UNION ALL SELECT id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM cut
    WHERE rest != '')
SELECT id, term FROM cut WHERE term IS NOT NULL
"""

_THINGS = """
INSERT INTO facet SELECT was, 'season', 'season', substr(key, 8) FROM number
  WHERE was IN (SELECT season FROM was.event WHERE season IS NOT NULL)
UNION ALL SELECT was, 'role', 'role', substr(key, 11) FROM number WHERE was IN (SELECT role FROM was.credit)
UNION ALL SELECT was, 'where', CASE WHEN kind = 'venue' THEN 'venue'
  WHEN key GLOB 'place/[A-Z][A-Z]-*' THEN 'province' ELSE 'place' END, substr(key, 7)
  FROM number WHERE kind IN ('venue', 'place')
"""
"""Things that are values of a facet, and as what."""

_VALUES = """
INSERT INTO value (facet, key, total) SELECT facet, key, 0 FROM (
  SELECT facet, key FROM facet UNION SELECT 'kind', kind FROM number UNION SELECT 'school', 'yes'
  UNION SELECT 'genre', substr(term, 7) FROM term WHERE term GLOB 'genre/*') ORDER BY 1, 2
"""

_PLACED = (
    "INSERT INTO found SELECT DISTINCT {of}, m.value FROM {rows} JOIN means m ON m.thing = a.wide AND m.part = 'where'"
)

_FOUND = (
    "INSERT INTO found SELECT id, value FROM genre",
    "INSERT INTO found SELECT DISTINCT p.event, value FROM was.performed p JOIN genre g ON g.id = p.what"
    " WHERE p.part = 0",
    "INSERT INTO found SELECT DISTINCT what, m.value FROM night JOIN was.event e ON e.id = event"
    " LEFT JOIN was.event f ON f.id = e.festival JOIN means m ON m.thing IN (e.season, f.season) AND m.part = 'season'",
    _PLACED.format(of="night.what", rows="night JOIN was.event e ON e.id = event JOIN around a ON a.id = e.location"),
    _PLACED.format(of="a.id", rows="around a"),
    _PLACED.format(of="t.id", rows="was.thing t JOIN around a ON a.id = t.within AND t.kind = 'organization'"),
    "INSERT INTO found SELECT DISTINCT what, v.id FROM night JOIN was.event e ON e.id = event"
    " JOIN term t ON t.id = event JOIN value v ON v.facet = 'school'"
    " WHERE e.kind = 'performance' AND term IN (SELECT value FROM json_each(:school))",
)
"""What performances have, and what was performed then, by whom."""

_TOOK_PART = (
    "CREATE INDEX temp.found_by ON found (was, value)",
    "INSERT INTO had SELECT c.agent, f.value FROM (SELECT DISTINCT agent, subject FROM was.credit) c"
    " CROSS JOIN found f ON f.was = c.subject GROUP BY 1, 2",
)
"""Who took part in something has what that has."""

_OWN = (
    "INSERT INTO had SELECT n.was, v.id FROM number n JOIN value v ON v.facet = 'kind' AND v.key = n.kind",
    "INSERT INTO had SELECT DISTINCT agent, m.value FROM was.credit JOIN means m ON m.thing = role AND m.part = 'role'",
    "INSERT INTO had SELECT was, value FROM found",
    "INSERT INTO has SELECT n.doc, h.value FROM had h JOIN number n USING (was) GROUP BY 1, 2",
)
"""What is only of one's own."""

_POSITIONS = (
    "UPDATE doc SET latitude = p.latitude, longitude = p.longitude FROM (SELECT n.doc, t.latitude, t.longitude,"
    " min(a.depth) FROM number n JOIN was.thing o ON o.id = n.was LEFT JOIN was.event e ON e.id = n.was"
    " JOIN around a ON a.id = coalesce(e.location, o.within) JOIN was.thing t ON t.id = a.wide"
    " WHERE t.latitude IS NOT NULL GROUP BY n.doc) AS p WHERE p.doc = doc.id AND doc.latitude IS NULL"
)

_STATEMENTS = (
    *_NUMBERED,
    "CREATE TEMP TABLE around (id INTEGER, wide INTEGER, depth INTEGER, PRIMARY KEY (id, wide)) WITHOUT ROWID",
    _AROUND,
    "CREATE TEMP TABLE night (what INTEGER, event INTEGER, PRIMARY KEY (what, event)) WITHOUT ROWID",
    _NIGHTS,
    "CREATE TEMP TABLE term (id INTEGER, term TEXT)",
    _TERMS,
    "CREATE TEMP TABLE facet (thing INTEGER, part TEXT, facet TEXT, key TEXT)",
    _THINGS,
    _VALUES,
    "CREATE TEMP TABLE means (thing INTEGER, part TEXT, value INTEGER, PRIMARY KEY (thing, part)) WITHOUT ROWID",
    "INSERT INTO means SELECT thing, part, v.id FROM facet f JOIN value v USING (facet, key)",
    "CREATE TEMP TABLE genre (id INTEGER, value INTEGER)",
    "INSERT INTO genre SELECT t.id, v.id FROM term t JOIN value v ON v.facet = 'genre' AND v.key = substr(t.term, 7)"
    " WHERE t.term GLOB 'genre/*'",
    "CREATE INDEX temp.genre_of ON genre (id)",
    "CREATE TEMP TABLE found (was INTEGER, value INTEGER)",
    *_FOUND,
    "CREATE TEMP TABLE had (was INTEGER, value INTEGER)",
    *_TOOK_PART,
    *_OWN,
    _POSITIONS,
)


def find(database: sqlite3.Connection, given: Mapping[str, str]) -> None:
    """Find the values that there are, with how many documents have each, and which document has which."""
    for statement in _STATEMENTS:
        database.execute(statement, {name: one for name, one in given.items() if f":{name}" in statement})
    totals = Counter(chain.from_iterable(database.execute("SELECT value FROM has")))
    database.executemany("UPDATE value SET total = ? WHERE id = ?", ((n, value) for value, n in totals.items()))
    database.execute("DELETE FROM value WHERE total = 0")


class Together:
    """How many documents have two values, where the first is one of many documents."""

    def __init__(self, database: sqlite3.Connection, counted: int) -> None:
        self._database = database
        frequent = database.execute("SELECT id FROM value WHERE total > ?", (counted,))
        self._frequent = frozenset(f"v{value}" for (value,) in frequent)
        self._words: defaultdict[frozenset[str], Counter[str]] = defaultdict(Counter)
        """Of documents with the same frequent values, how many have each."""

    def add(self, values: str) -> None:
        """Count what a document has, as the words of its values."""
        words = values.split()
        if frequent := self._frequent.intersection(words):
            self._words[frequent].update(words)

    def write(self) -> None:
        """Write the counts; value 0 is everything."""
        pairs: Counter[tuple[int, int]] = Counter()
        for frequent, words in self._words.items():
            for first in frequent:
                for other, times in words.items():
                    pairs[int(first[1:]), int(other[1:])] += times
        self._database.execute("INSERT INTO kept SELECT 0, id, total FROM value")
        rows = ((*pair, times) for pair, times in sorted(pairs.items()))
        self._database.executemany("INSERT INTO kept VALUES (?, ?, ?)", rows)
