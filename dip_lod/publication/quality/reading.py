"""The account of quality as the serve side reads it."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from dip_lod.errors import PublicationError
from dip_lod.publication.quality import tables


class Cause(NamedTuple):
    """What is wrong, how grave it is, and how many cases there are: of all, or of one party."""

    id: int
    code: str
    severity: str
    view: str
    shape: str
    path: str
    component: str
    source: str
    stage: str
    what: dict[str, str]
    advice: dict[str, str]
    cases: int

    @property
    def of_validation(self) -> bool:
        """Whether validation found it; else a reader or a mapping did."""
        return self.severity not in tables.FAULTS


class Case(NamedTuple):
    """Where a cause occurs."""

    id: int
    node: str
    detail: str
    records: list[str]
    more: int
    thing: str


class Party(NamedTuple):
    """Who can mend it, and how many cases of each severity there are."""

    key: str
    counts: dict[str, int]


class Past(NamedTuple):
    """A publication of the history, with its cases by severity."""

    publication: str
    committed: str
    documents: int
    triples: int
    counts: dict[str, int]


class Quality:
    """quality.sqlite of one publication; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open the file; raises PublicationError where the publication has none."""
        self._file = folder / tables.FILE
        self._local = threading.local()
        if not self._file.is_file():
            raise PublicationError(f"{folder}: has no account of quality; build again with this version")

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            uri = self._file.absolute().as_uri() + "?mode=ro&immutable=1"
            connection = self._local.connection = sqlite3.connect(uri, uri=True)
        return connection

    @cached_property
    def _thing(self) -> str:
        """Name the column of the thing that a record describes; accounts of version 1 have none."""
        return "thing" if self._connection.execute("PRAGMA user_version").fetchone()[0] > 1 else "''"

    def counts(self) -> dict[str, int]:
        """Count the cases of each severity."""
        return dict(self._connection.execute("SELECT severity, sum(cases) FROM cause GROUP BY severity"))

    def causes(self, party: str = "") -> list[Cause]:
        """List the causes, the gravest first and of these the most frequent: all, or those of a party."""
        if party:
            rows = self._connection.execute(
                "SELECT cause.*, counted.cases FROM counted JOIN party ON party.id = counted.party"
                " JOIN cause ON cause.id = counted.cause WHERE party.key = ?",
                (party,),
            )
            found = [_cause(row[:-2] + row[-1:]) for row in rows]
        else:
            found = [_cause(row) for row in self._connection.execute("SELECT * FROM cause")]
        return sorted(found, key=lambda one: (tables.rank(one.severity), one.severity, -one.cases, one.code))

    def cause(self, code: str, party: str = "") -> Cause | None:
        """Find a cause by its code; None where it has no case here."""
        return next((one for one in self.causes(party) if one.code == code), None)

    def cases(self, cause: Cause, party: str = "", after: int = 0, limit: int = 50) -> list[Case]:
        """List cases of a cause, a page at a time; `after` is the last id of the page before."""
        if party:
            rows = self._connection.execute(
                f"SELECT one.id, node, detail, records, more, {self._thing}"
                " FROM listed JOIN occurrence AS one ON one.id = occurrence"
                " WHERE listed.party = (SELECT id FROM party WHERE key = ?) AND listed.cause = ?"
                " AND occurrence > ? ORDER BY occurrence LIMIT ?",
                (party, cause.id, after, limit),
            )
        else:
            rows = self._connection.execute(
                f"SELECT id, node, detail, records, more, {self._thing}"
                " FROM occurrence WHERE cause = ? AND id > ? ORDER BY id LIMIT ?",
                (cause.id, after, limit),
            )
        return [Case._make([*row[:3], json.loads(row[3]), *row[4:]]) for row in rows]

    def every(self, cause: Cause, party: str = "") -> Iterator[Case]:
        """Go through all cases of a cause that are listed."""
        after = 0
        while page := self.cases(cause, party, after, 1000):
            yield from page
            after = page[-1].id

    def parties(self) -> list[Party]:
        """List who can mend something, by key."""
        found: dict[str, dict[str, int]] = {}
        for key, severity, count in self._connection.execute(
            "SELECT party.key, severity, sum(counted.cases) FROM counted JOIN party ON party.id = counted.party"
            " JOIN cause ON cause.id = counted.cause GROUP BY party.key, severity ORDER BY party.key"
        ):
            found.setdefault(key, {})[severity] = count
        return [Party(key, counts) for key, counts in found.items()]

    def known(self, party: str) -> bool:
        """Say whether a party has a page: because of a case now, or of one in the history."""
        query = "SELECT 1 FROM party WHERE key = ?1 UNION ALL SELECT 1 FROM history_count WHERE party = ?1"
        return party != "" and self._connection.execute(query, (party,)).fetchone() is not None

    def history(self, party: str = "", limit: int = 30) -> list[Past]:
        """List the last publications, the newest first, with the cases of a party or of all."""
        rows = self._connection.execute("SELECT * FROM history ORDER BY number DESC LIMIT ?", (limit,)).fetchall()
        found = []
        for number, publication, committed, documents, triples in rows:
            counts = self._connection.execute(
                "SELECT severity, cases FROM history_count WHERE party = ? AND number = ?", (party, number)
            )
            found.append(Past(publication, committed, documents, triples, dict(counts)))
        return found

    def publications(self) -> int:
        """Count the publications of the history."""
        return int(self._connection.execute("SELECT count(*) FROM history").fetchone()[0])


def _cause(row: tuple[Any, ...]) -> Cause:
    return Cause._make([*row[:9], json.loads(row[9]), json.loads(row[10]), row[11]])
