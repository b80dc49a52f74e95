"""Things by number, as the tables of the repertoire know them."""

import sqlite3
from collections.abc import Iterable

_CHUNK = 500


class Numbered:
    """What asks the tables of one publication, over a connection to its documents.sqlite."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: tuple[str, int | None] = ("", None)

    def _uris(self, numbers: Iterable[int | None]) -> dict[int | None, str]:
        """Find the URIs of numbers."""
        wanted = sorted(number for number in numbers if number is not None)
        found: dict[int | None, str] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            found.update(self._connection.execute(f"SELECT id, uri FROM name WHERE id IN ({marks})", chunk).fetchall())
        return found

    def _number(self, uri: str) -> int | None:
        """Find the number of a URI; None where it is not named here."""
        known, number = self._known
        if known != uri or not uri:  # a page asks ten things of one
            row = self._connection.execute("SELECT id FROM name WHERE uri = ?", (uri,)).fetchone()
            number = int(row[0]) if row else None
            self._known = (uri, number)
        return number
