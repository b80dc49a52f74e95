"""The tables of search.sqlite, and how they follow from those of documents.sqlite (attached as `was`)."""

SEARCH = "search.sqlite"

COUNTED = 50_000
"""So many things are counted by facet when a question is asked; of larger answers to one facet the counts are kept."""

FACETS = ("kind", "genre", "season", "role", "province", "place", "venue", "school")
"""In their order in addresses."""

SHARED = ("genre", "season", "province", "place", "venue", "school")
"""What something has, who took part in it has too."""

SCHOOL = ("audience/po", "audience/vo", "kind/school", "tag/fpk-school-po", "tag/fpk-school-vo", "tag/schoolconcert")
"""Terms that make a performance one for schools."""

SCHEMA = """
CREATE TABLE doc (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, labels TEXT,
  names TEXT NOT NULL, first TEXT, last TEXT, latitude REAL, longitude REAL, weight INTEGER NOT NULL);
CREATE TABLE value (id INTEGER PRIMARY KEY, facet TEXT NOT NULL, key TEXT NOT NULL, total INTEGER NOT NULL,
  UNIQUE (facet, key));
CREATE TABLE has (doc INTEGER, value INTEGER, PRIMARY KEY (doc, value)) WITHOUT ROWID;
CREATE TABLE kept (value INTEGER, other INTEGER, total INTEGER NOT NULL, PRIMARY KEY (value, other)) WITHOUT ROWID;
CREATE TABLE spelled (name TEXT, doc INTEGER, PRIMARY KEY (name, doc)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(own, own_tails, show, show_tails, place, place_tails, both, both_tails, facets,
  content='', columnsize=0, detail=column,
  tokenize='unicode61', prefix='1 2 3 4 6');
"""
"""
`doc`: every document, numbered by weight: what people look for first comes first, so that the first rows of an answer
are its best. `key` is the path after /id/, `labels` a JSON object by language, `names` every name a line each, `first`
and `last` its days as in the repertoire (of an event its day), the position its own or that of where it is.
`value`: the values of the facets, `key` as in addresses. `has`: which document has which. `kept`: how many documents
have both values, kept where the first has more than COUNTED; value 0 is everything.
`spelled`: names folded whole. `words`: the index, a row a document; a value is the word `v` and its number. Of a
performance or a run, `show` has the words that the production or the run is called by too, `place` those of the hall
and the venue, `both` those of either; `own` all others, and of other things all there are. The ends of words stand
beside them.
"""

COLUMNS = ("own", "show", "place", "both")

SHOWINGS = ("run", "performance")
"""Kinds that are mostly called by the name of something else."""

_DOCS = """
INSERT INTO doc (key, kind, labels, names, first, last, latitude, longitude, weight)
SELECT substr(n.uri, length(:space) + 1), t.kind, n.labels, t.names, coalesce(e.day, t.first), coalesce(e.day, t.last),
  t.latitude, t.longitude, CASE WHEN t.kind IN ('person', 'organization')
    THEN (SELECT count(*) FROM was.credit c WHERE c.agent = t.id) ELSE coalesce(t.performances, 0) END AS weight
FROM was.thing t JOIN was.name n USING (id) LEFT JOIN was.event e USING (id)
ORDER BY CASE t.kind WHEN 'performance' THEN 3 WHEN 'run' THEN 2 WHEN 'dataset' THEN 1 WHEN 'term' THEN 1 ELSE 0 END,
  CASE WHEN t.kind IN ('performance', 'run') THEN t.id ELSE weight END DESC, t.id
"""

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

_PLACED = """
INSERT INTO found SELECT DISTINCT {of}, CASE n.kind WHEN 'venue' THEN 'venue' WHEN 'place' THEN
  CASE WHEN n.key GLOB 'place/[A-Z][A-Z]-*' THEN 'province' ELSE 'place' END END AS facet, substr(n.key, 7)
FROM {rows} JOIN number n ON n.was = a.wide WHERE n.kind IN ('venue', 'place')
"""

_TOOK_PART = f"""
INSERT INTO found SELECT DISTINCT c.agent, f.facet, f.key FROM (SELECT DISTINCT agent, subject FROM was.credit) c
CROSS JOIN found f ON f.was = c.subject WHERE f.facet IN ({", ".join(f"'{facet}'" for facet in SHARED)})
"""
"""Who took part in something has what that has."""

FOUND = (
    *_NUMBERED,
    "CREATE TEMP TABLE around (id INTEGER, wide INTEGER, depth INTEGER, PRIMARY KEY (id, wide)) WITHOUT ROWID",
    _AROUND,
    "CREATE TEMP TABLE night (what INTEGER, event INTEGER, PRIMARY KEY (what, event)) WITHOUT ROWID",
    _NIGHTS,
    "CREATE TEMP TABLE term (id INTEGER, term TEXT)",
    _TERMS,
    "CREATE TEMP TABLE found (was INTEGER, facet TEXT, key TEXT)",
    "INSERT INTO found SELECT was, 'kind', kind FROM number",
    "INSERT INTO found SELECT id, 'genre', substr(term, 7) FROM term WHERE term GLOB 'genre/*'",
    "INSERT INTO found SELECT DISTINCT p.event, 'genre', substr(term, 7) FROM was.performed p"
    " JOIN term t ON t.id = p.what WHERE p.part = 0 AND term GLOB 'genre/*'",
    "INSERT INTO found SELECT DISTINCT what, 'season', substr(n.key, 8) FROM night JOIN was.event e ON e.id = event"
    " LEFT JOIN was.event f ON f.id = e.festival JOIN number n ON n.was IN (e.season, f.season)",
    "INSERT INTO found SELECT DISTINCT agent, 'role', substr(n.key, 11) FROM was.credit JOIN number n ON n.was = role",
    _PLACED.format(of="night.what", rows="night JOIN was.event e ON e.id = event JOIN around a ON a.id = e.location"),
    _PLACED.format(of="a.id", rows="around a"),
    _PLACED.format(
        of="t.id",
        rows="was.thing t JOIN around a ON a.id = t.within AND t.kind = 'organization'",
    ),
    "INSERT INTO found SELECT DISTINCT what, 'school', 'yes' FROM night JOIN was.event e ON e.id = event"
    " JOIN term t ON t.id = event WHERE e.kind = 'performance' AND term IN (SELECT value FROM json_each(:school))",
    "CREATE INDEX temp.found_by ON found (was)",
    _TOOK_PART,
    "INSERT INTO value (facet, key, total) SELECT facet, key, count(DISTINCT was) FROM found"
    " WHERE was IN (SELECT was FROM number) GROUP BY facet, key ORDER BY facet, key",
    "INSERT OR IGNORE INTO has SELECT n.doc, v.id FROM found f JOIN number n USING (was)"
    " JOIN value v ON v.facet = f.facet AND v.key = f.key ORDER BY 1, 2",
    "UPDATE doc SET latitude = p.latitude, longitude = p.longitude FROM (SELECT n.doc, t.latitude, t.longitude,"
    " min(a.depth) FROM number n JOIN was.thing o ON o.id = n.was LEFT JOIN was.event e ON e.id = n.was"
    " JOIN around a ON a.id = coalesce(e.location, o.within) JOIN was.thing t ON t.id = a.wide"
    " WHERE t.latitude IS NOT NULL GROUP BY n.doc) AS p WHERE p.doc = doc.id AND doc.latitude IS NULL",
    "INSERT INTO kept SELECT 0, id, total FROM value",
    "INSERT INTO kept SELECT v.id, o.value, count(*) FROM value v JOIN has h ON h.value = v.id"
    " JOIN has o ON o.doc = h.doc WHERE v.total > :counted GROUP BY 1, 2",
)
"""What each document has, in order."""

DOCS = _DOCS

_CALLED = "(SELECT group_concat(t.names, char(10)) FROM was.thing t WHERE t.id IN ({}))"
ROWS = f"""
SELECT d.id, d.names, {_CALLED.format("e.production, e.run")}, {_CALLED.format("e.location, e.venue")},
  (SELECT group_concat('v' || value, ' ') FROM has WHERE doc = d.id)
FROM doc d LEFT JOIN number n ON n.doc = d.id
  LEFT JOIN was.event e ON e.id = n.was AND e.kind IN ('run', 'performance') ORDER BY d.id
"""
"""Each document with its names, those of what it shows and of where it is, and its values."""
