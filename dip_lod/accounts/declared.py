"""What a company declared, beside what is published."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dip_lod.accounts import codes
from dip_lod.accounts.account import Account
from dip_lod.accounts.night import Number
from dip_lod.errors import QueryError, choices

COLUMNS = ("what", "of", "place", "declared")
_ALLOWED = {
    "what": (codes.PERFORMANCES, codes.PRODUCTIONS),
    "of": (*codes.KINDS, *codes.NOVELTY, codes.COPRODUCTION, codes.TOTAL),
    "place": (*codes.PLACES, codes.TOTAL),
}

Declared = dict[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class Compared:
    """A number, what was declared for it, and the difference: declared less published."""

    number: Number
    declared: int | None
    difference: int | None


def read(file: Path) -> Declared:
    """Read a CSV of declared numbers, with the columns `what`, `of`, `place`, `declared`; raises QueryError."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return _read(file, csv.DictReader(stream))
    except OSError as error:
        raise QueryError(f"{file}: cannot be read ({error.strerror}); give a CSV of declared numbers") from None
    except (UnicodeDecodeError, csv.Error):
        raise QueryError(f"{file}: is no CSV in UTF-8; save it as that") from None


def _read(file: Path, rows: "csv.DictReader[str]") -> Declared:
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise QueryError(f"{file}, line 1: names other columns; make them {', '.join(COLUMNS)}")
    found: Declared = {}
    for row in rows:
        where = f"{file}, line {rows.line_num}"
        for column, allowed in _ALLOWED.items():
            if row[column] not in allowed:
                raise QueryError(f"{where}: '{row[column]}' is no {column}; {choices(row[column] or '', allowed)}")
        what, of, place = (row[column] for column in _ALLOWED)
        if place != codes.TOTAL and (what == codes.PRODUCTIONS or of not in (*codes.KINDS, codes.TOTAL)):
            raise QueryError(f"{where}: such a number is not counted by place; write total there")
        if what == codes.PRODUCTIONS and of in codes.KINDS:
            raise QueryError(f"{where}: productions are not counted by kind of performance; leave the line out")
        if None in row or not (row["declared"] or "").isascii() or not (row["declared"] or "").isdecimal():
            raise QueryError(f"{where}: has no whole number under declared; write one without points or signs")
        if (what, of, place) in found:
            raise QueryError(f"{where}: {what}, {of}, {place} stands in an earlier line too; keep one")
        found[what, of, place] = int(row["declared"])
    return found


def compare(account: Account, declared: Declared) -> list[Compared]:
    """Put declared numbers beside those published; what was declared and is not published counts as nought."""
    numbers = {one.key: one for one in account.numbers()}
    more = (account.number(*key) for key in declared if key not in numbers)
    return [_compared(one, declared.get(one.key)) for one in _all(numbers.values(), more)]


def _all(*of: Iterable[Number]) -> list[Number]:
    return [one for each in of for one in each]


def _compared(number: Number, declared: int | None) -> Compared:
    return Compared(number, declared, None if declared is None else declared - number.value)
