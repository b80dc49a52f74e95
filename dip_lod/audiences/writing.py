"""The audiences of a publication as the build writes them: what was given before stays known, and is heeded."""

import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from dip_lod.audiences import codes, counting, linking, slices
from dip_lod.audiences.cells import Key, Slice
from dip_lod.audiences.counting import Counted, Performances
from dip_lod.audiences.delivery import Delivery
from dip_lod.audiences.tables import AUDIENCES, SCHEMA
from dip_lod.figures.labour import ended
from dip_lod.figures.writing import Occasion, opened


def write(folder: Path, base: str, occasion: Occasion, delivery: Delivery, earlier: Path | None) -> int:
    """Write audiences.sqlite beside the documents of a publication, and say how many numbers are given.

    `earlier` is the folder of the publication before, whose numbers stay known.
    """
    file = folder / AUDIENCES
    take_along(furthest(folder, earlier), folder)
    with closing(opened(folder)) as repertoire, closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
            database.executescript(SCHEMA)
        database.execute("BEGIN")
        named = any(one.performance for visits in delivery.visits.values() for one in visits)
        performances = Performances(repertoire, base) if named else None
        tallies = {scheme: counting.count(visits, performances) for scheme, visits in delivery.visits.items()}
        left_out = sum(tally.left_out for tally in tallies.values())
        seasons = {scheme: tally.seasons for scheme, tally in tallies.items()}
        found = _judged(database, seasons, occasion, delivery)
        add(database, found, occasion, delivery.fewest, left_out)
        _describe(database, delivery)
        rows = codes.described(repertoire, base, codes.used(_every(database)))
        database.executemany("INSERT OR REPLACE INTO code VALUES (?, ?, ?, ?, ?, ?)", rows)
        database.execute("COMMIT")
    return sum(value is not None for made in found.values() for value in made.values())


def furthest(folder: Path, earlier: Path | None) -> Path | None:
    """Find the publication that knows most: after a rollback, numbers that were taken back are known all the same."""
    found = [(_last(one), one) for one in {earlier, *folder.parent.iterdir()} if one and (one / AUDIENCES).is_file()]
    return max(found)[1] if found else None


def _last(folder: Path) -> int:
    file = (folder / AUDIENCES).absolute().as_uri()
    try:
        with closing(sqlite3.connect(f"{file}?mode=ro&immutable=1", uri=True)) as database:
            return int(database.execute("SELECT coalesce(max(number), 0) FROM publication").fetchone()[0])
    except sqlite3.Error:
        return -1


def take_along(earlier: Path | None, folder: Path) -> bool:
    """Begin with what an earlier publication knew; say whether there is anything."""
    (folder / AUDIENCES).unlink(missing_ok=True)
    there = earlier is not None and (earlier / AUDIENCES).is_file()
    if earlier is not None and there:
        shutil.copyfile(earlier / AUDIENCES, folder / AUDIENCES)
    return there


def _judged(
    database: sqlite3.Connection,
    seasons: Mapping[str, Mapping[str, Counted]],
    occasion: Occasion,
    delivery: Delivery,
) -> dict[tuple[str, str], Slice]:
    """Say what is given of each scheme and season; what cannot be beside what was given before is left as it was."""
    database.execute("DELETE FROM held")
    found: dict[tuple[str, str], Slice] = {}
    for season in sorted({season for of in seasons.values() for season in of}):
        counted = {scheme: of[season] for scheme, of in seasons.items() if season in of}
        if not ended(season, occasion.as_of):
            database.executemany("INSERT INTO held VALUES (?, ?, 'open')", ((scheme, season) for scheme in counted))
            continue
        made = linking.patterns(counted, delivery.matches, delivery.fewest)
        new = {scheme: slices.given(one, made[scheme]) for scheme, one in counted.items()}
        past = {scheme: _past(database, scheme, season) for scheme in counted}
        stays = season not in delivery.corrected and not _beside(new, past, delivery.fewest)
        for scheme in counted:
            kept = past[scheme][-1] if stays and past[scheme] else {} if stays else new[scheme]
            found[scheme, season] = kept
            if stays or not kept:
                why = "earlier" if stays else "small"
                database.execute("INSERT INTO held VALUES (?, ?, ?)", (scheme, season, why))
    return found


def _beside(new: Mapping[str, Slice], past: Mapping[str, list[Slice]], fewest: int) -> bool:
    """Say whether slices of a season may stand beside what was given of it before.

    Where a scheme is new, those beside it must be what they were: what they give less now is known all the same.
    """
    if any(past.values()) and not all(past.values()):
        return all(not earlier or new[scheme] == earlier[-1] for scheme, earlier in past.items())
    return all(slices.safe(new[scheme], earlier, fewest) for scheme, earlier in past.items() if earlier)


def _past(database: sqlite3.Connection, scheme: str, season: str) -> list[Slice]:
    """Give what each publication gave of a season, the latest that gave anything last."""
    rows = database.execute(
        "SELECT cell, value, since, until FROM figure WHERE scheme = ? AND season = ?", (scheme, season)
    ).fetchall()
    made: list[Slice] = []
    for moment in sorted({one for row in rows for one in row[2:] if one}):
        one = {cell_of(cell): value for cell, value, since, until in rows if since <= moment < (until or moment + 1)}
        made += [one] if one else []
    return made


def cell_of(text: str) -> Key:
    """Read a cell as `figure` has it: group, discipline and area."""
    group, discipline, area = text.split()
    return group, discipline, area


def add(
    database: sqlite3.Connection,
    found: Mapping[tuple[str, str], Slice],
    occasion: Occasion,
    fewest: int,
    left_out: int,
) -> None:
    """Add a publication: what differs from the one before ends, and begins anew."""
    (number,) = database.execute("SELECT coalesce(max(number), 0) + 1 FROM publication").fetchone()
    about = (number, occasion.id, occasion.as_of, occasion.committed, fewest, left_out)
    database.execute("INSERT INTO publication VALUES (?, ?, ?, ?, ?, ?)", about)
    database.execute(
        "CREATE TEMP TABLE new (scheme TEXT, season TEXT, cell TEXT, value INTEGER,"
        " PRIMARY KEY (scheme, season, cell)) WITHOUT ROWID"
    )
    rows = (
        (scheme, season, " ".join(key), value)
        for (scheme, season), made in found.items()
        for key, value in made.items()
    )
    database.executemany("INSERT INTO new VALUES (?, ?, ?, ?)", rows)
    same = "new.scheme = figure.scheme AND new.season = figure.season AND new.cell = figure.cell"
    database.execute(
        f"UPDATE figure SET until = ? WHERE until IS NULL AND NOT EXISTS (SELECT 1 FROM new WHERE {same}"
        " AND new.value IS figure.value)",
        (number,),
    )
    database.execute(
        "INSERT INTO figure SELECT scheme, season, cell, value, ?, NULL FROM new WHERE NOT EXISTS"
        f" (SELECT 1 FROM figure WHERE {same} AND figure.until IS NULL)",
        (number,),
    )


def _every(database: sqlite3.Connection) -> Iterable[tuple[str, Key]]:
    for season, cell in database.execute("SELECT DISTINCT season, cell FROM figure"):
        yield season, cell_of(cell)


def _describe(database: sqlite3.Connection, delivery: Delivery) -> None:
    """Write down the schemes and crosswalks; a scheme that has left the configuration keeps its words."""
    database.execute("UPDATE scheme SET place = place + 1000")
    for place, scheme in enumerate(delivery.schemes.values()):
        row = (
            scheme.code, place, scheme.title["nl"], scheme.title["en"], scheme.description["nl"],
            scheme.description["en"], scheme.stand_in, scheme.licence, scheme.source,
        )  # fmt: skip
        database.execute("INSERT OR REPLACE INTO scheme VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        for at, group in enumerate(scheme.groups.values()):
            words = (group.name["nl"], group.name["en"], group.definition["nl"], group.definition["en"])
            database.execute(
                "INSERT OR REPLACE INTO grouping VALUES (?, ?, ?, ?, ?, ?, ?)", (scheme.code, group.code, at, *words)
            )
    database.execute("DELETE FROM likeness")
    database.executemany("INSERT INTO likeness VALUES (?, ?, ?, ?, ?, ?, ?)", delivery.matches)
