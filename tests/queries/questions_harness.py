"""What the tests of the questions share: how they ask, and how they look at what comes back."""

from collections.abc import Callable, Mapping

BASE = "http://localhost:8000/"
Row = Mapping[str, str]
Ask = Callable[..., list[Row]]
"""Asks a question by name, with what is filled in; our own URIs come back without the base, and nothing is cut off."""


SEASONS = "Seizoen {}"


def uri(kind: str, key: str) -> str:
    """Spell one of our own URIs as `Ask` gives it."""
    return f"id/{kind}/{key}"


def table(rows: list[Row], *columns: str) -> set[tuple[str | None, ...]]:
    """Take columns out of rows; no row may be there twice."""
    found = [tuple(row.get(column) for column in columns) for row in rows]
    assert len(found) == len(set(found))
    return set(found)
