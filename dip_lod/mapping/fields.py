"""The fields of a record that hold a value, so that a report can name them and not the value."""

from collections.abc import Iterable, Iterator

from dip_lod.lifting import literal
from dip_lod.sources.record import RdfRecord, Record, Value
from dip_lod.vocabulary import shorten

_MOST = 3
"""With more fields than this a report names none: the value says too little."""


def named(record: Record | RdfRecord, values: Iterable[str]) -> str:
    """Name the fields that hold one of the values, as the beginning of a sentence; empty where none is found.

    >>> record = Record("dip", "1", None, "a.json", {"performances": [{"date": "2026-02-30"}, {"date": "2026-03-01"}]})
    >>> named(record, ["2026-02-30"])
    'performances.date: '
    """
    wanted = set(values)
    if isinstance(record, RdfRecord):
        found = _predicates(record.statements, wanted)
    else:
        found = (path for path, text in _texts(record.data, "") if text in wanted)
    paths = list(dict.fromkeys(found))
    return f"{' and '.join(paths)}: " if 0 < len(paths) <= _MOST else ""


def _texts(tree: Value, path: str) -> Iterator[tuple[str, str]]:
    """Give each text with its path; lists are transparent."""
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, list):
        for item in tree:
            yield from _texts(item, path)
    else:
        for key, value in tree.items():
            yield from _texts(value, f"{path}.{key}" if path else key)


def _predicates(statements: Iterable[str], values: set[str]) -> Iterator[str]:
    literals = {literal(value) for value in values}
    for line in statements:
        _, predicate, rest = line.split(" ", 2)
        if any(rest.startswith(one) for one in literals):
            yield shorten(predicate.strip("<>"))
