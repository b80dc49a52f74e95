"""The figures of a publication as the build writes them: what was published before stays known."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dip_lod.figures import codes, ground, labour, schools, sizes, trends
from dip_lod.figures.tables import FIGURES, SCHEMA, SIZED
from dip_lod.figures.trends import Figure
from dip_lod.publication import layout


@dataclass(frozen=True, slots=True)
class Occasion:
    """The publication that figures are of."""

    id: str
    as_of: str
    committed: str


def write(folder: Path, base: str, occasion: Occasion, inhabitants: Mapping[str, int], earlier: Path | None) -> int:
    """Write figures.sqlite beside the documents of a publication, and say how many figures there are.

    `earlier` is the folder of the publication before, whose figures stay known.
    """
    file = folder / FIGURES
    if earlier is not None and (earlier / FIGURES).is_file():
        shutil.copyfile(earlier / FIGURES, file)
    else:
        file.unlink(missing_ok=True)
    with closing(opened(folder)) as ground_of, closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
            database.executescript(SCHEMA)
        database.execute(SIZED)
        database.execute("BEGIN")
        there = ground.municipalities(ground_of, base)
        sized = {town: sizes.size(number) for town, number in inhabitants.items() if town in there}
        database.execute("DELETE FROM sized")
        database.executemany("INSERT INTO sized VALUES (?, ?)", sized.items())
        found = list(counted(ground_of, base, occasion.as_of, inhabitants))
        _add(database, found, occasion, bool(inhabitants))
        rows = codes.described(ground_of, base, codes.used(found))
        database.executemany("INSERT OR REPLACE INTO code VALUES (?, ?, ?, ?, ?, ?)", rows)
        database.execute("COMMIT")
    return len(found)


def opened(folder: Path) -> sqlite3.Connection:
    """Open the repertoire of a publication for counting; what is put beside it goes to disk."""
    file = (folder / layout.DOCUMENTS).absolute().as_uri()
    connection = sqlite3.connect(f"{file}?mode=ro&immutable=1", uri=True)
    connection.execute("PRAGMA temp_store = FILE")
    return connection


def counted(repertoire: sqlite3.Connection, base: str, as_of: str, inhabitants: Mapping[str, int]) -> Iterator[Figure]:
    """Count all figures."""
    ground.prepare(repertoire, base, {town: sizes.size(number) for town, number in inhabitants.items()})
    yield from trends.figures(repertoire, bool(inhabitants))
    yield from schools.figures(repertoire)
    yield from labour.figures(repertoire, base, as_of)


def _add(database: sqlite3.Connection, found: list[Figure], occasion: Occasion, sized: bool) -> None:
    """Add a publication: what differs from the one before ends, and begins anew."""
    (number,) = database.execute("SELECT coalesce(max(number), 0) + 1 FROM publication").fetchone()
    about = (number, occasion.id, occasion.as_of, occasion.committed, sized)
    database.execute("INSERT INTO publication VALUES (?, ?, ?, ?, ?)", about)
    database.execute("CREATE TEMP TABLE new (cube TEXT, key TEXT, value REAL, PRIMARY KEY (cube, key)) WITHOUT ROWID")
    rows = ((cube, " ".join(key), value) for cube, key, value in found)
    database.executemany("INSERT INTO new VALUES (?, ?, ?)", rows)
    database.execute(
        "UPDATE figure SET until = ? WHERE until IS NULL AND NOT EXISTS (SELECT 1 FROM new"
        " WHERE new.cube = figure.cube AND new.key = figure.key AND new.value IS figure.value)",
        (number,),
    )
    database.execute(
        "INSERT INTO figure SELECT cube, key, value, ?, NULL FROM new WHERE NOT EXISTS (SELECT 1 FROM figure"
        " WHERE figure.cube = new.cube AND figure.key = new.key AND figure.until IS NULL)",
        (number,),
    )
