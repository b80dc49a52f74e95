"""The query behind a figure: an indicator's query with its gaps filled, as terms and never by text."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.figures.cubes import TOTAL, UNKNOWN, code_list
from dip_lod.figures.indicator import Indicator

_KINDS = {
    "season": ("season", ""),
    "province": ("place", ""),
    "municipality": ("place", ""),
    "discipline": ("term", "genre/"),
    "role": ("term", "role/"),
}
_LISTS = {"before": "season"}
_ALWAYS = ("season", "before")
"""Blocks that stay where nothing is asked of them: they say which run a performance is of."""

STRUCTURE = "figures/structure"
_BLOCK = re.compile(
    r"^(?P<indent> *)#- (?P<gap>\w+)\n(?P<open>(?:.*\n)*?)"
    r"(?P=indent)#- given\n(?P<given>(?:.*\n)*?)(?P=indent)#- end\n",
    re.MULTILINE,
)


def term(base: str, dimension: str, code: str) -> ox.NamedNode:
    """Give the URI that a code stands for in the data; one that is only a code has a URI of the structure.

    >>> print(term("https://example.org/", "role", "acteur"), term("https://example.org/", "province", "_U"))
    <https://example.org/id/term/role/acteur> <https://example.org/figures/structure#province._U>
    """
    of = _LISTS.get(dimension) or code_list(dimension)
    if code == UNKNOWN or of not in _KINDS:
        return ox.NamedNode(f"{base}{STRUCTURE}#{of}.{code}")
    kind, prefix = _KINDS[of]
    return ox.NamedNode(uris.mint(base, kind, prefix + code))


def address(indicator: Indicator, codes: Mapping[str, str], base: str) -> str:
    """Give the address of the page of a figure."""
    given = {dimension: code for dimension, code in codes.items() if code != TOTAL}
    return f"{base}figures/of/{indicator.name}/counted{f'?{urlencode(given)}' if given else ''}"


def fill(indicator: Indicator, codes: Mapping[str, str], base: str, municipalities: Sequence[str] = ()) -> str:
    """Write the query of a figure: `codes` by dimension, where a total leaves out what only that dimension needs.

    `municipalities` are those of the class of size, which the data does not state; for those of no class, all that
    have one. Its first line says which figure it is.
    """
    given = {dimension: [code] for dimension, code in codes.items() if code not in (TOTAL, "")}
    if year := re.fullmatch(r"nl-(\d{4})-(\d{4})", codes.get("season", "")):
        given["before"] = [f"nl-{int(year[1]) - 1}-{int(year[2]) - 1}"]
    unsized = given.pop("size", None)
    if unsized is not None:
        given["municipality"] = list(municipalities)

    def block(found: "re.Match[str]") -> str:
        gap = found["gap"]
        if gap not in given:
            return found["open"] if gap in _ALWAYS else ""
        if gap == "municipality" and unsized == [UNKNOWN]:
            return _uncommented(found["given"]).replace("{", "MINUS {", 1)
        return found["open"] if UNKNOWN in given[gap] else _uncommented(found["given"])

    text = _BLOCK.sub(block, indicator.text)
    for gap, known in given.items():
        terms = [term(base, gap, code).value.removeprefix(base) for code in known]
        text = _filled(text, gap, " ".join(f"<{one}>" for one in terms))
    return f"# {address(indicator, codes, base)}\nBASE {ox.NamedNode(base)}\n{text}"


def _uncommented(lines: str) -> str:
    return re.sub(r"^( *)# ", r"\1", lines, flags=re.MULTILINE)


def _filled(text: str, gap: str, terms: str) -> str:
    values = f"VALUES ${gap} {{ {terms} }}"
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
