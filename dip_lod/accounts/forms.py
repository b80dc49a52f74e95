"""An account as CSV and as JSON: the numbers, with the URIs of what makes them up."""

import csv
import io
import json
from collections.abc import Iterable, Mapping

from dip_lod.accounts.account import Account
from dip_lod.accounts.codes import PERFORMANCES, TOTAL
from dip_lod.accounts.declared import Compared
from dip_lod.accounts.night import Night, Number

TYPES = {"csv": "text/csv; charset=utf-8; header=present", "json": "application/json; charset=utf-8"}
_HEAD = ("company", "year", "as_of", "publication", "what", "of", "place", "value", "doubtful")


def body(account: Account, form: str) -> bytes:
    """Write an account in a form."""
    return table(account).encode() if form == "csv" else document(account)


def table(account: Account, compared: Iterable[Compared] | None = None) -> str:
    """Write the numbers as CSV, a line a number; with what was declared, where that is given."""
    numbers = account.numbers()
    out = io.StringIO()
    write = csv.writer(out).writerow
    if compared is None:
        write((*_HEAD, "performances"))
        for one in numbers:
            write((*_line(account, one), _uris(one)))
        return out.getvalue()
    write((*_HEAD, "declared", "difference", "performances"))
    for each in compared:
        difference = "" if each.difference is None else each.difference
        declared = "" if each.declared is None else each.declared
        write((*_line(account, each.number), declared, difference, _uris(each.number)))
    return out.getvalue()


def _line(account: Account, one: Number) -> tuple[str | int, ...]:
    return (account.company, account.year, account.as_of, account.publication, *one.key, one.value, one.doubtful)


def _uris(one: Number) -> str:
    return " ".join(night.uri for night in one.nights)


def document(account: Account) -> bytes:
    """Write an account whole as JSON: each number with its performances, and each performance with its doubts."""
    made = {
        "company": _named(account.company, account.labels),
        "year": account.year,
        "residence": _named(account.residence, account.residence_labels) if account.residence else None,
        "asOf": account.as_of,
        "publication": account.publication,
        "yearIsOver": account.over,
        "empty": not account.number(PERFORMANCES, TOTAL, TOTAL).value,
        "numbers": [
            {
                "what": one.what,
                "of": one.of,
                "place": one.place,
                "value": one.value,
                "doubtful": one.doubtful,
                "performances": [night.uri for night in one.nights],
            }
            for one in account.numbers()
        ],
        "performances": [_night(one) for one in account.nights],
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def _named(uri: str, labels: Mapping[str, str]) -> dict[str, object]:
    return {"uri": uri, "labels": dict(labels)}


def _night(one: Night) -> dict[str, object]:
    return {
        "uri": one.uri,
        "labels": dict(one.labels),
        "day": one.day,
        "state": one.state,
        "counted": one.counted,
        "kind": one.kind,
        "novelty": one.novelty,
        "place": one.place,
        "coproduction": one.coproduction,
        "production": one.production,
        "mainProducers": list(one.mains),
        "movedFrom": one.moved_from,
        "doubts": [{"code": each.code, "about": each.about} for each in one.doubts],
    }
