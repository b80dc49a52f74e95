"""Documents of the publication before: what no record dates, and has not changed, keeps its date."""

import sqlite3
import zlib
from pathlib import Path

from dip_lod.vocabulary import expand

_DATES = (f"<{expand('schema:dateModified')}>", f"<{expand('schema:sdDatePublished')}>")


class Earlier:
    """Reads packed documents by key."""

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)

    def unless_changed(self, key: str, lines: list[str]) -> list[str]:
        """Give the document as it was if it says the same but for its dates, else as it is now."""
        row = self._connection.execute("SELECT body FROM document WHERE key = ?", (key,)).fetchone()
        before = zlib.decompress(row[0]).decode().split("\n")[:-1] if row else []
        return before if _undated(before) == _undated(lines) else lines


def _undated(lines: list[str]) -> list[str]:
    return [line for line in lines if line.split(" ", 2)[1] not in _DATES]
