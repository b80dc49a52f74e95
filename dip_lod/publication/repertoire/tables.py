"""The tables of the repertoire, in documents.sqlite; numbers are those of names, so they give the order of lists."""

SCHEMA = """
CREATE TABLE thing (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, terms TEXT NOT NULL, within INTEGER,
  latitude REAL, longitude REAL, first TEXT, last TEXT);
CREATE TABLE event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, day TEXT, start TEXT, end TEXT, before TEXT,
  status TEXT NOT NULL, played INTEGER NOT NULL, run INTEGER, festival INTEGER, location INTEGER, venue INTEGER,
  town INTEGER, season INTEGER);
CREATE TABLE performed (what INTEGER, event INTEGER, part INTEGER NOT NULL, PRIMARY KEY (what, event, part))
  WITHOUT ROWID;
CREATE TABLE credit (agent INTEGER, subject INTEGER, role INTEGER NOT NULL, said TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (agent, subject, role, said, note)) WITHOUT ROWID;
"""
"""
`thing`: every document. `terms` are the keys of the terms it points to for people (`genre/toneel kind/premiere`),
`within` the place that it stands in or has its seat in, `first` and `last` the first and last day known of it (of a
person birth and death; of a work its making; as written).

`event`: performances, runs and festivals. `day` is the local day (YYYY-MM-DD), `start`, `end` and `before` (where it
was moved from) as written; `status` is scheduled, cancelled, postponed or rescheduled; `played` says whether it took
place. `location` is what the event says, `venue` that or the venue of that hall, `town` the place around it; `run` and
`season` of a performance are its run's.

`performed`: which production or work an event performs; `part` is 1 where only a part of the event does.

`credit`: who had which part in what. `role` is the term of the role, 0 where there is none; then `said` is the
property that names the agent (`creator`, `producer`) or the role's name. `note` is the character played.
"""

STAGED = """
CREATE TEMP TABLE staged_thing (key TEXT, kind TEXT, terms TEXT, within TEXT, latitude REAL, longitude REAL,
  first TEXT, last TEXT);
CREATE TEMP TABLE staged_event (key TEXT, kind TEXT, day TEXT, start TEXT, end TEXT, before TEXT, status TEXT,
  played INTEGER, run TEXT, festival TEXT, location TEXT, season TEXT);
CREATE TEMP TABLE staged_performed (what TEXT, event TEXT, part INTEGER);
CREATE TEMP TABLE staged_credit (agent TEXT, subject TEXT, role TEXT, said TEXT, note TEXT);
"""

_ID = "(SELECT id FROM name WHERE uri = :space || {})"

FINAL = (
    f"INSERT OR IGNORE INTO thing SELECT {_ID.format('key')}, kind, terms, {_ID.format('within')}, latitude, longitude,"
    " first, last FROM staged_thing WHERE " + _ID.format("key") + " IS NOT NULL ORDER BY 1",
    "INSERT OR IGNORE INTO event SELECT " + _ID.format("key") + " AS number, kind, day, start, end, before, status,"
    f" played, {_ID.format('run')}, {_ID.format('festival')}, {_ID.format('location')}, NULL, NULL,"
    f" {_ID.format('season')} FROM staged_event WHERE number IS NOT NULL ORDER BY number",
    "UPDATE event SET season = (SELECT season FROM event AS run WHERE run.id = event.run)"
    " WHERE season IS NULL AND run IS NOT NULL",
    "UPDATE event SET venue = (SELECT CASE kind WHEN 'hall' THEN within WHEN 'venue' THEN id END FROM thing"
    " WHERE thing.id = location) WHERE location IS NOT NULL",
    "UPDATE event SET town = (SELECT CASE kind WHEN 'place' THEN id ELSE within END FROM thing"
    " WHERE thing.id = coalesce(venue, location)) WHERE location IS NOT NULL",
    f"INSERT OR IGNORE INTO performed SELECT {_ID.format('what')} AS whole, {_ID.format('event')} AS number, part"
    " FROM staged_performed WHERE whole IS NOT NULL AND number IS NOT NULL ORDER BY 1, 2, 3",
    f"INSERT OR IGNORE INTO credit SELECT {_ID.format('agent')} AS who, {_ID.format('subject')} AS what,"
    f" coalesce({_ID.format('role')}, 0), said, note FROM staged_credit WHERE who IS NOT NULL AND what IS NOT NULL"
    " ORDER BY 1, 2, 3, 4, 5",
    "DROP TABLE staged_thing",
    "DROP TABLE staged_event",
    "DROP TABLE staged_performed",
    "DROP TABLE staged_credit",
    "CREATE INDEX event_of_run ON event (run)",
    "CREATE INDEX event_at_venue ON event (venue)",
    "CREATE INDEX event_in_town ON event (town)",
    "CREATE INDEX event_at_location ON event (location)",
    "CREATE INDEX event_of_season ON event (season)",
    "CREATE INDEX event_on_day ON event (day)",
    "CREATE INDEX performed_by_event ON performed (event)",
    "CREATE INDEX credit_of_subject ON credit (subject)",
    "CREATE INDEX thing_within ON thing (within)",
)
"""Number what was staged by its names; a name that has no document yet has no number, and its row is left out."""
