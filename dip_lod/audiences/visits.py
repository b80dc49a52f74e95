"""Counted visits as an audience monitor delivers them: CSV, each file read whole or refused whole."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from dip_lod import schemes as terms
from dip_lod.audiences import persons
from dip_lod.audiences.errors import RefusedError
from dip_lod.audiences.schemes import Scheme
from dip_lod.figures.cubes import UNKNOWN
from dip_lod.figures.ground import tops

COLUMNS = ("season", "performance", "discipline", "group", "municipality", "postcode", "visits")
FEW = 20
"""Rows from which on a file that counts one visit in each row is taken for a list of visitors."""

SEVERAL = "_M"
"""The code of what is of several disciplines."""

_SEASON = re.compile(r"(?:nl-)?(\d{4})[-/](\d{4})")
_MUNICIPALITY = re.compile(r"GM\d{4}")
_POSTCODE = {"NL": re.compile(r"[1-9]\d{1,3}"), "GB": re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")}
_VISITS = re.compile(r"\d{1,7}")


class Visit(NamedTuple):
    """A row: visits of a group from an area, to a performance or in a season."""

    season: str
    """`nl-2024-2025`; empty where a performance is named."""
    performance: str
    """The key of a performance; empty where only a season is."""
    discipline: str
    """Of a row by season; `_U` where it is not known."""
    group: str
    area: str
    """`GM0599`, `NL-3011`, `GB-SW1A`, or `_U`: where the visitors live."""
    visits: int


def read(scheme: Scheme, files: Iterable[Path], base: str) -> list[Visit]:
    """Read the visits of a scheme; raises RefusedError, whose sentence names file, column and line, never a value."""
    found: list[Visit] = []
    seen: dict[tuple[str, ...], str] = {}
    for file in files:
        rows = _rows(file)
        head, body = rows[0][1], rows[1:]
        _no_persons(file, head, body)
        _sound_head(file, head)
        _no_visitors(file, head, body)
        for line, cells in body:
            if len(cells) != len(head):
                raise _refused(f"{file}, line {line}", "has more or fewer cells than the header", "mend the row")
            row = dict(zip(head, cells, strict=True))
            visit = _visit(row, scheme, base, file, line)
            key = (visit.season or visit.performance, row.get("discipline", ""), visit.group, visit.area)
            if key in seen:
                told = f"counts what {seen[key]} counts already"
                raise _refused(f"{file}, line {line}", told, "add them up, or deliver each visit once")
            seen[key] = f"line {line} of {file.name}"
            found.append(visit)
    return found


def _rows(file: Path) -> list[tuple[int, list[str]]]:
    """Read the lines that hold anything, with their numbers; the header comes first, in small letters."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RefusedError(f"{file}: {error.strerror}; put it there, or mend 'files' in dip-lod.toml") from None
    except UnicodeDecodeError as error:
        raise _refused(str(file), f"is not UTF-8 at byte {error.start}", "save it as UTF-8") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(map(str.strip, row))]
    except csv.Error:
        raise _refused(f"{file}, line {reader.line_num}", "is no CSV", "mend its quotes") from None
    if not rows:
        raise _refused(str(file), "is empty", f"give a header of {', '.join(COLUMNS)}, or take the file away")
    return [(rows[0][0], [cell.lower() for cell in rows[0][1]]), *rows[1:]]


def _no_persons(file: Path, head: Sequence[str], body: Sequence[tuple[int, Sequence[str]]]) -> None:
    """See that nothing in a file looks like a record of a person."""
    for place, name in enumerate(head, 1):
        what = "" if name in COLUMNS else persons.of_head(name) or persons.of_value(name)
        if what:
            raise _persons(f"{file}, column {place}", what)
    for line, cells in body:
        for place, cell in enumerate(cells, 1):
            column = head[place - 1] if place <= len(head) else ""
            named = column if column in COLUMNS else str(place)
            what = persons.of_value(cell, whole=column == "performance")
            if not what and "@" in cell:
                what = "an e-mail address"
            if not what and column != "discipline" and persons.like_a_name(cell):
                what = "a name"
            if what:
                raise _persons(f"{file}, line {line}, column {named}", what)


def _sound_head(file: Path, head: Sequence[str]) -> None:
    unknown = [place for place, name in enumerate(head, 1) if name not in COLUMNS]
    if unknown:
        told = f"has a column that we do not know (column {unknown[0]})"
        raise _refused(str(file), told, f"leave it out, and keep to {', '.join(COLUMNS)}")
    if len(set(head)) < len(head):
        raise _refused(str(file), "has a column twice", "leave one out")
    if missing := [name for name in ("group", "visits") if name not in head]:
        raise _refused(str(file), f"lacks the column '{missing[0]}'", "add it")
    if ("season" in head) == ("performance" in head):
        raise _refused(str(file), "needs one of the columns 'season' and 'performance'", "give just one")
    if "performance" in head and "discipline" in head:
        raise _refused(str(file), "has a discipline beside performances", "leave it out: a performance tells its own")


def _no_visitors(file: Path, head: Sequence[str], body: Sequence[tuple[int, Sequence[str]]]) -> None:
    """See that a file counts: where each row is one visit, it is a list of visitors."""
    place = head.index("visits")
    ones = sum(len(cells) > place and cells[place] == "1" for _, cells in body)
    if len(body) >= FEW and ones > 0.9 * len(body):
        raise _persons(f"{file}, column visits", "a row for each visitor, not counts")


def _visit(row: Mapping[str, str], scheme: Scheme, base: str, file: Path, line: int) -> Visit:
    def wrong(column: str, remedy: str) -> RefusedError:
        return _refused(f"{file}, line {line}", f"column '{column}' cannot be read", remedy)

    season, performance = row.get("season", ""), row.get("performance", "")
    if "season" in row:
        season = season_of(season)
        if not season:
            raise wrong("season", "write 2024/2025")
    else:
        performance = performance.removeprefix(f"{base}id/performance/").removeprefix("performance/")
        if not performance or re.search(r"[\s/]", performance):
            raise wrong("performance", "give the address or the key of a performance")
    group = row["group"]
    if group != UNKNOWN and group not in scheme.groups:
        raise wrong("group", f"{scheme.code} has {', '.join(scheme.groups)}, and {UNKNOWN} for not known")
    if not _VISITS.fullmatch(row["visits"]):
        raise wrong("visits", "give a whole number")
    discipline = _discipline(row.get("discipline", ""))
    if discipline is None:
        raise wrong("discipline", "give a genre of ours, such as toneel")
    area = _area(row)
    if area is None:
        column = "municipality" if row.get("municipality") else "postcode"
        raise wrong(column, "give either a municipality (GM0599), or four digits (3011) or an outward code (SW1A)")
    return Visit(season, performance, discipline, group, area, int(row["visits"]))


def season_of(words: str) -> str:
    """Give the code of a season; nothing where that is none.

    >>> season_of("2024/2025"), season_of("nl-2024-2025"), season_of("2024/2026")
    ('nl-2024-2025', 'nl-2024-2025', '')
    """
    years = _SEASON.fullmatch(words)
    return f"nl-{years[1]}-{years[2]}" if years and int(years[2]) == int(years[1]) + 1 else ""


def _discipline(word: str) -> str | None:
    if word in ("", UNKNOWN):
        return UNKNOWN
    key = terms.find("genre", word)
    return one_of(tops(key)) if key else None


def one_of(disciplines: set[str]) -> str:
    """Give the one discipline that visits count for, so that disciplines add up: of several `_M`, of none `_U`.

    >>> one_of({"dans"}), one_of({"dans", "muziek"}), one_of(set())
    ('dans', '_M', '_U')
    """
    return SEVERAL if len(disciplines) > 1 else next(iter(disciplines), UNKNOWN)


def _area(row: Mapping[str, str]) -> str | None:
    """Read where visitors live; None where that cannot be read, or is told twice."""
    municipality, postcode = row.get("municipality", ""), row.get("postcode", "")
    if municipality and postcode:
        return None
    if municipality:
        return municipality if _MUNICIPALITY.fullmatch(municipality) else None
    if postcode:
        of = (f"{country}-{postcode}" for country, shape in _POSTCODE.items() if shape.fullmatch(postcode))
        return next(of, None)
    return UNKNOWN


def _persons(where: str, what: str) -> RefusedError:
    return _refused(where, f"looks like a record of persons ({what})", "deliver counts by group and area alone")


def _refused(where: str, what: str, remedy: str) -> RefusedError:
    return RefusedError(f"{where}: {what}; the file is refused whole: {remedy}")
