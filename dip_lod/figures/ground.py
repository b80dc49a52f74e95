"""What figures are counted from: temporary tables over the repertoire, a row for each performance that counts."""

import sqlite3
from collections.abc import Mapping

from dip_lod import schemes
from dip_lod.figures.cubes import UNKNOWN

_SPOTS = """
CREATE TEMP TABLE spot AS
WITH RECURSIVE up (location, id, depth) AS (
  SELECT DISTINCT location, location, 0 FROM event WHERE location IS NOT NULL AND {season}
  UNION SELECT location, thing.within, depth + 1 FROM up JOIN thing ON thing.id = up.id
  WHERE thing.within IS NOT NULL AND depth < 6
), named AS (SELECT location, depth, substr(uri, :length) AS key FROM up JOIN name USING (id))
SELECT location, min(CASE WHEN key GLOB 'place/GM[0-9]*' THEN substr(key, 7) END) AS municipality,
  min(CASE WHEN key GLOB 'place/NL-[A-Z][A-Z]' THEN substr(key, 7) END) AS province
FROM named GROUP BY location
"""
_FACTS = f"""
CREATE TEMP TABLE fact AS
SELECT e.id AS performance, coalesce(substr(s.uri, :season), '{UNKNOWN}') AS season, e.run, e.production,
  CASE WHEN v.kind = 'venue' THEN e.venue END AS venue, coalesce(spot.municipality, '{UNKNOWN}') AS municipality,
  CASE WHEN spot.municipality IS NULL THEN '{UNKNOWN}' ELSE coalesce(spot.province, '{UNKNOWN}') END AS province,
  coalesce(sized.size, '{UNKNOWN}') AS size,
  ' ' || t.terms || ' ' LIKE '% kind/premiere %' AS premiere,
  ' ' || r.terms || ' ' LIKE '% kind/reprise %' AS reprise,
  ' ' || t.terms || ' ' LIKE '% tag/fpk-school-po %' OR ' ' || t.terms || ' ' LIKE '% audience/po %' AS po,
  ' ' || t.terms || ' ' LIKE '% tag/fpk-school-vo %' OR ' ' || t.terms || ' ' LIKE '% audience/vo %' AS vo
FROM event e JOIN thing t USING (id) LEFT JOIN thing r ON r.id = e.run LEFT JOIN thing v ON v.id = e.venue
  LEFT JOIN name s ON s.id = e.season LEFT JOIN spot ON spot.location = e.location
  LEFT JOIN sized ON sized.municipality = spot.municipality
WHERE e.kind = 'performance' AND e.status IN ('scheduled', 'rescheduled') AND {{season}}
"""
_UNITS = """
CREATE TEMP TABLE unit AS SELECT DISTINCT season, production, run, province, size FROM fact;
CREATE TEMP TABLE maker AS
SELECT DISTINCT season, production, run, province, size, agent, role FROM (
  SELECT u.*, c.agent, c.role, c.said FROM unit u JOIN credit c ON c.subject = u.production
  UNION ALL SELECT u.*, c.agent, c.role, c.said FROM unit u JOIN credit c ON c.subject = u.run
  UNION ALL SELECT f.season, f.production, f.run, f.province, f.size, c.agent, c.role, c.said
    FROM fact f JOIN credit c ON c.subject = f.performance
) JOIN thing ON thing.id = agent
WHERE thing.kind = 'person' AND (role != 0 OR said NOT IN ('creator', 'producer', 'organizer', 'funder', 'author',
  'composer', 'lyricist', 'director', 'performer'));
"""


def prepare(database: sqlite3.Connection, base: str, sized: Mapping[str, str]) -> None:
    """Make the tables `fact`, `discipline` and `maker` beside the repertoire."""
    _facts(database, base, sized, "1")
    database.executescript(_UNITS)


def limited(database: sqlite3.Connection, base: str, sized: Mapping[str, str], season: str) -> None:
    """Make the tables `fact` and `discipline` of one season alone."""
    row = database.execute("SELECT id FROM name WHERE uri = ?", (f"{base}id/season/{season}",)).fetchone()
    _facts(database, base, sized, "season IS NULL" if season == UNKNOWN else f"season = {row[0] if row else 0}")


def municipalities(database: sqlite3.Connection, base: str) -> set[str]:
    """Find the codes of the municipalities that a publication names."""
    start = f"{base}id/place/GM"
    rows = database.execute("SELECT uri FROM name WHERE uri >= ? AND uri < ?", (start, start[:-1] + "N"))
    return {uri.rpartition("/")[2] for (uri,) in rows}


def _facts(database: sqlite3.Connection, base: str, sized: Mapping[str, str], season: str) -> None:
    database.execute("CREATE TEMP TABLE sized (municipality TEXT PRIMARY KEY, size TEXT NOT NULL)")
    database.executemany("INSERT INTO sized VALUES (?, ?)", sized.items())
    start = len(f"{base}id/") + 1
    database.execute(_SPOTS.format(season=season), {"length": start})
    database.execute("CREATE INDEX temp.spot_of ON spot (location)")
    within = season if season == "1" else f"e.{season}"
    database.execute(_FACTS.format(season=within), {"season": start + len("season/")})
    _disciplines(database)


def _disciplines(database: sqlite3.Connection) -> None:
    """Find the broadest genres of each production; one without a genre is of the discipline that is not known."""
    database.execute("CREATE TEMP TABLE discipline (production INTEGER, code TEXT, PRIMARY KEY (production, code))")
    rows = database.execute("SELECT id, terms FROM thing WHERE id IN (SELECT production FROM fact)").fetchall()
    for number, terms in rows:
        genres = [term for term in terms.split() if term.startswith("genre/")]
        found = {code for genre in genres for code in tops(genre)} or {UNKNOWN}
        database.executemany("INSERT INTO discipline VALUES (?, ?)", ((number, code) for code in sorted(found)))


def tops(genre: str) -> set[str]:
    """Give the codes of the broadest genres above one.

    >>> tops("genre/kamermuziek")
    {'muziek'}
    """
    concept = schemes.concepts().get(genre)
    if concept is None or not concept.broader:
        return {genre.removeprefix("genre/")}
    return {code for above in concept.broader for code in tops(above)}
