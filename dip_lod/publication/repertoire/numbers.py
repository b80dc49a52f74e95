"""Things by number, as the tables of the repertoire know them."""

import sqlite3
from collections.abc import Iterable

from dip_lod.publication.known import Names


class Numbered:
    """What asks the tables of one publication, over a connection to its documents.sqlite."""

    def __init__(self, connection: sqlite3.Connection, names: Names | None = None) -> None:
        """Ask over a connection; `names` are those that are remembered already."""
        self._connection = connection
        self._names = names or Names()
        self._known: tuple[str, int | None] = ("", None)

    def number(self, uri: str) -> int | None:
        """Find the number of a URI; None where it is not named here."""
        if not uri:
            return None
        if (remembered := self._names.number(uri)) is not None:
            return remembered
        known, number = self._known
        if known != uri:  # a page asks ten things of one
            row = self._connection.execute("SELECT id FROM name WHERE uri = ?", (uri,)).fetchone()
            number = int(row[0]) if row else None
            self._known = (uri, number)
        return number

    def _uris(self, numbers: Iterable[int | None]) -> dict[int | None, str]:
        """Find the URIs of numbers."""
        return self._names.uris(self._connection, numbers)
