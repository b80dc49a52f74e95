"""Which publication is current, as the serve side asks it."""

import sqlite3
from pathlib import Path

from dip_lod.errors import PublicationError

JOURNAL = "journal.sqlite"
PUBLICATIONS = "publications"


def current(data: Path) -> Path:
    """Find the folder of the current publication; raises PublicationError where there is none."""
    file = data / JOURNAL
    if not file.is_file():
        raise PublicationError(f"{data}: nothing has been published here yet; run 'dip-lod build' first")
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            row = connection.execute("SELECT folder FROM publication ORDER BY number DESC LIMIT 1").fetchone()
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise PublicationError(f"{file}: cannot be read ({error}); restore it from a back-up") from None
    if row is None:
        raise PublicationError(f"{data}: nothing has been published here yet; run 'dip-lod build' first")
    return data / PUBLICATIONS / str(row[0])
