"""Productions, programmes and works in lists: of a maker, of a work, of a season."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dip_lod.publication.repertoire.events import BY
from dip_lod.publication.repertoire.numbers import Numbered


class Item(NamedTuple):
    """A production, programme or work in someone's career; days as they are known."""

    uri: str
    kind: str
    first: str | None
    last: str | None
    performances: int
    parts: tuple[tuple[str | None, str, str], ...]
    """Of each part: the URI of the role's term, else what names it; and the character played."""


_Row = tuple[int, str, str | None, str | None, int]
"""The same, by the number of its name and without parts."""

_PARTS = """
  SELECT coalesce(s.production, s.run, c.subject) AS item, c.role, c.said, c.note
  FROM credit c LEFT JOIN event s ON s.id = c.subject WHERE c.agent = :id
"""
_ITEMS = f"""
  SELECT n.uri, t.kind, t.first, t.last, coalesce(t.performances, 0),
    json_group_array(DISTINCT json_array((SELECT uri FROM name WHERE name.id = role), said, note))
  FROM ({_PARTS}) JOIN name n ON n.id = item JOIN thing t ON t.id = item
  WHERE :after IS NULL OR coalesce(t.last, t.first, '') < :day
    OR (coalesce(t.last, t.first, '') = :day AND item > :after)
  GROUP BY item ORDER BY coalesce(t.last, t.first, '') DESC, item LIMIT :limit
"""
# `IN mine` and no join: for a join SQLite 3.40 reads all events and all credits first, into Bloom filters.
_COMPANIONS = f"""
  WITH mine AS (SELECT DISTINCT item FROM ({_PARTS})),
  subject AS (
    SELECT item, item AS id FROM mine
    UNION SELECT production, id FROM event WHERE production IN mine AND kind = 'run'
  ),
  other AS (SELECT DISTINCT c.agent, s.item FROM subject s JOIN credit c ON c.subject = s.id WHERE c.agent != :id)
  SELECT n.uri, count(*) AS together FROM other JOIN name n ON n.id = other.agent
  GROUP BY other.agent HAVING together > 1 ORDER BY together DESC, other.agent LIMIT :limit
"""
_STAGED = """
  SELECT t.id, t.kind, t.first, t.last, coalesce(t.performances, 0)
  FROM (SELECT DISTINCT source FROM link WHERE target = :id
    AND predicate = (SELECT id FROM name WHERE uri = 'https://schema.org/isBasedOn')) JOIN thing t ON t.id = source
    WHERE t.kind = 'production'
  ORDER BY coalesce(t.last, '') DESC, t.id LIMIT :limit
"""
_RELATED = """
  SELECT id, t.kind, t.first, t.last, coalesce(t.performances, 0)
  FROM (SELECT o.subject AS id, count(DISTINCT o.agent) AS shared FROM credit c JOIN credit o ON o.agent = c.agent
    WHERE c.subject = :id AND o.subject != :id
      AND o.subject >= (SELECT min(place) FROM document WHERE kind = 'production')
    GROUP BY 1 HAVING EXISTS (SELECT 1 FROM document WHERE kind = 'production' AND place = o.subject)
    ORDER BY shared DESC, id LIMIT :limit)
  JOIN thing t USING (id) ORDER BY shared DESC, id
"""
_BETWEEN = """
  SELECT t.id, t.kind, f.first, f.last, f.total FROM (
    SELECT coalesce(e.production, e.run, e.id) AS what, min(a.day) AS first, max(a.day) AS last, sum(NOT a.off) AS total
    FROM agenda a CROSS JOIN event e ON e.id = a.event WHERE a.thing = :id AND a.day BETWEEN :first AND :last
    GROUP BY 1) f JOIN thing t ON t.id = f.what
  ORDER BY f.first, f.what LIMIT :limit
"""
_DURING = """
  SELECT t.id, t.kind, t.first, t.last, coalesce(t.performances, 0) FROM thing t
  WHERE t.id IN (SELECT production FROM event WHERE {} AND production IS NOT NULL)
"""

_WITHIN = "thing t JOIN name n USING (id) WHERE within = :id AND kind IN ('hall', 'venue')"


class Careers(Numbered):
    """The lists of one publication."""

    def items(self, agent: str, limit: int = 100, after: str = "") -> list[Item]:
        """List what someone had a part in, the latest first: productions, programmes of works, works.

        A part in a run or a performance of a production is a part in the production. `after` is the URI of the last
        item of the page before.
        """
        last = self.number(after)
        row = self._connection.execute("SELECT coalesce(last, first, '') FROM thing WHERE id = ?", (last,)).fetchone()
        given = {"id": self.number(agent), "limit": limit, "after": last, "day": row[0] if row else None}
        rows = self._connection.execute(_ITEMS, given)
        return [Item(row[0], row[1], row[2], row[3], row[4], tuple(json.loads(row[5]))) for row in rows]

    def count_items(self, agent: str) -> int:
        """Count what `items` lists."""
        row = self._connection.execute(f"SELECT count(DISTINCT item) FROM ({_PARTS})", {"id": self.number(agent)})
        return int(row.fetchone()[0])

    def leads(self, agent: str) -> bool:
        """Say whether an organization is the main producer of something, and so has accounts."""
        row = self._connection.execute(
            "SELECT 1 FROM credit CROSS JOIN thing ON id = subject WHERE agent = ? AND role = 0 AND said = 'creator'"
            " AND kind = 'production' LIMIT 1",
            (self.number(agent),),
        )
        return row.fetchone() is not None

    def has_role(self, agent: str, role: str) -> bool:
        """Say whether someone has a role in anything."""
        row = self._connection.execute(
            "SELECT 1 FROM credit WHERE agent = ? AND role = ? LIMIT 1", (self.number(agent), self.number(role))
        )
        return row.fetchone() is not None

    def companions(self, agent: str, limit: int = 12) -> list[tuple[str, int]]:
        """List with whom someone had a part in the most productions, and in how many."""
        rows = self._connection.execute(_COMPANIONS, {"id": self.number(agent), "limit": limit})
        return [(uri, together) for uri, together in rows]

    def staged(self, of: str, limit: int = 50) -> list[Item]:
        """List the productions of a work, the latest first."""
        rows = self._connection.execute(_STAGED, {"id": self.number(of), "limit": limit})
        return self._items(rows)

    def count_staged(self, of: str) -> int:
        """Count what `staged` lists."""
        row = self._connection.execute(f"SELECT count(*) FROM ({_STAGED})", {"id": self.number(of), "limit": -1})
        return int(row.fetchone()[0])

    def related(self, production: str, limit: int = 6) -> list[Item]:
        """List the productions that share the most makers with one, its own makers' only."""
        rows = self._connection.execute(_RELATED, {"id": self.number(production), "limit": limit})
        return self._items(rows)

    def during(self, of: str, kind: str, limit: int = 50, after: str = "") -> list[Item]:
        """List the productions that played in a season or a festival, by title; `after` as in `items`."""
        query = f"{_DURING.format(BY[kind])} AND t.id > :after ORDER BY t.id LIMIT :limit"
        given = {"id": self.number(of), "limit": limit, "after": self.number(after) or 0}
        rows = self._connection.execute(query, given)
        return self._items(rows)

    def between(self, of: str, first: str, last: str, limit: int = 50) -> list[Item]:
        """List what played at a venue, a hall or a town in a period, with its days and how often it played then."""
        given = {"id": self.number(of), "first": first, "last": last, "limit": limit}
        return self._items(self._connection.execute(_BETWEEN, given))

    def _items(self, rows: Iterable[_Row]) -> list[Item]:
        """Name what was found by number: its label and its number, which are asked for next, come along."""
        found = list(rows)
        named = self._uris(row[0] for row in found)
        return [Item(named[row[0]], *row[1:], ()) for row in found]

    def count_between(self, of: str, first: str, last: str) -> int:
        """Count what `between` lists."""
        given = {"id": self.number(of), "first": first, "last": last, "limit": -1}
        return int(self._connection.execute(f"SELECT count(*) FROM ({_BETWEEN})", given).fetchone()[0])

    def count_during(self, of: str, kind: str) -> int:
        """Count what `during` lists."""
        query = f"SELECT count(*) FROM ({_DURING.format(BY[kind])})"
        return int(self._connection.execute(query, {"id": self.number(of)}).fetchone()[0])

    def placed(self, of: Sequence[str]) -> dict[str, tuple[str | None, str | None, str | None]]:
        """Say of things which place they are in, and their first and last day; at most a page of them at a time."""
        marks = ",".join("?" * len(of))
        rows = self._connection.execute(
            "SELECT n.uri, w.uri, t.first, t.last FROM thing t JOIN name n USING (id)"
            f" LEFT JOIN name w ON w.id = t.within WHERE n.uri IN ({marks})",
            list(of),
        )
        return {uri: (where, first, last) for uri, where, first, last in rows}

    def programmes(self, events: Sequence[str]) -> dict[str, list[str]]:
        """List the works on the programmes of runs and performances, by the URI of each."""
        marks = ",".join("?" * len(events))
        rows = self._connection.execute(
            "SELECT DISTINCT e.uri, w.uri FROM name e JOIN performed p INDEXED BY performed_by_event ON p.event = e.id"
            f" JOIN thing t ON t.id = p.what AND t.kind = 'work' JOIN name w ON w.id = p.what WHERE e.uri IN ({marks})"
            " ORDER BY e.id, w.id",
            tuple(events),
        )
        found: dict[str, list[str]] = {}
        for event, work in rows:
            found.setdefault(event, []).append(work)
        return found

    def within(self, place: str, limit: int = 60, after: str = "") -> list[tuple[str, int]]:
        """List the halls of a venue or the venues of a town, each with its number of performances, the most first.

        `after` is the last URI of the page before.
        """
        rows = self._connection.execute(
            f"SELECT n.uri, coalesce(t.performances, 0) AS total FROM {_WITHIN} AND (:after IS NULL"
            " OR (-coalesce(t.performances, 0), id) > (SELECT -coalesce(performances, 0), id FROM thing"
            " WHERE id = :after))"
            " ORDER BY total DESC, id LIMIT :limit",
            {"id": self.number(place), "limit": limit, "after": self.number(after)},
        )
        return [(uri, total) for uri, total in rows]

    def count_within(self, place: str) -> int:
        """Count the halls of a venue or the venues of a town."""
        row = self._connection.execute(f"SELECT count(*) FROM {_WITHIN}", {"id": self.number(place)}).fetchone()
        return int(row[0])
