"""Asking a SPARQL endpoint as the register does: a form, and results as JSON."""

import json
from typing import Any

import pyoxigraph as ox

from dip_lod.checking import statements
from dip_lod.checking.fetching import Answer, Fetcher
from dip_lod.checking.statements import Said

RESULTS = "application/sparql-results+json"


def select(fetcher: Fetcher, url: str, query: str) -> list[dict[str, str]] | Answer:
    """Ask for rows; the answer itself where it holds none."""
    answer = fetcher.ask("POST", url, f"{RESULTS};q=1.0,application/json;q=0.5", form={"query": query})
    if not answer.ok or answer.media_type not in (RESULTS, "application/json"):
        return answer
    try:
        bindings: Any = json.loads(answer.body)["results"]["bindings"]
        return [{name: str(value["value"]) for name, value in row.items()} for row in bindings]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return answer


def construct(fetcher: Fetcher, url: str, query: str) -> Said | str:
    """Ask for statements."""
    answer = fetcher.ask("POST", url, "application/n-triples,text/turtle;q=0.8", form={"query": query})
    return statements.read(answer)


def literal(text: str) -> str:
    """Write a text as SPARQL does."""
    return str(ox.Literal(text))
