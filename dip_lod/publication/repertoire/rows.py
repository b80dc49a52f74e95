"""What one document adds to the repertoire, read from its statements."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from dip_lod.literals import text
from dip_lod.publication import told
from dip_lod.publication.repertoire import positions
from dip_lod.publication.told import Told
from dip_lod.vocabulary import expand

EVENTS = ("performance", "run", "festival")
"""Kinds of documents about events."""

_AGENTS = ("person/", "organization/")
_TOPICS = ("genre", "additionalType", "audience", "keywords", "accessibilityFeature")
_FLAT = ("creator", "producer", "organizer", "funder", "author", "composer", "lyricist", "director", "performer")
_FIRST = ("birthDate", "foundingDate", "dateCreated", "startDate")
_ISSUED = "datePublished"
"""Of a work of which no more is known than when it was first printed."""
_NAMES = ("label", "name", "alternateName", "altLabel", "hiddenLabel")
_LAST = ("deathDate", "dissolutionDate", "endDate")


Properties = Mapping[str, list[str]]
"""The values of the properties that count, each with the full stop of its line."""


class Thing(NamedTuple):
    """A row of `thing`, with keys for numbers."""

    key: str
    kind: str
    terms: str
    within: str | None
    latitude: float | None
    longitude: float | None
    first: str | None
    last: str | None
    names: str


class Event(NamedTuple):
    """A row of `event`, with keys for numbers."""

    key: str
    kind: str
    day: str | None
    start: str | None
    end: str | None
    before: str | None
    status: str
    played: bool
    run: str | None
    festival: str | None
    location: str | None
    season: str | None
    terms: str
    credited: bool


class Performed(NamedTuple):
    """A row of `performed`, with keys for numbers."""

    what: str
    event: str
    part: bool


class Credit(NamedTuple):
    """A row of `credit`, with keys for numbers."""

    agent: str
    subject: str
    role: str | None
    said: str
    note: str


@dataclass(slots=True)
class Rows:
    """What documents add to each table."""

    things: list[Thing] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    performed: list[Performed] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)


@lru_cache(1)
def _words() -> Mapping[str, str]:
    """Give the short names of the properties that count, by how N-Triples writes them."""
    names = {
        *_TOPICS, *_FLAT, *_FIRST, *_LAST, _ISSUED, "contributor", "roleName", "characterName", "previousStartDate",
        "location", "name", "alternateName", "eventStatus", "superEvent", "workPerformed", "containedInPlace",
        "latitude", "longitude", "sameAs",
    }  # fmt: skip
    found = {f"<{expand('schema:' + name)}>": name for name in names}
    others = {"dcterms:date": "day", "crm:P2_has_type": "type", "rdfs:label": "label"}
    others |= {"skos:altLabel": "altLabel", "skos:hiddenLabel": "hiddenLabel"}
    return found | {f"<{expand(name)}>": short for name, short in others.items()}


@lru_cache(1)
def _happened() -> str:
    return f"<{expand('lrmoo:F31_Performance')}> ."


class Reader:
    """Reads documents into rows."""

    def __init__(self, base: str) -> None:
        self._space = f"<{base}id/"
        self._words = _words()
        self._happened = _happened()
        self._a = f"<{expand('rdf:type')}>"

    def add(self, rows: Rows, key: str, lines: Iterable[str]) -> None:
        """Add what a document says: its key, and its statements as sorted lines of N-Triples."""
        self.add_told(rows, key, told.read(lines))

    def add_told(self, rows: Rows, key: str, said: Told) -> None:
        """Add what a document says, taken apart."""
        own, part_of = f"{self._space}{key}>", f"{self._space}{key}#"
        thing = self._named(said.get(own, {}))
        parts = [self._named(of) for who, of in said.items() if who.startswith(part_of)]
        kind = key.partition("/")[0]
        row = self._thing(key, kind, thing, parts)
        rows.things.append(row)
        credits = list(self._credits(key, thing, parts))
        rows.credits += credits
        if kind in EVENTS:
            played = self._happened in said.get(own, {}).get(self._a, ())
            rows.events.append(self._event(row, thing, played, bool(credits)))
        for what in self._ours(thing.get("workPerformed", ())):
            rows.performed.append(Performed(what, key, False))
        for part in parts:
            for what in self._ours(part.get("workPerformed", ())):
                rows.performed.append(Performed(what, key, True))

    def _named(self, of: Mapping[str, list[str]]) -> Properties:
        """Give the properties that count by their short names."""
        words = self._words
        return {words[predicate]: values for predicate, values in of.items() if predicate in words}

    def _ours(self, values: Collection[str], within: str | tuple[str, ...] = "") -> list[str]:
        """List the keys of the things among values, fragments left out."""
        if not values:
            return []
        start = len(self._space)
        keys = (value[start:-3] for value in values if value.startswith(self._space) and "#" not in value)
        return [key for key in keys if key.startswith(within)]

    def _thing(self, key: str, kind: str, thing: Properties, parts: Iterable[Properties]) -> Thing:
        topics = [value for name in _TOPICS for value in thing.get(name, ())]
        terms = dict.fromkeys(term.removeprefix("term/") for term in self._ours(topics, "term/"))
        within = self._ours([*thing.get("containedInPlace", ()), *thing.get("location", ())])
        spot = next((part for part in parts if "latitude" in part and "longitude" in part), {})
        latitude, longitude = (_number(spot.get(name)) for name in ("latitude", "longitude"))
        if latitude is None and kind == "place":
            latitude, longitude = positions.position(value[:-2] for value in thing.get("sameAs", ())) or (None, None)
        began = [value for name in _FIRST for value in thing.get(name, ())] or thing.get(_ISSUED, [])
        first = min(map(text, began), default=None)
        last = max((text(value) for name in _LAST for value in thing.get(name, ())), default=None)
        said = (" ".join(text(value).split()) for name in _NAMES for value in thing.get(name, ()))
        names = "\n".join(dict.fromkeys(name for name in said if name))
        place = min(within, default=None)
        return Thing(key, kind, " ".join(sorted(terms)), place, latitude, longitude, first, last, names)

    def _event(self, row: Thing, thing: Properties, played: bool, credited: bool) -> Event:
        def first(name: str) -> str | None:
            return min(map(text, thing.get(name, ())), default=None)

        def one(name: str, space: str | tuple[str, ...]) -> str | None:
            return min(self._ours(thing.get(name, ()), space), default=None)

        before = max(map(text, thing.get("previousStartDate", ())), default=None)
        status = next((value.rpartition("/Event")[2][:-3].lower() for value in thing.get("eventStatus", ())), "")
        return Event(
            row.key, row.kind, first("day"), first("startDate"), first("endDate"), before, status or "scheduled",
            played, one("superEvent", "run/"), one("superEvent", "festival/"), one("location", ""),
            one("keywords", "season/"), row.terms, credited,
        )  # fmt: skip

    def _credits(self, key: str, thing: Properties, parts: Iterable[Properties]) -> Iterable[Credit]:
        for name in _FLAT:
            if name in thing:
                for agent in self._ours(thing[name], _AGENTS):
                    yield Credit(agent, key, None, name, "")
        for part in parts:
            agents = self._ours([*part.get("contributor", ()), *part.get("performer", ())], _AGENTS)
            if not agents:
                continue
            roles: list[str | None] = [*sorted(self._ours(part.get("type", ()), "term/role/"))] or [None]
            names = "" if roles[0] else min(map(text, part.get("roleName", ())), default="")
            note = " / ".join(sorted(map(text, part.get("characterName", ()))))
            for agent in agents:
                for role in roles:
                    yield Credit(agent, key, role, names, note)


def _number(values: list[str] | None) -> float | None:
    """Read a number; what is none stands in the report of validation, and is on no map."""
    try:
        found = float(text(values[0])) if values else None
    except ValueError:
        return None
    return found if found is not None and isfinite(found) else None
