"""A company's account of a calendar year: its numbers, and every performance behind them."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dip_lod.accounts import codes, companies, duplicates, places, producers, rows
from dip_lod.accounts.night import Doubt, Night, Number
from dip_lod.accounts.places import Spot
from dip_lod.accounts.producers import Producers
from dip_lod.accounts.rows import Row
from dip_lod.publication.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Account:
    """What a publication says of a company's year."""

    company: str
    """Its URI."""
    labels: Mapping[str, str]
    year: str
    residence: str | None
    """The URI of the municipality of its seat; None where its record names none."""
    residence_labels: Mapping[str, str]
    publication: str
    as_of: str
    nights: tuple[Night, ...]

    @property
    def counted(self) -> tuple[Night, ...]:
        """The performances in its numbers."""
        return tuple(one for one in self.nights if one.counted)

    @property
    def over(self) -> bool:
        """Whether the year was over when the publication was made."""
        return self.as_of[:4] > self.year

    def numbers(self) -> list[Number]:
        """Give every number: performances by kind and place, performances and productions by novelty."""
        found = [
            number
            for kind in (*codes.KINDS, codes.TOTAL)
            for place in (*codes.PLACES, codes.TOTAL)
            if (number := self.number(codes.PERFORMANCES, kind, place)).value or place == codes.TOTAL
        ]
        return found + [
            self.number(what, of, codes.TOTAL)
            for what in (codes.PERFORMANCES, codes.PRODUCTIONS)
            for of in (*codes.NOVELTY, codes.COPRODUCTION, codes.TOTAL)
            if (what, of) != (codes.PERFORMANCES, codes.TOTAL)
        ]

    def number(self, what: str, of: str, place: str) -> Number:
        """Count one number; one that nothing makes up is nought."""
        chosen = _chooser(of)
        nights = tuple(one for one in self.counted if chosen(one) and place in (codes.TOTAL, one.place))
        if what == codes.PRODUCTIONS:
            nights = tuple(one for one in nights if one.production)
            return Number(what, of, place, len({one.production for one in nights}), nights)
        return Number(what, of, place, len(nights), nights)


def _chooser(of: str) -> Callable[[Night], bool]:
    if of in codes.KINDS:
        return lambda one: one.kind == of
    if of in codes.NOVELTY:
        return lambda one: one.novelty == of
    return lambda one: of == codes.TOTAL or (of == codes.COPRODUCTION and one.coproduction)


def account(database: sqlite3.Connection, manifest: Manifest, company: str, year: str) -> Account | None:
    """Make the account of a company, by its URI; None where nobody of that URI has accounts.

    A person has them who is the main producer of something.
    """
    number = rows.number(database, company)
    thing = database.execute("SELECT kind FROM thing WHERE id = ?", (number,)).fetchone()
    if number is None or thing is None or thing[0] not in ("organization", "person"):
        return None
    if thing[0] == "person" and not companies.leads(database, manifest.base_uri, number):
        return None
    return _Maker(database, manifest, number, year).account(company)


class _Maker:
    """Judges the performances of one company's year."""

    def __init__(self, database: sqlite3.Connection, manifest: Manifest, company: int, year: str) -> None:
        self._database, self._manifest, self._company, self._year = database, manifest, company, year
        self._rows = rows.rows(database, company, year)
        self._producers = producers.producers(database, self._rows)
        located = [row.location for row in self._rows if row.location is not None]
        self._spots = places.spots(database, manifest.base_uri, [*located, company])
        self._residence = self._spots.get(company, Spot()).municipality
        self._first = rows.first_days(database, {row.production for row in self._rows if row.production is not None})
        self._agents = self._uris({agent for one in self._producers.values() for agent in one.main})

    def account(self, company: str) -> Account:
        base = self._manifest.base_uri
        residence = f"{base}id/place/{self._residence}" if self._residence else None
        judged = [(row, state) for row in self._rows if (state := self._state(row, self._producers[row.id]))]
        doubled = duplicates.duplicates(self._database, [row for row, state in judged if state == codes.COUNTED])
        nights = tuple(self._night(row, state, doubled.get(row.id, [])) for row, state in judged)
        return Account(
            company, self._labels(company), self._year, residence, self._labels(residence or ""), self._manifest.id,
            self._manifest.as_of, nights,
        )  # fmt: skip

    def _state(self, row: Row, by: Producers) -> str | None:
        """Say what becomes of a performance in this account; None where it has no place in it."""
        ours = self._company
        stated = bool(by.main)
        if ours not in by.main and not (ours in by.others or (not stated and ours in by.organizers)):
            return None
        if (row.day or row.start or row.before or self._year)[:4] != self._year:
            return "moved-away" if ours in by.main and row.status == "rescheduled" else None
        if row.status in ("cancelled", "postponed"):
            return row.status if ours in by.main else None
        if not stated:
            return "main-unstated"
        if ours not in by.main:
            return "coproduced"
        return codes.COUNTED if row.played else "planned"

    def _night(self, row: Row, state: str, others: list[str]) -> Night:
        by = self._producers[row.id]
        kinds = sorted({codes.FPK[tag] for one in row.terms if (tag := one.removeprefix("tag/")) in codes.FPK})
        doubts = list(self._doubts(row, by, kinds, others)) if state == codes.COUNTED else []
        return Night(
            row.uri, row.labels, row.day or row.start or "", state, kinds[0] if len(kinds) == 1 else codes.UNSTATED,
            self._novelty(row), self._place(row), by.several, row.production_uri,
            tuple(sorted(self._agents[agent] for agent in by.main)), row.before or "", tuple(doubts),
        )  # fmt: skip

    def _doubts(self, row: Row, by: Producers, kinds: list[str], others: list[str]) -> Iterator[Doubt]:
        yield from (Doubt(codes.DUPLICATE, uri) for uri in others)
        yield from (Doubt(codes.MAINS, self._agents[one]) for one in sorted(by.main - {self._company}))
        if len(kinds) > 1:
            yield Doubt(codes.TAGS, " ".join(kinds))
        if not row.day:
            yield Doubt(codes.DAY, row.start or "")
        if row.before:
            yield Doubt(codes.MOVED, row.before[:10])

    def _novelty(self, row: Row) -> str:
        if "kind/reprise" in row.run_terms:
            return codes.REPRISE
        first = self._first.get(row.production) if row.production is not None else None
        if not first:
            return codes.UNTOLD
        return codes.NEW if first[:4] == self._year else codes.CONTINUED

    def _place(self, row: Row) -> str:
        spot = self._spots.get(row.location, Spot()) if row.location is not None else Spot()
        if spot.municipality and spot.municipality == self._residence:
            return codes.RESIDENCE
        return codes.ABROAD if spot.abroad else spot.province or codes.UNKNOWN

    def _labels(self, uri: str) -> dict[str, str]:
        row = self._database.execute("SELECT labels FROM name WHERE uri = ?", (uri,)).fetchone()
        return dict(json.loads(row[0])) if row and row[0] else {}

    def _uris(self, numbers: set[int]) -> dict[int, str]:
        query = "SELECT id, uri FROM name WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._database.execute(query, (json.dumps(sorted(numbers)),)))
