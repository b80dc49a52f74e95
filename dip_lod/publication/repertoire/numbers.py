"""Things by number, as the tables of the repertoire know them."""

import sqlite3


class Numbered:
    """What asks the tables of one publication, over a connection to its documents.sqlite."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def _number(self, uri: str) -> int | None:
        """Find the number of a URI; None where it is not named here."""
        row = self._connection.execute("SELECT id FROM name WHERE uri = ?", (uri,)).fetchone()
        return int(row[0]) if row else None
