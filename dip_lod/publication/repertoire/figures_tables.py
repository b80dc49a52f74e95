"""The tables that pictures are drawn from: sums made in the build, so that a busy venue answers like any other."""

import re
import sqlite3

SCHEMA = """
CREATE TABLE figure (thing INTEGER, axis TEXT, key, total INTEGER NOT NULL, PRIMARY KEY (thing, axis, key))
  WITHOUT ROWID;
CREATE TABLE career (agent INTEGER, role, year TEXT, total INTEGER NOT NULL, PRIMARY KEY (agent, role, year))
  WITHOUT ROWID;
CREATE TABLE agenda (thing INTEGER, day TEXT, event INTEGER, off INTEGER NOT NULL, PRIMARY KEY (thing, day, event))
  WITHOUT ROWID;
"""
"""
`figure`: how many performances a thing had, cancelled and postponed ones left out, by `axis`: `season` (key: the year
in which the season began), `spot` (the nearest thing around it with a position), `province` and `genre` (numbers of
names), and `month` (YYYY-MM) of a season. Thing 0 is everything. Of a work also `staged`: its productions by the year
of their first performance.

`career`: in how many productions, programmes and works an agent had a role, by the year in which those began; `role` is
the number of its term, else the words that the credit has.

`agenda`: the performances of a venue, a hall, a place, an organization and a production by day; `off`
is 1 for those that were cancelled or postponed.
"""

_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")

_NIGHTS = """
WITH found AS (SELECT e.id, e.day, coalesce(first_year(s.uri),
  CASE WHEN e.day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*' THEN substr(e.day, 1, 4) - (substr(e.day, 6, 2) < '08') END
  ) AS season, spot.wide AS spot, province.wide AS province,
  (SELECT group_concat(genre) FROM of_genre WHERE event = e.id) AS genres
FROM event e LEFT JOIN name s ON s.id = e.season LEFT JOIN spot ON spot.id = e.location
  LEFT JOIN province ON province.id = e.location
WHERE e.kind = 'performance' AND e.status IN ('scheduled', 'rescheduled'))
INSERT INTO night SELECT id, day, season, spot, province, dense_rank() OVER (ORDER BY season, spot, province, genres)
FROM found
"""
"""A theatre season is from August to July, where the record names none. Nights that are counted alike have a number in
common: most things have far fewer of these than nights."""

_AROUND = """
CREATE TEMP TABLE stood AS WITH RECURSIVE wider (id, wide, depth) AS (
  SELECT id, id, 0 FROM thing WHERE kind IN ('hall', 'venue', 'place')
  UNION SELECT w.id, t.within, depth + 1 FROM wider w JOIN thing t ON t.id = w.wide
    WHERE t.within IS NOT NULL AND depth < 12)
SELECT id, wide, depth FROM wider
"""

_TOPICS = """
CREATE TEMP TABLE topic AS WITH RECURSIVE cut (id, term, rest) AS (
  SELECT id, NULL, terms || ' ' FROM thing WHERE kind IN ('production', 'performance') AND terms LIKE '%genre/%'
  UNION ALL SELECT id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM cut
    WHERE rest != '')
SELECT cut.id, name.id AS genre FROM cut JOIN name ON name.uri = :space || 'term/' || term WHERE term LIKE 'genre/%'
"""

_COMPANIES = """
CREATE TEMP TABLE company AS SELECT DISTINCT agent, subject FROM credit JOIN thing t ON t.id = agent
WHERE t.kind = 'organization'
"""

_BEARS = """
INSERT OR IGNORE INTO bears
SELECT 0, id FROM night
UNION ALL SELECT p.what, p.event FROM performed p JOIN thing t ON t.id = p.what JOIN event e ON e.id = p.event
  WHERE t.kind IN ('production', 'work') AND e.kind = 'performance'
UNION ALL SELECT production, id FROM event WHERE production IS NOT NULL AND kind = 'performance'
UNION ALL SELECT venue, id FROM event WHERE venue IS NOT NULL AND kind = 'performance'
UNION ALL SELECT location, id FROM event WHERE location IS NOT NULL AND kind = 'performance'
UNION ALL SELECT town, id FROM event WHERE town IS NOT NULL AND kind = 'performance'
UNION ALL SELECT province, id FROM night WHERE province IS NOT NULL
UNION ALL SELECT season, id FROM event WHERE season IS NOT NULL AND kind = 'performance'
UNION ALL SELECT festival, id FROM event WHERE festival IS NOT NULL AND kind = 'performance'
UNION ALL SELECT genre, event FROM of_genre
UNION ALL SELECT agent, e.id FROM company CROSS JOIN event e ON e.id = subject WHERE e.kind = 'performance'
UNION ALL SELECT agent, e.id FROM company CROSS JOIN event e ON e.run = subject WHERE e.kind = 'performance'
UNION ALL SELECT agent, e.id FROM company CROSS JOIN event e ON e.production = subject WHERE e.kind = 'performance'
"""

_SUMS = "INSERT INTO figure SELECT s.thing, '{axis}', a.{axis}, sum(total) FROM summed s JOIN alike a ON a.id = s.alike"

_CAREER = """
INSERT INTO career SELECT agent, what, year, count(*) FROM (
  SELECT DISTINCT c.agent, CASE c.role WHEN 0 THEN c.said ELSE c.role END AS what,
    coalesce(e.production, e.run, c.subject) AS item, substr(coalesce(t.first, t.last), 1, 4) AS year
  FROM credit c LEFT JOIN event e ON e.id = c.subject
    JOIN thing t ON t.id = coalesce(e.production, e.run, c.subject))
WHERE year GLOB '[0-9][0-9][0-9][0-9]' GROUP BY 1, 2, 3
"""

_STAGED = """
INSERT INTO figure SELECT target, 'staged', substr(t.first, 1, 4) AS year, count(*) FROM link
  JOIN thing t ON t.id = source
WHERE predicate = (SELECT id FROM name WHERE uri = 'https://schema.org/isBasedOn') AND t.kind = 'production'
  AND year GLOB '[0-9][0-9][0-9][0-9]' GROUP BY 1, 3
"""

_TEMPORARY = ("stood", "spot", "province", "night", "topic", "of_genre", "company", "bears", "alike", "summed")

FINAL = (
    _AROUND,
    "CREATE TEMP TABLE spot (id INTEGER PRIMARY KEY, wide, depth)",
    "INSERT INTO spot SELECT stood.id, wide, min(depth) FROM stood JOIN thing t ON t.id = wide"
    " WHERE t.latitude IS NOT NULL AND t.longitude IS NOT NULL GROUP BY stood.id",
    "CREATE TEMP TABLE province (id INTEGER PRIMARY KEY, wide, depth)",
    "INSERT INTO province SELECT stood.id, wide, min(depth) FROM stood JOIN name n ON n.id = wide"
    " WHERE n.uri GLOB :space || 'place/[A-Z][A-Z]-[A-Z]*' GROUP BY stood.id",
    _TOPICS,
    "CREATE INDEX temp.topic_of ON topic (id)",
    "CREATE TEMP TABLE of_genre (event INTEGER, genre INTEGER, PRIMARY KEY (event, genre)) WITHOUT ROWID",
    "INSERT OR IGNORE INTO of_genre SELECT e.id, genre FROM event e JOIN topic ON topic.id IN (e.id, e.production)"
    " WHERE e.kind = 'performance'",
    "CREATE TEMP TABLE night (id INTEGER PRIMARY KEY, day, season, spot, province, alike)",
    _NIGHTS,
    _COMPANIES,
    "CREATE TEMP TABLE bears (thing INTEGER, event INTEGER, PRIMARY KEY (thing, event)) WITHOUT ROWID",
    _BEARS,
    "CREATE TEMP TABLE alike (id INTEGER PRIMARY KEY, event, season, spot, province)",
    "INSERT INTO alike SELECT alike, min(id), season, spot, province FROM night GROUP BY alike",
    "CREATE TEMP TABLE summed AS SELECT b.thing, n.alike, count(*) AS total FROM bears b JOIN night n ON n.id = b.event"
    " GROUP BY 1, 2",
    *(f"{_SUMS.format(axis=axis)} WHERE a.{axis} IS NOT NULL GROUP BY 1, 3" for axis in ("season", "spot", "province")),
    "INSERT INTO figure SELECT s.thing, 'genre', g.genre, sum(total) FROM summed s JOIN alike a ON a.id = s.alike"
    " JOIN of_genre g ON g.event = a.event WHERE g.genre != s.thing GROUP BY 1, 3",
    "INSERT INTO figure SELECT e.season, 'month', substr(n.day, 1, 7) AS month, count(*) FROM night n"
    " JOIN event e USING (id) WHERE e.season IS NOT NULL AND n.day IS NOT NULL GROUP BY 1, 3",
    _CAREER,
    _STAGED,
    "INSERT INTO agenda SELECT b.thing, e.day, e.id, e.status IN ('cancelled', 'postponed') FROM bears b"
    " JOIN thing t ON t.id = b.thing JOIN event e ON e.id = b.event"
    " WHERE t.kind IN ('venue', 'hall', 'place', 'organization', 'production') AND e.day IS NOT NULL",
    *(f"DROP TABLE {name}" for name in _TEMPORARY),
)


def first_year(uri: str | None) -> int | None:
    """Read the year in which a season began from its URI.

    >>> first_year("https://example.org/id/season/nl-2025-2026"), first_year("https://example.org/id/season/spring")
    (2025, None)
    """
    found = _YEAR.search((uri or "").rpartition("/")[2])
    return int(found[0]) if found else None


def install(database: sqlite3.Connection) -> None:
    """Give SQL the function `first_year(uri)`."""
    database.create_function("first_year", 1, first_year, deterministic=True)
