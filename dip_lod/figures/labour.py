"""The figures of work: people by role, newcomers and those who left, combinations of roles, moves of discipline."""

import sqlite3
from collections.abc import Iterator, Mapping

from dip_lod.figures.cubes import TOTAL, UNKNOWN
from dip_lod.figures.protection import FEWEST, Key, protect, small
from dip_lod.figures.trends import Figure

_WORKED = f"""
CREATE TEMP TABLE worked AS
SELECT DISTINCT season, agent, coalesce(substr(n.uri, :length), '{UNKNOWN}') AS role, coalesce(production, run) AS item
FROM maker LEFT JOIN name n ON n.id = role;
"""
_SEEN = f"""
CREATE TEMP TABLE seen AS SELECT agent, min(season) AS first, max(season) AS last FROM worked
WHERE season != '{UNKNOWN}' GROUP BY agent
"""
_PEOPLE = "SELECT season, {}, count(DISTINCT agent) FROM worked {} GROUP BY 1, 2"
_COMBINED = """
SELECT a.season, a.role, b.role, count(DISTINCT a.agent) FROM (SELECT DISTINCT season, role, agent FROM worked) a
JOIN (SELECT DISTINCT season, role, agent FROM worked) b ON b.agent = a.agent AND b.season = a.season
WHERE a.role < b.role GROUP BY 1, 2, 3
"""
_MOVED = f"""
CREATE TEMP TABLE active AS SELECT DISTINCT season, CAST(substr(season, 4, 4) AS INTEGER) AS year, agent,
  coalesce(d.code, '{UNKNOWN}') AS code
FROM maker LEFT JOIN discipline d ON d.production = maker.production WHERE season != '{UNKNOWN}';
CREATE INDEX temp.active_of ON active (agent, year);
"""
_MOVES = """
SELECT b.season, a.code, b.code, count(DISTINCT b.agent) FROM active b
JOIN active a ON a.agent = b.agent AND a.year = b.year - 1 GROUP BY 1, 2, 3
"""

Table = dict[Key, int]


def figures(database: sqlite3.Connection, base: str, as_of: str) -> Iterator[Figure]:
    """Count every figure of work, and withhold what is about fewer than ten people or would give it away."""
    database.execute(_WORKED, {"length": len(f"{base}id/term/role/") + 1})
    database.execute(_SEEN)
    people = _table(database, "")
    newcomers = _table(database, "JOIN seen USING (agent) WHERE season = first")
    leavers = _table(database, "JOIN seen USING (agent) WHERE season = last")
    seasons = sorted({season for season, _ in people} - {UNKNOWN})
    over = [season for season in seasons if ended(season, as_of)]
    absent = _absent(seasons, people, newcomers, leavers)
    newcomers = {key: value for key, value in newcomers.items() if key[0] in seasons[1:]}
    leavers = {key: value for key, value in leavers.items() if over and key[0] < over[-1]}
    hidden = _protected(people)
    away = [(season, TOTAL) for season, number in absent.items() if small(number)]
    for name, table, also in (("people", people, []), ("newcomers", newcomers, away), ("leavers", leavers, [])):
        own = hidden if name == "people" else _protected(table, [*_rests(people, table), *also])
        for key, value in table.items():
            yield "labour", (name, *key), None if key in own else value
    for season, role, average in _credits(database):
        yield "labour", ("credits-per-person", season, role), None if (season, role) in hidden else average
    yield from _combined(database, people, hidden)
    yield from _moved(database)


def ended(season: str, as_of: str) -> bool:
    """Say whether a season was over on a day: it ends on 31 July.

    >>> ended("nl-2021-2022", "2022-07-31"), ended("nl-2021-2022", "2022-08-01")
    (False, True)
    """
    return f"{season[-4:]}-08-01" <= as_of


def _table(database: sqlite3.Connection, which: str) -> Table:
    """Count people by season and role, and by season."""
    return {
        (season, role): number
        for role in ("role", f"'{TOTAL}'")
        for season, role, number in database.execute(_PEOPLE.format(role, which))
    }


def _protected(table: Mapping[Key, int], sensitive: list[Key] | None = None) -> set[Key]:
    lines: dict[Key, list[Key]] = {}
    for season, role in table:
        if role != TOTAL:
            lines.setdefault((season, TOTAL), []).append((season, role))
    return protect(table, lines.items(), [key for key in sensitive or () if key in table])


def _rests(people: Mapping[Key, int], some: Mapping[Key, int]) -> list[Key]:
    """Find where those who are left when some are subtracted from all would be too few."""
    return [key for key, number in some.items() if small(people[key] - number)]


def _absent(seasons: list[str], people: Table, newcomers: Table, leavers: Table) -> dict[str, int]:
    """Count who stayed away one season and came back: it follows from people, newcomers and leavers together."""
    absent, known = {}, 0
    for season in seasons:
        known += newcomers.get((season, TOTAL), 0)
        absent[season] = known - people[season, TOTAL]
        known -= leavers.get((season, TOTAL), 0)
    return absent


def _credits(database: sqlite3.Connection) -> Iterator[tuple[str, str, float]]:
    """Average the credits of people: a role in a production is one. To one decimal; half goes up."""
    for role in ("role", f"'{TOTAL}'"):
        rows = f"SELECT season, {role}, count(*), count(DISTINCT agent) FROM worked GROUP BY 1, 2"
        for season, code, credits, people in database.execute(rows):
            yield season, code, (20 * credits + people) // (2 * people) / 10


def _combined(database: sqlite3.Connection, people: Mapping[Key, int], hidden: set[Key]) -> Iterator[Figure]:
    """Count who had two roles; not where too few had only one of them, or one of them is withheld."""
    for season, role, other, number in database.execute(_COMBINED):
        both = ((season, role), (season, other))
        withheld = number < FEWEST or any(one in hidden or small(people[one] - number) for one in both)
        yield "roles", ("role-combinations", season, role, other), None if withheld else number


def _moved(database: sqlite3.Connection) -> Iterator[Figure]:
    """Count who worked in one discipline and a season later in another; not where too few did not."""
    database.executescript(_MOVED)
    rows = database.execute("SELECT year, code, count(DISTINCT agent) FROM active GROUP BY 1, 2")
    active = {(year, code): people for year, code, people in rows}
    for season, before, now, number in database.execute(_MOVES):
        year = int(season[3:7])
        rests = (active[year - 1, before] - number, active[year, now] - number)
        withheld = number < FEWEST or any(map(small, rests))
        yield "mobility", ("mobility", season, before, now), None if withheld else number
