"""The tables of the repertoire, in documents.sqlite; numbers are those of names, so they give the order of lists."""

SCHEMA = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, terms TEXT NOT NULL, within INTEGER,
  latitude REAL, longitude REAL, first TEXT, last TEXT, names TEXT NOT NULL, performances INTEGER);
CREATE TABLE event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, day TEXT, start TEXT, end TEXT, before TEXT,
  status TEXT NOT NULL, played INTEGER NOT NULL, run INTEGER, festival INTEGER, location INTEGER, venue INTEGER,
  town INTEGER, season INTEGER, production INTEGER, key TEXT NOT NULL, terms TEXT NOT NULL, credited INTEGER NOT NULL);
CREATE TABLE performed (what INTEGER, event INTEGER, part INTEGER NOT NULL, PRIMARY KEY (what, event, part))
  WITHOUT ROWID;
CREATE TABLE credit (agent INTEGER, subject INTEGER, role INTEGER NOT NULL, said TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (agent, subject, role, said, note)) WITHOUT ROWID;
"""
"""
`thing`: every document. `terms` are the keys of the terms it points to for people (`genre/toneel kind/premiere`),
`within` the place that it stands in or has its seat in, `first` and `last` the first and last day known of it (of a
person birth and death; of a work its making; as written; of a production, a run and a festival the first and last day
of their performances, unless they say so themselves), `names` every name it has, a line each.
`performances` counts those that were not cancelled or postponed.

`event`: performances, runs and festivals. `day` is the local day (YYYY-MM-DD), `start`, `end` and `before` (where it
was moved from) as written; `status` is scheduled, cancelled, postponed or rescheduled; `played` says whether it took
place. `location` is what the event says, `venue` that or the venue of that hall, `town` the place around it; `season`
of a performance is its run's. `production` is what it performs, where that is a production. `key` and `terms` are those
of the thing, so that a list of performances is read from one table; `credited` says whether its document names makers.

`performed`: which production or work an event performs; `part` is 1 where only a part of the event does.

`credit`: who had which part in what. `role` is the term of the role, 0 where there is none; then `said` is the
property that names the agent (`creator`, `producer`) or the role's name; a name that is the label of a term is the
term. `note` is the character played.
"""

STAGED = """
CREATE TEMP TABLE staged_thing (key TEXT, kind TEXT, terms TEXT, within TEXT, latitude REAL, longitude REAL,
  first TEXT, last TEXT, names TEXT);
CREATE TEMP TABLE staged_event (key TEXT, kind TEXT, day TEXT, start TEXT, end TEXT, before TEXT, status TEXT,
  played INTEGER, run TEXT, festival TEXT, location TEXT, season TEXT, terms TEXT, credited INTEGER);
CREATE TEMP TABLE staged_performed (what TEXT, event TEXT, part INTEGER);
CREATE TEMP TABLE staged_credit (agent TEXT, subject TEXT, role TEXT, said TEXT, note TEXT);
"""

_ID = "(SELECT id FROM name WHERE uri = :space || {})"

_COUNTED = (
    ("what", "performed JOIN event ON id = event WHERE what IS NOT NULL", "'production', 'work'"),
    ("run", "event WHERE run IS NOT NULL", "'run'"),
    ("festival", "event WHERE festival IS NOT NULL", "'festival'"),
)
_COUNTED_ONLY = (
    ("venue", "'venue'"),
    ("location", "'hall'"),
    ("town", "'place'"),
    ("season", "'season'"),
)
"""A place and a season keep no first and last day."""

FINAL = (
    f"INSERT OR IGNORE INTO thing SELECT {_ID.format('key')}, kind, terms, {_ID.format('within')}, latitude, longitude,"
    " first, last, names, NULL FROM staged_thing WHERE " + _ID.format("key") + " IS NOT NULL ORDER BY 1",
    "INSERT OR IGNORE INTO event SELECT " + _ID.format("key") + " AS number, kind, day, start, end, before, status,"
    f" played, {_ID.format('run')}, {_ID.format('festival')}, {_ID.format('location')}, NULL, NULL,"
    f" {_ID.format('season')}, NULL, key, terms, credited FROM staged_event WHERE number IS NOT NULL ORDER BY number",
    "UPDATE event SET season = (SELECT season FROM event AS run WHERE run.id = event.run)"
    " WHERE season IS NULL AND run IS NOT NULL",
    "UPDATE event SET venue = (SELECT CASE kind WHEN 'hall' THEN within WHEN 'venue' THEN id END FROM thing"
    " WHERE thing.id = location) WHERE location IS NOT NULL",
    "UPDATE event SET town = (SELECT CASE kind WHEN 'place' THEN id ELSE within END FROM thing"
    " WHERE thing.id = coalesce(venue, location)) WHERE location IS NOT NULL",
    f"INSERT OR IGNORE INTO performed SELECT {_ID.format('what')} AS whole, {_ID.format('event')} AS number, part"
    " FROM staged_performed WHERE whole IS NOT NULL AND number IS NOT NULL ORDER BY 1, 2, 3",
    "CREATE INDEX performed_by_event ON performed (event)",
    "UPDATE event SET production = (SELECT min(what) FROM performed INDEXED BY performed_by_event"
    " CROSS JOIN thing ON thing.id = what WHERE event = event.id AND part = 0 AND thing.kind = 'production')",
    "CREATE TEMP TABLE role AS SELECT json_extract(labels, '$.nl') AS label,"
    " min(substr(uri, length(:space) + 1)) AS key FROM name"
    " WHERE uri GLOB :space || 'term/role/*' AND labels IS NOT NULL GROUP BY 1",
    "UPDATE staged_credit SET role = role.key, said = '' FROM role WHERE staged_credit.role IS NULL AND said = label",
    "DROP TABLE role",
    f"INSERT OR IGNORE INTO credit SELECT {_ID.format('agent')} AS who, {_ID.format('subject')} AS what,"
    f" coalesce({_ID.format('role')}, 0), said, note FROM staged_credit WHERE who IS NOT NULL AND what IS NOT NULL"
    " ORDER BY 1, 2, 3, 4, 5",
    *(
        f"UPDATE thing SET performances = found.total, first = coalesce(thing.first, found.first),"
        f" last = coalesce(thing.last, found.last) FROM (SELECT {column} AS what, count(*) AS total, min(day) AS first,"
        f" max(day) AS last FROM {rows} AND kind = 'performance' AND status IN ('scheduled', 'rescheduled')"
        f" GROUP BY {column}) AS found WHERE thing.id = found.what AND thing.kind IN ({kinds})"
        for column, rows, kinds in _COUNTED
    ),
    *(
        f"UPDATE thing SET performances = found.total FROM (SELECT {column} AS what, count(*) AS total FROM event"
        f" WHERE {column} IS NOT NULL AND kind = 'performance' AND status IN ('scheduled', 'rescheduled')"
        f" GROUP BY {column}) AS found WHERE thing.id = found.what AND thing.kind = {kind}"
        for column, kind in _COUNTED_ONLY
    ),
    "DROP TABLE staged_thing",
    "DROP TABLE staged_event",
    "DROP TABLE staged_performed",
    "DROP TABLE staged_credit",
    "CREATE INDEX event_of_run ON event (run)",
    "CREATE INDEX event_at_venue ON event (venue, kind)",
    "CREATE INDEX event_in_town ON event (town, kind)",
    "CREATE INDEX event_at_location ON event (location, kind)",
    "CREATE INDEX event_of_season ON event (season)",
    "CREATE INDEX event_of_festival ON event (festival) WHERE festival IS NOT NULL",
    "CREATE INDEX event_of_production ON event (production, kind)",
    "CREATE INDEX event_on_day ON event (day)",
    "CREATE INDEX credit_of_subject ON credit (subject)",
    "CREATE INDEX credit_with_role ON credit (role)",
    "CREATE INDEX thing_within ON thing (within)",
)
"""Number what was staged by its names; a name that has no document yet has no number, and its row is left out."""
