"""Who produced a performance: the main producer, who counts it, and the others."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dip_lod.accounts.rows import Row

_CREDITS = (
    "SELECT c.subject, c.agent, c.said, coalesce(n.uri, '') FROM json_each(?) CROSS JOIN credit c"
    " ON c.subject = json_each.value LEFT JOIN name n ON n.id = c.role"
)
_OTHERS = ("coproducent", "producent", "uitvoerend-producent")


@dataclass(slots=True)
class _Said:
    main: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)
    organizers: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Producers:
    """The producers of a performance, by number."""

    main: frozenset[int]
    others: frozenset[int]
    organizers: frozenset[int]

    @property
    def several(self) -> bool:
        """Whether it is a co-production."""
        return len(self.main | self.others) > 1


def producers(database: sqlite3.Connection, rows: Iterable[Row]) -> dict[int, Producers]:
    """Find the producers of performances, by the performance's number.

    The run says who produced it in that season; where it names no main producer, the production does.
    """
    every = list(rows)
    wanted = sorted({one for row in every for one in (row.id, row.run, row.production) if one is not None})
    said: dict[int, _Said] = defaultdict(_Said)
    for subject, agent, flat, role in database.execute(_CREDITS, (json.dumps(wanted),)):
        name = role.rpartition("/term/role/")[2]
        if name == "hoofdproducent" or flat == "creator":
            said[subject].main.add(agent)
        elif name in _OTHERS or flat == "producer":
            said[subject].others.add(agent)
        elif flat == "organizer":
            said[subject].organizers.add(agent)
    return {row.id: _of(row, said) for row in every}


def _of(row: Row, said: dict[int, _Said]) -> Producers:
    parts = [said[one] for one in (row.id, row.run, row.production) if one is not None]
    told = next((one for one in parts if one.main), None)
    within = [told] if told is not None and told is not parts[-1] else parts
    main = frozenset(told.main if told else ())
    others = frozenset().union(*(one.others for one in within)) - main
    return Producers(main, others, frozenset().union(*(one.organizers for one in parts)))
