"""The table of functions that queries may call, each bound to one build and source."""

import re
from collections.abc import Callable
from functools import lru_cache

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.functions.concepts import TermFunctions
from dip_lod.functions.context import Context, Failure
from dip_lod.functions.errors import FunctionError
from dip_lod.functions.literals import Term
from dip_lod.functions.moments import DateFunctions
from dip_lod.functions.names import NameFunctions
from dip_lod.functions.places import PlaceFunctions
from dip_lod.functions.words import TextFunctions
from dip_lod.vocabulary import expand

Function = Callable[..., Term | None]

_EXPECTED = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, OSError, RecursionError,
)  # fmt: skip
"""What a function can raise on a bad value; pyoxigraph would swallow it, so `_reporting` keeps it for the report."""

_REMEMBERED = 2048
"""Calls of each function whose answers are kept: records and rows repeat venues, roles and dates."""

_QUOTED = re.compile(r"'.*'", re.DOTALL)
"""The value in the sentence of an error, from the first quote to the last: it may hold quotes itself."""


class Library(NameFunctions, DateFunctions, TextFunctions, TermFunctions, PlaceFunctions):
    """The functions, as methods: `dip:uri` calls `uri`."""


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
