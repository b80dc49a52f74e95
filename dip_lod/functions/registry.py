"""The table of functions that queries may call, each bound to one build and source."""

import re
from collections.abc import Callable
from functools import lru_cache

import pyoxigraph as ox

from dip_lod import schemes, uris
from dip_lod.functions import dutch, edtf, geometry, text, times
from dip_lod.functions.context import Context, Failure, read_matches, read_table
from dip_lod.functions.errors import FunctionError
from dip_lod.functions.literals import Term, optional_text, typed
from dip_lod.functions.places import PlaceFunctions
from dip_lod.vocabulary import expand

Function = Callable[..., Term | None]

_EDTF = ox.NamedNode(expand("edtf:EDTF"))
_SAME = expand("skos:exactMatch")
_WKT = ox.NamedNode(expand("geosparql:wktLiteral"))
_EXPECTED = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, OSError, RecursionError,
)  # fmt: skip
"""What a function can raise on a bad value; pyoxigraph would swallow it, so `_reporting` keeps it for the report."""

_REMEMBERED = 2048
"""Calls of each function whose answers are kept: records and rows repeat venues, roles and dates."""

_QUOTED = re.compile(r"'.*'", re.DOTALL)
"""The value in the sentence of an error, from the first quote to the last: it may hold quotes itself."""


class Library(PlaceFunctions):
    """The functions, as methods: `dip:uri` calls `uri`. Terms in, a term out; None leaves the variable unbound."""

    def uri(self, kind: ox.Literal, key: ox.Literal) -> Term:
        """Mint the URI of a thing from its kind and key, by way of the identity table."""
        final = self._context.identities.final(kind.value, key.value)
        return ox.NamedNode(uris.mint(self._context.base, *final))

    def described(self, key: ox.Literal, *kinds: ox.Literal) -> Term:
        """Mint the URI of a thing that some record describes, under the first of the kinds that fits."""
        names = tuple(kind.value for kind in kinds)
        kind = self._context.identities.kind_of(key.value, names)
        if kind is None:
            wanted = " or ".join(names)
            raise FunctionError(f"'{key.value}' is no {wanted} that a record describes; the link is left out")
        kind = "person" if kind == "actor" else kind
        return ox.NamedNode(uris.mint(self._context.base, *self._context.identities.final(kind, key.value)))

    def kind(self, key: ox.Literal, *kinds: ox.Literal) -> Term | None:
        """Give the first of the kinds under which some record describes a key; unbound where none does."""
        return optional_text(self._context.identities.kind_of(key.value, tuple(kind.value for kind in kinds)))

    def merged(self, kind: ox.Literal, key: ox.Literal) -> Term:
        """Say whether a thing has become another: merged or replaced, and not in a circle."""
        own = (kind.value, key.value)
        return typed(str(self._context.identities.final(*own) != own).lower(), "boolean")

    def sure(self, thing: ox.NamedNode, identifier: ox.Literal) -> Term:
        """Say whether an identifier elsewhere may be linked: no curator denies it, and no other name claims it."""
        name = uris.parse(self._context.base, thing.value)
        doubted = name is not None and self._context.identities.doubts(*name, identifier.value)
        return typed(str(not doubted).lower(), "boolean")

    def reviewed(self, thing: ox.NamedNode, uri: ox.Literal) -> Term:
        """Say whether a curator has matched the thing to a URI elsewhere, in an SSSOM table of the mapping's folder."""
        name = uris.parse(self._context.base, thing.value)
        folder = self._context.folder
        seen = name and folder and (f"dip:{name.kind}/{name.key}", uri.value) in read_matches(folder)
        return typed(str(bool(seen)).lower(), "boolean")

    def fragment(self, thing: ox.NamedNode, *parts: Term) -> Term:
        """Name a part of a thing by what it holds; a part given as a URI stands for its key, a term for its code."""
        names = [self._part(part) for part in parts]
        joined = "-" if "#" in thing.value else "#"
        return ox.NamedNode(f"{thing.value}{joined}{uris.fragment(*names)}")

    def _part(self, part: Term) -> str:
        if isinstance(part, ox.NamedNode):
            return _key(self._context.base, part.value)
        return part.value if isinstance(part, ox.Literal) else ""

    def key(self, name: ox.Literal, *more: ox.Literal) -> Term:
        """Make a key from a name: slug and six hex digits; for a work its creators' keys follow."""
        return ox.Literal(uris.keyed(self._context.source, name.value, *(one.value for one in more)))

    def slug(self, words: ox.Literal) -> Term:
        """Reduce a text to small letters, digits, dots and hyphens."""
        return ox.Literal(uris.slug(words.value))

    def date(self, value: ox.Literal) -> Term | None:
        """Type what is known of an EDTF date: xsd:date, gYearMonth or gYear; unbound if not even the year is."""
        known = edtf.typed(value.value)
        return typed(*known) if known else None

    def day(self, value: ox.Literal) -> Term | None:
        """Give the day as xsd:date where it is known."""
        known = edtf.day(value.value)
        return typed(known, "date") if known else None

    def edtf(self, value: ox.Literal) -> Term | None:
        """Keep the text of an uncertain date, typed as EDTF; unbound for a certain one."""
        if not edtf.uncertain(value.value):
            return None
        edtf.bounds(value.value)
        return ox.Literal(value.value, datatype=_EDTF)

    def first(self, value: ox.Literal) -> Term | None:
        """Give the first day that a date can mean, as xsd:date."""
        bound = edtf.bounds(value.value)[0]
        return typed(bound, "date") if bound else None

    def last(self, value: ox.Literal) -> Term | None:
        """Give the last day that a date can mean, as xsd:date."""
        bound = edtf.bounds(value.value)[1]
        return typed(bound, "date") if bound else None

    def start(self, day: ox.Literal, clock: ox.Literal, zone: ox.Literal) -> Term:
        """Give the start as xsd:dateTime with the offset of the place; the day alone where the offset had seconds."""
        moment = times.start(day.value, clock.value, zone.value)
        return typed(moment, "dateTime") if moment else typed(day.value, "date")

    def end(self, day: ox.Literal, clock: ox.Literal, ended: ox.Literal, zone: ox.Literal) -> Term | None:
        """Give the end as xsd:dateTime; an hour before the start's is on the next day."""
        moment = times.end(day.value, clock.value, ended.value, zone.value)
        return typed(moment, "dateTime") if moment else None

    def earliest(self, started: ox.Literal, zone: ox.Literal) -> Term | None:
        """Give P82a of a performance: its start, or the first moment of the first day."""
        day = started.value if times.is_moment(started.value) else edtf.bounds(started.value)[0]
        moment = times.earliest(day, zone.value) if day else None
        return typed(moment, "dateTime") if moment else (typed(day[:10], "date") if day else None)

    def latest(self, started: ox.Literal, ended: ox.Literal, duration: ox.Literal, zone: ox.Literal) -> Term | None:
        """Give P82b of a performance: end; or start, duration and four hours; or noon of the next day."""
        day = started.value if times.is_moment(started.value) else edtf.bounds(started.value)[1]
        minutes = times.minutes(duration.value) if duration.value else None
        moment = times.latest(day, ended.value or None, minutes, zone.value) if day else None
        if moment or not day:
            return typed(moment, "dateTime") if moment else None
        return typed(day[:10], "date")

    def duration(self, minutes: ox.Literal) -> Term:
        """Write minutes as xsd:duration."""
        hours, rest = divmod(times.minutes(minutes.value), 60)
        return typed("PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else ""), "duration")

    def past(self, value: ox.Literal) -> Term | None:
        """Say whether a date has passed at the build's date: its last possible day is before it."""
        bound = edtf.bounds(value.value)[1]
        passed = bound is not None and edtf.order(bound) < edtf.order(self._context.as_of.isoformat())
        return typed(str(passed).lower(), "boolean")

    def longAgo(self, born: ox.Literal) -> Term:
        """Say whether somebody born then is taken to be dead: 110 years before the build's date (MODEL, rule 8)."""
        bound = edtf.bounds(born.value)[1]
        as_of = self._context.as_of
        limit = f"{as_of.year - 110:04d}{as_of.isoformat()[4:]}"
        return typed(str(bound is not None and edtf.order(bound) < edtf.order(limit)).lower(), "boolean")

    def asOf(self) -> Term:
        """Give the build's date as xsd:date (pyoxigraph substitutes only what a query projects)."""
        return typed(self._context.as_of.isoformat(), "date")

    def words(self, value: ox.Literal) -> Term:
        """Write what is known of a date for people, in Dutch: «2 oktober 2025»."""
        known = edtf.typed(value.value)
        return ox.Literal(dutch.words(known[0]) if known else value.value)

    def dutchDate(self, value: ox.Literal) -> Term:
        """Read a date in Dutch or ISO form as EDTF."""
        return ox.Literal(dutch.date(value.value))

    def decimal(self, value: ox.Literal) -> Term:
        """Read a number with a comma or a point as xsd:decimal."""
        return typed(dutch.decimal(value.value), "decimal")

    def plain(self, value: ox.Literal) -> Term | None:
        """Make HTML plain text."""
        return optional_text(text.plain(value.value))

    def tidy(self, value: ox.Literal) -> Term | None:
        """Fold white space."""
        return optional_text(text.tidy(value.value))

    def name(self, value: ox.Literal) -> Term | None:
        """Put a person's name in natural order and fold its spaces."""
        return optional_text(text.name(value.value))

    def tag(self, key: ox.NamedNode | ox.Literal) -> Term | None:
        """Read the key of a text as its language tag; unbound for a key that is none, such as a field gone astray."""
        return optional_text(schemes.tag(key.value.rpartition("#")[2]))

    def term(self, scheme: ox.Literal, word: ox.Literal) -> Term:
        """Find a term of ours by code or label."""
        key = schemes.find(scheme.value, word.value)
        if key is None:
            known = scheme.value
            raise FunctionError(f"'{word.value}' is no known {known}; add it to ontology/terms/{known}.ttl")
        return ox.NamedNode(uris.mint(self._context.base, "term", key))

    def label(self, term: ox.NamedNode, language: ox.Literal) -> Term | None:
        """Name a term of ours, with its language."""
        name = uris.parse(self._context.base, term.value)
        found = schemes.label(name.key, language.value) if name else None
        return ox.Literal(found, language=language.value) if found else None

    def top(self, term: ox.NamedNode) -> Term | None:
        """Give the broadest term of ours above a term, which may be the term itself."""
        name = uris.parse(self._context.base, term.value)
        if name is None or name.key not in schemes.concepts():
            return None
        return ox.NamedNode(uris.mint(self._context.base, "term", schemes.top(name.key)))

    def match(self, term: ox.NamedNode, register: ox.Literal) -> Term | None:
        """Give the same term in another register, by how its URIs begin there; unbound where none is matched."""
        name = uris.parse(self._context.base, term.value)
        concept = schemes.concepts().get(name.key) if name and name.kind == "term" else None
        matches = concept.matches if concept else ()
        same = [uri for kind, uri in matches if kind == _SAME and uri.startswith(register.value)]
        return ox.NamedNode(same[0]) if same else None

    def wkt(self, geometry_json: ox.Literal) -> Term:
        """Write a geometry of GeoJSON, whole, as well-known text."""
        return ox.Literal(geometry.wkt(geometry_json.value), datatype=_WKT)

    def polygon(self, geometry_json: ox.Literal) -> Term | None:
        """Write the outline of a geometry of GeoJSON as schema:polygon has it; unbound for a point."""
        return optional_text(geometry.polygon(geometry_json.value))

    def latitude(self, geometry_json: ox.Literal) -> Term:
        """Give the latitude of a point of GeoJSON, or of the centre of a polygon."""
        return typed(dutch.decimal(geometry.centre(geometry_json.value)[0]), "decimal")

    def longitude(self, geometry_json: ox.Literal) -> Term:
        """Give the longitude of a point of GeoJSON, or of the centre of a polygon."""
        return typed(dutch.decimal(geometry.centre(geometry_json.value)[1]), "decimal")

    def look(self, table: ox.Literal, key: ox.Literal, column: ox.Literal) -> Term | None:
        """Look a key up in a table (`<table>.csv`) of the mapping's folder."""
        if self._context.folder is None:
            raise FunctionError("rules have no tables; use dip:look in mappings only")
        columns, rows = read_table(self._context.folder / f"{table.value}.csv")
        if column.value not in columns:
            known = ", ".join(columns)
            raise FunctionError(f"{table.value}.csv has no column {column.value}; choose from {known}")
        return optional_text(rows.get(key.value, {}).get(column.value))


@lru_cache(_REMEMBERED)
def _key(base: str, uri: str) -> str:
    """Give what stands for a URI in the name of a part: its key, of a term its code."""
    name = uris.parse(base, uri)
    key = name.key if name else uris.slug(uri)
    return key.rpartition("/")[2] if name and name.kind == "term" else key


NAMES = tuple(sorted(name for name in dir(Library) if not name.startswith("_")))
"""The functions that exist, without the prefix."""


def functions(context: Context) -> dict[ox.NamedNode, Function]:
    """Bind the functions to a context, for `Store.query(custom_functions=…)`.

    >>> from datetime import date
    >>> bound = functions(Context("http://localhost:8000/", "dip", date(2026, 3, 2)))
    >>> bound[ox.NamedNode(expand("dip:uri"))](ox.Literal("hall"), ox.Literal("v.stad.klein")).value
    'http://localhost:8000/id/hall/v.stad.klein'
    """
    library = Library(context)
    return {ox.NamedNode(expand(f"dip:{name}")): _reporting(name, getattr(library, name), context) for name in NAMES}


def _reporting(name: str, function: Function, context: Context) -> Function:
    @lru_cache(_REMEMBERED)
    def known(*terms: Term) -> Term | None:
        if ox.BlankNode in map(type, terms):
            raise FunctionError("a part of the record stands where a text should; give a text")
        return function(*terms)

    def call(*terms: Term) -> Term | None:
        try:
            return known(*terms)
        except _EXPECTED as error:
            context.failures.append(_failure(name, error, terms))
            return None

    return call


def _failure(name: str, error: Exception, terms: tuple[Term, ...]) -> Failure:
    """Tell what went wrong, with and without the values: those may be private.

    Several functions that stumble over one value say the same, so that it is reported once.
    """
    literals = tuple(term.value for term in terms if isinstance(term, ox.Literal))
    if isinstance(error, (FunctionError, uris.UriError)):
        sentence = str(error)
        quoted = tuple(value for value in literals if f"'{value}'" in sentence)
        return Failure(_QUOTED.sub("the value", sentence), sentence, quoted)
    values = ", ".join(f"'{term.value}'" for term in terms if not isinstance(term, ox.Triple))
    return Failure(
        f"dip:{name} cannot use the value; give it one that docs/reference/functions.md shows",
        f"dip:{name} cannot use {values or 'what it is given'} ({type(error).__name__}: {error})",
        literals,
    )
