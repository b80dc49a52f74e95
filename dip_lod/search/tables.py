"""The tables of search.sqlite, and how their rows follow from documents.sqlite (attached as `was`) and `values`."""

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

DOCS = """
INSERT INTO doc (key, kind, labels, names, first, last, latitude, longitude, weight)
SELECT substr(n.uri, length(:space) + 1), t.kind, n.labels, t.names, coalesce(e.day, t.first), coalesce(e.day, t.last),
  t.latitude, t.longitude, CASE WHEN t.kind IN ('person', 'organization')
    THEN (SELECT count(*) FROM was.credit c WHERE c.agent = t.id) ELSE coalesce(t.performances, 0) END AS weight
FROM was.thing t JOIN was.name n USING (id) LEFT JOIN was.event e USING (id)
ORDER BY CASE t.kind WHEN 'performance' THEN 3 WHEN 'run' THEN 2 WHEN 'dataset' THEN 1 WHEN 'term' THEN 1 ELSE 0 END,
  CASE WHEN t.kind IN ('performance', 'run') THEN t.id ELSE weight END DESC, t.id
"""

_CALLED = "(SELECT group_concat(t.names, char(10)) FROM was.thing t WHERE t.id IN ({}))"
ROWS = f"""
SELECT d.id, d.names, {_CALLED.format("e.production, e.run")}, {_CALLED.format("e.location, e.venue")},
  (SELECT group_concat('v' || value, ' ') FROM has WHERE doc = d.id)
FROM doc d LEFT JOIN number n ON n.doc = d.id
  LEFT JOIN was.event e ON e.id = n.was AND e.kind IN ('run', 'performance') ORDER BY d.id
"""
"""Each document with its names, those of what it shows and of where it is, and its values."""
