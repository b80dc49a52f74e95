"""The dates of documents: they follow the last real change, whatever dates the records bear."""

import sqlite3
from datetime import date
from pathlib import Path

from dip_lod.functions.times import utc
from dip_lod.publication.digest import digest
from dip_lod.vocabulary import expand

_MODIFIED = f"<{expand('schema:dateModified')}>"
_PUBLISHED = f"<{expand('schema:sdDatePublished')}>"
_LAST = "SELECT digest, modified FROM change WHERE key = ? ORDER BY number DESC LIMIT 1"


class Earlier:
    """Knows from the journal what each document last said, by its digest, and the date it bore."""

    def __init__(self, journal: Path, base: str, as_of: date) -> None:
        self._connection = sqlite3.connect(f"{journal.absolute().as_uri()}?mode=ro", uri=True)
        self._base = base
        self._as_of = as_of.isoformat()

    def dated(self, key: str, lines: list[str], rda: bytes) -> list[str]:
        """Give a document its date.

        If it says what it last said, it keeps its date: a record that was only touched is no change. If it says
        something else, its date is later than before: that of its records, or else of the build (a mapping changed).
        """
        found = self._connection.execute(_LAST, (key,)).fetchall()
        page, thing = f"<{self._base}doc/{key}> {_MODIFIED} ", f"<{self._base}id/{key}> {_PUBLISHED} "
        own = next((line for line in lines if line.startswith(page)), None)
        if not found or own is None or not found[0][1]:
            return lines
        known, before = found[0]
        kept = _with(lines, (page, thing), before)
        body = "".join(f"{line}\n" for line in kept).encode()
        if known in (digest(body, rda), digest(body)):  # its RDA view may have been left out of the dump
            return kept
        now = own[len(page) + 1 : own.index('"', len(page) + 1)]
        if utc(now) > utc(before):
            return lines
        return _with(lines, (page, thing), max(self._as_of, before, key=utc))


def _with(lines: list[str], heads: tuple[str, str], moment: str) -> list[str]:
    datatype = expand("xsd:dateTime" if "T" in moment else "xsd:date")
    return [
        next((f'{head}"{moment}"^^<{datatype}> .' for head in heads if line.startswith(head)), line) for line in lines
    ]
