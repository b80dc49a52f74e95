"""Pages of changes: each publication's changes in the order of their keys, cut where an index finds the place."""

from typing import NamedTuple

from dip_lod.journal.reading import CHANGES, Change, Journal, check_version, opened


class Start(NamedTuple):
    """Where a page begins: a publication, and the key that comes before the page's first (none: at the first)."""

    number: int
    after: str = ""


class Page(NamedTuple):
    """Some changes of one publication, with the starts of the pages around it."""

    start: Start
    changes: list[Change]
    next: Start | None
    """In the same publication."""


_TALLIES = "SELECT number, change, documents FROM tally WHERE number BETWEEN ? AND ?"
_COUNTED = "SELECT number, change, count(*) FROM change WHERE number BETWEEN ? AND ? GROUP BY number, change"
"""For a journal that no build has brought up to date yet."""


def page(journal: Journal, start: Start, size: int) -> Page:
    """Read a page; one that begins after the last key is empty."""
    found = journal.changes(start, start.number, limit=size + 1)
    following = Start(start.number, found[size - 1].key) if len(found) > size else None
    return Page(start, found[:size], following)


def newest(journal: Journal, before: Start | None, size: int) -> list[Change]:
    """List changes, the newest first, from before a place on."""
    where, values = ("WHERE (c.number, c.key) < (?, ?) ", tuple(before)) if before else ("", ())
    with opened(journal.file) as connection:
        if connection is None or not check_version(connection, journal.file):
            return []
        query = f"{CHANGES} {where}ORDER BY c.number DESC, c.key DESC LIMIT ?"
        return [Change(*row) for row in connection.execute(query, (*values, size))]


def tallies(journal: Journal, first: int, last: int) -> dict[int, dict[str, int]]:
    """Count what each of some publications changed, by what it did; one that changed nothing is left out."""
    found: dict[int, dict[str, int]] = {}
    with opened(journal.file) as connection:
        if connection is None or not (version := check_version(connection, journal.file)):
            return {}
        for number, change, documents in connection.execute(_TALLIES if version > 1 else _COUNTED, (first, last)):
            found.setdefault(number, {})[change] = documents
    return found


def first(journal: Journal) -> Start | None:
    """Find where the first page of all begins."""
    return _next_publication(journal, 0)


def last(journal: Journal, size: int) -> Start | None:
    """Find where the last page of all begins."""
    return _last_before(journal, 2**62, size)


def following(journal: Journal, of: Page) -> Start | None:
    """Find the page after one: in the same publication, or the first of a later one."""
    return of.next or _next_publication(journal, of.start.number)


def before(journal: Journal, start: Start, size: int) -> Start | None:
    """Find the page before one: in the same publication, or the last of an earlier one."""
    if start.after == "":
        return _last_before(journal, start.number, size)
    with opened(journal.file) as connection:
        if connection is None:
            return None
        rows = connection.execute(
            "SELECT key FROM change WHERE number = ? AND key <= ? ORDER BY key DESC LIMIT ?", (*start, size + 1)
        ).fetchall()
    return Start(start.number, rows[size][0] if len(rows) > size else "")


def _next_publication(journal: Journal, number: int) -> Start | None:
    with opened(journal.file) as connection:
        if connection is None or not check_version(connection, journal.file):
            return None
        (found,) = connection.execute("SELECT min(number) FROM change WHERE number > ?", (number,)).fetchone()
    return None if found is None else Start(found)


def _last_before(journal: Journal, number: int, size: int) -> Start | None:
    with opened(journal.file) as connection:
        if connection is None or not check_version(connection, journal.file):
            return None
        (found,) = connection.execute("SELECT max(number) FROM change WHERE number < ?", (number,)).fetchone()
    if found is None:
        return None
    total = sum(tallies(journal, found, found).get(found, {}).values())
    on_it = (total - 1) % size + 1
    with opened(journal.file) as connection:
        rows = (
            connection.execute(
                "SELECT key FROM change WHERE number = ? ORDER BY key DESC LIMIT ?", (found, on_it + 1)
            ).fetchall()
            if connection
            else []
        )
    return Start(found, rows[on_it][0] if len(rows) > on_it else "")
