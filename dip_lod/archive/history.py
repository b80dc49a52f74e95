"""The journal as text: a file for each publication, with what became of each document and what it said from then on."""

import gzip
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TextIO

from dip_lod.journal import erasing
from dip_lod.journal.reading import JOURNAL
from dip_lod.publication import layout

FOLDER = "journal"
ERASED = "erased.json"
REDIRECTS = "redirects.ndjson.gz"

_COMMITS = "SELECT number, folder, committed, as_of, documents, triples, dump, cause FROM publication ORDER BY number"
_CHANGES = """
SELECT c.key, c.change, c.why, c.survivor, c.digest, c.modified, coalesce(v.body, d.body), CASE WHEN v.body IS NULL
  THEN d.rda ELSE v.rda END
FROM change c LEFT JOIN version v ON v.key = c.key AND v.number = c.number
LEFT JOIN now.document d ON d.key = c.key AND v.body IS NULL AND c.change IN ('created', 'changed')
  AND NOT EXISTS (SELECT 1 FROM change l WHERE l.key = c.key AND l.number > c.number)
WHERE c.number = ? ORDER BY c.key
"""


def write(copy: Path, publication: Path, folder: Path) -> None:
    """Write the journal of a data folder, and the redirects of its current publication, into a new folder."""
    folder.mkdir()
    with closing(sqlite3.connect(copy / JOURNAL)) as journal:
        now = f"{(publication / layout.DOCUMENTS).absolute().as_uri()}?mode=ro&immutable=1"
        journal.execute("ATTACH ? AS now", (now,))
        columns = [name for name, *_ in journal.execute(f"{_COMMITS} LIMIT 0").description]
        for row in journal.execute(_COMMITS).fetchall():
            with _lines(folder / f"{row[0]:06d}.ndjson.gz") as out:
                _line(out, dict(zip(columns, row, strict=True)))
                for change in journal.execute(_CHANGES, (row[0],)):
                    _line(out, _change(*change))
        with _lines(folder / REDIRECTS) as out:
            for old, new in journal.execute("SELECT old, new FROM now.redirect ORDER BY old"):
                _line(out, {"old": old, "new": new})
    erased = json.dumps(erasing.erased(copy), indent=1, sort_keys=True)
    (folder / ERASED).write_text(erased + "\n", "utf-8")


def _change(
    key: str,
    change: str,
    why: str | None,
    survivor: str | None,
    digest: bytes | None,
    modified: str | None,
    body: bytes | None,
    rda: bytes | None,
) -> dict[str, Any]:
    told = {
        "key": key,
        "change": change,
        "why": why,
        "survivor": survivor,
        "digest": digest.hex() if digest else None,
        "modified": modified,
        "statements": zlib.decompress(body).decode() if body else None,
        "rda": zlib.decompress(rda).decode() if rda else None,
    }
    return {name: value for name, value in told.items() if value is not None}


@contextmanager
def _lines(file: Path) -> Iterator[TextIO]:
    """Open a new file of lines in gzip; the same lines give the same bytes, whenever and wherever."""
    import io

    with (
        file.open("xb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
        io.TextIOWrapper(packed, "utf-8", newline="\n") as text,
    ):
        yield text


def _line(out: TextIO, told: dict[str, Any]) -> None:
    out.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
