"""The query behind a figure: an indicator's query with its gaps filled, as terms and never by text."""

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.figures.cubes import TOTAL, UNKNOWN
from dip_lod.figures.indicator import Indicator

_KINDS = {
    "season": ("season", ""),
    "province": ("place", ""),
    "municipality": ("place", ""),
    "discipline": ("term", "genre/"),
    "role": ("term", "role/"),
}
_LISTS = {"other": "role", "from": "discipline", "to": "discipline"}
STRUCTURE = "figures/structure"


def term(base: str, dimension: str, code: str) -> ox.NamedNode:
    """Give the URI that a code stands for in the data; one that is only a code has a URI of the structure.

    >>> print(term("https://example.org/", "role", "acteur"), term("https://example.org/", "province", "_U"))
    <https://example.org/id/term/role/acteur> <https://example.org/figures/structure#province._U>
    """
    of = _LISTS.get(dimension, dimension)
    if code == UNKNOWN or of not in _KINDS:
        return ox.NamedNode(f"{base}{STRUCTURE}#{of}.{code}")
    kind, prefix = _KINDS[of]
    return ox.NamedNode(uris.mint(base, kind, prefix + code))


def fill(indicator: Indicator, codes: Mapping[str, str], base: str, municipalities: Sequence[str] = ()) -> str:
    """Write the query of a figure: `codes` by dimension, where a total leaves the gap open.

    `municipalities` are those of the class of size, which the data does not state.
    """
    text = indicator.text
    for dimension, code in codes.items():
        if code != TOTAL and dimension != "size":
            text = _filled(text, dimension, [term(base, dimension, code)])
    if codes.get("size", TOTAL) != TOTAL:
        text = _filled(text, "municipality", [term(base, "municipality", one) for one in municipalities])
    return f"BASE {ox.NamedNode(base)}\n{text}"


def _filled(text: str, gap: str, terms: Sequence[ox.NamedNode]) -> str:
    values = f"VALUES ${gap} {{ {' '.join(map(str, terms))} }}"
    return re.sub(rf"VALUES \${gap} \{{ UNDEF \}}", lambda _: values, text)


def table(indicator: Indicator, dimensions: Sequence[str], base: str) -> str:
    """Write the query of a whole table: the figures by some dimensions at once.

    Only where the query counts things that are different: an average of a table is no table of averages.
    """
    shown = " ".join(f"?in{dimension.capitalize()}" for dimension in dimensions)
    head, where, rest = indicator.text.partition(" WHERE {")
    text = head.replace("SELECT ", f"SELECT {shown} ", 1) + where + rest
    body, having, end = text.rpartition("\nHAVING")
    grouped = f"{body or end.rstrip()}\nGROUP BY {shown}{having}{end if having else ''}\n"
    return f"BASE {ox.NamedNode(base)}\n{grouped}"
