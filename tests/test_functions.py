"""The functions of SPARQL, by the examples of their reference page."""

import re
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from docs_harness import ROOT, blocks

from dip_lod.functions import edtf
from dip_lod.functions.context import Context
from dip_lod.functions.registry import NAMES, functions
from dip_lod.identity.table import IdentityTable
from dip_lod.vocabulary import expand

PAGE = ROOT / "docs/reference/functions.md"
_ROW = re.compile(r"^\| `(?P<call>dip:.+?)` \| (?:`(?P<gives>.+?)`|unbound) \| (?P<reports>.*?) ?\|$", re.M)
_PREFIXES = "".join(f"PREFIX {name}: <{expand(name + ':')}>\n" for name in ("dip", "xsd", "edtf"))


class Example(NamedTuple):
    """A row of the page."""

    call: str
    gives: str | None
    reports: str


def sections() -> dict[str, list[Example]]:
    """Read the examples of the page, by function."""
    found = {}
    for section in re.split(r"^### dip:", PAGE.read_text("utf-8"), flags=re.M)[1:]:
        name = section.partition("\n")[0]
        found[name] = [Example(row["call"], row["gives"], row["reports"]) for row in _ROW.finditer(section)]
    return found


SECTIONS = sections()
EXAMPLES = [example for examples in SECTIONS.values() for example in examples]


@pytest.fixture
def context(tmp_path: Path) -> Context:
    for block in blocks(PAGE):
        if block.file:
            (tmp_path / block.file).write_text(block.text, "utf-8")
    table = IdentityTable(
        into={("person", "p.oud"): ("person", "p.2")},
        described={("organization", "org.noord"), ("person", "p.1"), ("person", "p.2")},
        doubted={("person", "p.1", "Q42")},
    )
    return Context("http://localhost:8000/", "schuur", date(2026, 11, 22), "nl", table, tmp_path)


def ask(expression: str, context: Context) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None:
    """Ask an expression of an empty store."""
    query = f"{_PREFIXES}SELECT ?x WHERE {{ BIND({expression} AS ?x) }}"
    answer = ox.Store().query(query, custom_functions=functions(context))
    assert isinstance(answer, ox.QuerySolutions)
    return next(iter(answer))["x"]


def test_every_function_has_an_entry_and_an_example_of_its_own() -> None:
    assert sorted(SECTIONS) == sorted(NAMES)
    for name, examples in SECTIONS.items():
        assert any(f"dip:{name}(" in example.call for example in examples), name


def test_every_row_of_the_page_is_an_example() -> None:
    text = PAGE.read_text("utf-8")
    assert len(EXAMPLES) == sum(line.startswith("| `dip:") for line in text.splitlines())


def test_the_overview_names_every_function() -> None:
    assert sorted(re.findall(r"\[(\w+)\]\(#dip\w+\)", PAGE.read_text("utf-8").partition("## Addresses")[0])) == sorted(NAMES)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.call for example in EXAMPLES])
def test_example_gives_what_the_page_says(example: Example, context: Context) -> None:
    wanted = ask(example.gives, context) if example.gives else None
    context.failures.clear()
    assert ask(example.call, context) == wanted
    if example.reports:
        assert len(context.failures) == 1 and example.reports in context.failures[0].full
    else:
        assert context.failures == []


def test_a_function_with_an_unbound_argument_leaves_its_variable_unbound(context: Context) -> None:
    assert ask("dip:tidy(?nothing)", context) is None


def test_dates_that_are_read_here_have_the_bounds_that_the_library_gives() -> None:
    for year, month, day, doubt in product(
        ("1599", "2024", "199X", "16XX"), ("", "-04", "-02", "-XX", "-13"), ("", "-XX", "-28", "-31"), ("", "?", "~", "%")
    ):
        text = year + (month + day if month else "") + doubt
        assert _bounds(edtf.bounds, text) == _bounds(lambda part: edtf._parsed_bounds(part, part), text), text


def _bounds(function: Callable[[str], edtf.Bounds], text: str) -> edtf.Bounds | None:
    try:
        return function(text)
    except edtf.EdtfError:
        return None
