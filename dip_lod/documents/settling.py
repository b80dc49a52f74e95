"""Settling: where records disagree on what may have one value, the document keeps one (DESIGN, step 5)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from dip_lod.functions.times import utc
from dip_lod.vocabulary import expand, settled

_NAME = f"<{expand('schema:name')}>"
_OTHER_NAME = f"<{expand('schema:alternateName')}>"
_SILENT = {f"<{expand('rdfs:label')}>", _NAME}
"""Their losers are no loss: another name becomes alternateName, and a label follows the name."""


class Mark(NamedTuple):
    """Which record describes a document: dataset, the record's URI, its date and its licence."""

    dataset: str
    entity: str
    date: str | None
    licence: str | None


class Conflict(NamedTuple):
    """What records disagreed on: the records named, the values not."""

    document: str
    predicate: str
    kept: str
    """The record whose value was kept."""
    others: tuple[str, ...]


@dataclass(slots=True)
class Settled:
    """A document after settling: statements of N-Triples, and who described it."""

    key: str
    statements: set[str] = field(default_factory=set)
    marks: list[Mark] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


class _Claim(NamedTuple):
    rank: int
    moment: str
    record: str


@lru_cache(4096)
def _claim(text: str) -> _Claim:
    return _Claim(*json.loads(text))


@lru_cache(4096)
def _mark(text: str) -> Mark:
    return Mark(*json.loads(text))


def documents(lines: list[bytes]) -> Iterable[Settled]:
    """Settle each document of sorted lines, `document TAB statement`; a line may be there twice."""
    owner, begun = b"\n", 0
    for place, line in enumerate(lines):
        if not line.startswith(owner):
            if place:
                yield _document(owner, lines[begun:place])
            owner, begun = line[: line.index(b"\t") + 1], place
    if lines:
        yield _document(owner, lines[begun:])


def _document(owner: bytes, lines: list[bytes]) -> Settled:
    """Settle the lines that begin with an owner and a tab; they are decoded apart, for most documents are ASCII."""
    start = owner.decode()
    return settle(start[:-1], b"\n".join(lines).decode()[len(start) :].split(f"\n{start}"))


def settle(key: str, lines: Iterable[str]) -> Settled:
    """Bring the lines of one document together; each is `statement` or `statement TAB claim`, once or more often."""
    document = Settled(key)
    claimed: list[str] = []
    said = []
    for line in lines:
        if "\t" in line:
            claimed.append(line)
        elif line[0] == "!":
            document.marks.append(_mark(line[1:]))
        else:
            said.append(line)
    claimed.sort()
    head, held = "\n", [""]
    for line in (*claimed, ""):
        if line.startswith(head):
            held.append(line)
            continue
        if len(held) > 1:
            _contested(document, held)
        else:
            said.append(held[0].partition("\t")[0])
        head, held = line[: line.find(" ", line.find(" ") + 1) + 1], [line]
    if len(document.marks) > 1:
        document.marks = list(dict.fromkeys(document.marks))
    document.statements.update(said)
    document.statements.discard("")
    return document


def _contested(document: Settled, lines: list[str]) -> None:
    """Settle what several claims say of one property of a subject; mostly they say the same."""
    first = lines[0].partition("\t")[0]
    if lines[-1].startswith(f"{first}\t"):
        document.statements.add(first)
        return
    claims: dict[str, dict[str, list[_Claim]]] = {}
    for line in lines:
        statement, claim = line.split("\t")
        subject, predicate, rest = statement.split(" ", 2)
        value = rest[:-2]
        how = settled()[predicate[1:-1]]
        language = value.rpartition("@")[2] if how == "onePerLanguage" and not value.endswith('"') else ""
        claims.setdefault(language, {}).setdefault(value, []).append(_claim(claim))
    for values in claims.values():
        kept = _choose(predicate, values) if len(values) > 1 else next(iter(values))
        document.statements.add(f"{subject} {predicate} {kept} .")
        if len(values) > 1:
            _lose(document, subject, predicate, kept, values)


def _choose(predicate: str, values: dict[str, list[_Claim]]) -> str:
    """Choose by rank, newest record, and the record's id: so one record wins latitude and longitude both."""
    if settled()[predicate[1:-1]] == "latest":
        return max(values, key=_moment_of)
    rank = min(claim.rank for claims in values.values() for claim in claims)
    moments = {
        value: max(claim.moment for claim in claims if claim.rank == rank)
        for value, claims in values.items()
        if any(claim.rank == rank for claim in claims)
    }
    newest = max(moments.values())
    tied = [value for value, moment in moments.items() if moment == newest]
    return min(tied, key=lambda value: (min(claim.record for claim in values[value]), value))


def _moment_of(value: str) -> tuple[str, str]:
    text = value[1 : value.index('"', 1)]
    try:
        return utc(text), value
    except ValueError:
        return "", value


def _lose(document: Settled, subject: str, predicate: str, kept: str, values: dict[str, list[_Claim]]) -> None:
    if predicate == _NAME:
        document.statements.update(f"{subject} {_OTHER_NAME} {value} ." for value in values if value != kept)
    if predicate in _SILENT or settled()[predicate[1:-1]] == "latest":
        return
    keeper = min(claim.record for claim in values[kept])
    others = sorted({claim.record for value, claims in values.items() if value != kept for claim in claims})
    document.conflicts.append(Conflict(document.key, predicate[1:-1], keeper, tuple(others)))
