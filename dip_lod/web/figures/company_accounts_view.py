"""What the pages of accounts show: names, tables and lists in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from dip_lod import uris
from dip_lod.accounts import codes
from dip_lod.accounts.account import Account
from dip_lod.accounts.night import Doubt, Night, Number
from dip_lod.publication.reading import Publication
from dip_lod.web.words import dates, values
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with the address of what makes it up."""

    text: str
    href: str
    doubtful: str


@dataclass(frozen=True, slots=True)
class Line:
    """A performance in a list, with why it stands there."""

    name: Value
    day: str
    notes: tuple[str, ...]
    links: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A page of an account."""

    address: str
    residence: Value | None
    columns: list[str]
    kinds: list[tuple[str, list[Cell | None]]]
    novelty: list[tuple[str, list[Cell | None]]]
    doubtful: list[Line]
    apart: list[tuple[str, str, list[Line]]]
    """State, heading, and the performances: what is not counted."""


class Shown:
    """Accounts in the words of a reader."""

    def __init__(self, publication: Publication, reader: Visitor) -> None:
        self._publication, self._reader = publication, reader
        self._words = reader.texts.tables["accounts"]

    def named(self, uri: str) -> Value:
        """Name a thing, with its link."""
        return values.node(uri, self._publication.labels([uri]), self._reader)

    def address(self, company: str, year: str = "") -> str:
        """Spell the path of an account, from the root of the site."""
        name = uris.parse(self._publication.base, company)
        assert name is not None
        return f"accounts/{uris.encode(name.key)}" + (f"/{year}" if year else "")

    def companies(self, found: Iterable[str]) -> list[tuple[Value, str]]:
        """Name companies, with the addresses of their accounts."""
        every = list(found)
        labels = self._publication.labels(every)
        return [(values.node(uri, labels, self._reader), self._reader.path(self.address(uri))) for uri in every]

    def years(self, company: str, found: Iterable[tuple[str, int]]) -> list[tuple[str, str, str]]:
        """Give the years of a company, the last one first: year, address, performances."""
        number = self._reader.texts.number
        rows = [(year, self._reader.path(self.address(company, year)), number(total)) for year, total in found]
        return rows[::-1]

    def view(self, account: Account) -> View:
        """Lay out an account."""
        used = {one.place for one in account.counted}
        places = [one for one in codes.PLACES if one in used or one in (codes.RESIDENCE, codes.ABROAD)]
        kinds = [
            (self._of(kind), [self._cell(account, codes.PERFORMANCES, kind, one) for one in (codes.TOTAL, *places)])
            for kind in (*codes.KINDS, codes.TOTAL)
        ]
        novelty = [
            (self._of(of), [self._cell(account, what, of) for what in (codes.PRODUCTIONS, codes.PERFORMANCES)])
            for of in (*codes.NOVELTY, codes.COPRODUCTION, codes.TOTAL)
        ]
        states = ((one, [night for night in account.nights if night.state == one]) for one in codes.STATES[1:])
        return View(
            self._reader.root + self.address(account.company, account.year),
            self.named(account.residence) if account.residence else None,
            [self._place(one) for one in (codes.TOTAL, *places)],
            kinds,
            novelty,
            self.nights([one for one in account.counted if one.doubts]),
            [(state, self._words[f"state_{state}"], self.nights(nights)) for state, nights in states if nights],
        )

    def title(self, number: Number) -> str:
        """Name a number."""
        parts = [self._words[f"what_{number.what}"]]
        parts += [self._of(number.of)] if number.of != codes.TOTAL else []
        parts += [self._place(number.place)] if number.place != codes.TOTAL else []
        return ", ".join(parts)

    def nights(self, nights: Iterable[Night]) -> list[Line]:
        """List performances, with what is doubtful about each."""
        every = list(nights)
        uris_of = {one.uri for one in every} | {each.about for one in every for each in one.doubts}
        uris_of |= {main for one in every for main in one.mains}
        labels = self._publication.labels(one for one in uris_of if "://" in one)
        return [
            Line(
                values.node(one.uri, labels, self._reader),
                dates.moment(one.day, self._reader.texts) if one.day else self._words["no_day"],
                tuple(self._notes(one)),
                tuple(values.node(uri, labels, self._reader) for uri in self._links(one)),
            )
            for one in every
        ]

    def _notes(self, night: Night) -> Iterable[str]:
        for doubt in dict.fromkeys(Doubt(one.code, "" if "://" in one.about else one.about) for one in night.doubts):
            about = doubt.about
            if doubt.code == codes.MOVED:
                about = dates.moment(about, self._reader.texts)
            elif doubt.code == codes.TAGS:
                about = ", ".join(self._of(kind) for kind in about.split())
            yield self._words[f"doubt_{doubt.code}"].format(about=about)
        if night.state == "postponed" and night.moved_from:
            yield self._words["doubt_moved"].format(about=dates.moment(night.moved_from[:10], self._reader.texts))

    def _links(self, night: Night) -> list[str]:
        if night.state == "coproduced":
            return list(night.mains)
        return [one.about for one in night.doubts if "://" in one.about]

    def _cell(self, account: Account, what: str, of: str, place: str = codes.TOTAL) -> Cell | None:
        number = account.number(what, of, place)
        if not number.value:
            return None
        asked = dict(zip(("what", "of", "place"), number.key, strict=True))
        asked = {name: code for name, code in asked.items() if code not in (codes.TOTAL, codes.PERFORMANCES)}
        local = self.address(account.company, account.year) + "/counted"
        written = self._reader.texts.number
        doubtful = self._words["of_which_doubtful"].format(count=written(number.doubtful)) if number.doubtful else ""
        return Cell(
            written(number.value), self._reader.path(local + (f"?{urlencode(asked)}" if asked else "")), doubtful
        )

    def _of(self, of: str) -> str:
        return str(self._words[f"of_{of}"])

    def _place(self, place: str) -> str:
        if not place.startswith("NL-"):
            return str(self._words[f"place_{place}"])
        uri = uris.mint(self._publication.base, "place", place)
        return values.node(uri, self._publication.labels([uri]), self._reader).text
