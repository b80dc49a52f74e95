"""A query in which every SELECT that counts over everything is replaced by the rows that it would give."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from dip_lod.publication.statistics.tables import LARGEST, STATISTICS
from dip_lod.sparql import prologue
from dip_lod.sparql.precomputed import shapes, tokens
from dip_lod.sparql.precomputed.independence import independent
from dip_lod.sparql.precomputed.normal import Normal, normal
from dip_lod.sparql.precomputed.select import Reader, Select, Unknown
from dip_lod.sparql.precomputed.shapes import Known
from dip_lod.sparql.precomputed.tokens import Token

_LIKELY = re.compile(r"\b(?:COUNT|DISTINCT)\b", re.IGNORECASE)
_ELSEWHERE = frozenset({"FROM", "GRAPH", "SERVICE", "EXISTS"})
"""With these a SELECT may be about something else than everything."""
_LONGEST = 20_000


def rewrite(query: str, folder: Path, scope: str) -> str | None:
    """Rewrite a query by the statistics of a publication's folder; None where nothing in it is known.

    The engine does the rest: templates, joins, ORDER BY, LIMIT. Raises sqlite3.Error.
    """
    _, parts = _known(query, folder, scope)
    return _written(query, parts) if parts else None


def alone(query: str, folder: Path, scope: str) -> str | None:
    """Rewrite a query that asks nothing else than what is known, so that any engine can answer it over an empty store.

    None where it needs the publication's own. Raises sqlite3.Error.
    """
    read, parts = _known(query, folder, scope)
    return _written(query, parts) if parts and independent(read, parts) else None


def _known(query: str, folder: Path, scope: str) -> tuple[list[Token], list[tuple[int, int, str]]]:
    """Give the tokens of a query, and place and rows of what is known; nothing where there is nothing."""
    if len(query) > _LONGEST or not _LIKELY.search(query) or not (folder / STATISTICS).is_file():
        return [], []
    read = tokens.read(query, prologue.read(query).prefixes)
    if read is None or any(token.text in _ELSEWHERE for token in read):
        return [], []
    file = (folder / STATISTICS).absolute().as_uri()
    return read, list(_replaced(read, f"{file}?mode=ro&immutable=1", scope))


def _written(query: str, parts: list[tuple[int, int, str]]) -> str:
    made, position = [], 0
    for start, end, text in parts:
        made += [query[position:start], text]
        position = end
    return "".join([*made, query[position:]])


def _replaced(read: list[Token], file: str, scope: str) -> Iterator[tuple[int, int, str]]:
    """Give place and rows of each SELECT that is known, the outermost of those that stand in each other."""
    position = 0
    while position < len(read):
        if read[position].text == "SELECT":
            reader = Reader(read, position)
            try:
                select = reader.select()
                text = _rows(select, file, scope)
            except Unknown:
                position += 1
                continue
            yield read[position].start, read[reader.position - 1].end, text
            position = reader.position
        else:
            position += 1


def _rows(select: Select, file: str, scope: str) -> str:
    form = normal(select.group)
    by = select.by or ([] if select.aggregates else select.keys)
    found = shapes.known().get((form.text, frozenset(map(form.named, by))))
    if found is None or (not select.aggregates and not select.distinct and not select.by):
        raise Unknown
    columns = {name: found.keys[form.names[name]] for name in by}
    wanted = [(name, columns[name]) for name in select.keys if name in columns]
    if len(wanted) < len(select.keys):
        raise Unknown
    for what, name in select.aggregates:
        wanted.append((name, _count(found, what, select, form)))
    restricted = {}
    for name, values in select.group.values.items():
        if name not in columns or columns[name] in found.shape.texts:
            raise Unknown
        restricted[columns[name]] = values
    wanted.sort(key=lambda one: select.columns.index(one[0]))
    _check_tail(select, select.columns)
    asked = ", ".join([*(column for _, column in wanted), *restricted])
    with closing(sqlite3.connect(file, uri=True)) as connection:
        question = f"SELECT {asked} FROM {found.shape.source} WHERE scope = :scope"
        every = connection.execute(question, {"scope": scope}).fetchall()
    rows = [
        row for row in every
        if all(f"<{value}>" in allowed for value, allowed in zip(row[len(wanted) :], restricted.values(), strict=True))
    ]  # fmt: skip
    if found.shape.bounded and len(rows) >= LARGEST and not _first_ten(select, wanted):
        raise Unknown
    names = " ".join(name for name, _ in wanted)
    texts = [column in found.shape.texts for _, column in wanted]
    lines = " ".join(f"({' '.join(_terms(row, texts))})" for row in rows)
    tail = " ".join(token.text for token in select.tail)
    distinct = "DISTINCT " if select.distinct else ""
    return f"SELECT {distinct}{names} {{ VALUES ({names}) {{ {lines} }} }} {tail}"


def _count(found: Known, what: tuple[str, ...], select: Select, form: Normal) -> str:
    """Find the column of an aggregate; what counts a variable that every solution has counts solutions."""
    bound = {term for triple in select.group.triples for term in triple}
    if len(what) == 2 and what[0] == "COUNT" and what[1] in bound:
        what = ("COUNT", "*")
    column = found.counts.get(tuple(map(form.named, what)))
    if column is None:
        raise Unknown
    return column


def _terms(row: Iterable[object], texts: list[bool]) -> Iterator[str]:
    for value, text in zip(row, texts, strict=False):
        if isinstance(value, int):
            yield str(value)
        elif text:
            yield '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
        else:
            yield f"<{value}>"


_TAIL = re.compile(
    r"(?:ORDER BY(?: \?\w+| (?:ASC|DESC) \( \?\w+ \))+)?(?: ?(?:LIMIT|OFFSET) \d+)*"
)  # what SPARQL's grammar allows after GROUP BY, without expressions


def _check_tail(select: Select, names: list[str]) -> None:
    text = " ".join(token.text for token in select.tail)
    if not _TAIL.fullmatch(text) or any(one.text[:1] == "?" and one.text not in names for one in select.tail):
        raise Unknown


def _first_ten(select: Select, wanted: list[tuple[str, str]]) -> bool:
    """Say whether only the largest are asked; DISTINCT could make one of several."""
    if select.distinct:
        return False
    words = [token.text for token in select.tail]
    match words:
        case ["ORDER", "BY", "DESC", "(", name, ")", "LIMIT", most]:
            return (name, "entities") in wanted and int(most) <= LARGEST
    return False
