"""Queries as clients send them, in version 0.2 and in the draft of 1.0, made into one form."""

from collections.abc import Iterable, Mapping
from typing import Any

from dip_lod.errors import DipLodError
from dip_lod.reconcile.matching import Asked
from dip_lod.search.vocabulary import KINDS

BATCH = 100
"""Queries of a batch."""

LIMIT, MOST = 10, 50
"""Candidates of a query, unless it says otherwise, and at most."""

LONGEST = 300
"""Characters of a text that count."""


class BadQuery(DipLodError):
    """Say what is wrong with a batch."""


def batch(data: Any, base: str) -> dict[str, Asked]:
    """Read a batch of version 0.2: an object of queries; raises BadQuery."""
    if not isinstance(data, dict):
        raise BadQuery('queries: is no object; send {"q0": {"query": "…"}, …}')
    _bounded(len(data))
    return {name: _query(f"queries.{name}", one, base) for name, one in data.items()}


def draft(data: Any, base: str) -> list[Asked]:
    """Read a batch of the draft of 1.0: a list of queries, each with conditions; raises BadQuery."""
    queries = data.get("queries") if isinstance(data, dict) else None
    if not isinstance(queries, list):
        raise BadQuery('queries: is no list; send {"queries": [{"conditions": […]}, …]}')
    _bounded(len(queries))
    return [_conditions(f"queries[{place}]", one, base) for place, one in enumerate(queries)]


def keys(texts: Iterable[str], base: str) -> tuple[str, ...]:
    """Read identifiers: keys after /id/, or whole URIs.

    >>> keys(["person/p.1", "http://x/id/venue/v.1"], "http://x/")
    ('person/p.1', 'venue/v.1')
    """
    return tuple(text.strip().removeprefix(f"{base}id/")[:LONGEST] for text in texts)


def _bounded(count: int) -> None:
    if count > BATCH:
        raise BadQuery(f"queries: are {count}; send {BATCH} at most at a time")


def _query(where: str, one: Any, base: str) -> Asked:
    if isinstance(one, str):
        one = {"query": one}
    if not isinstance(one, dict):
        raise BadQuery(f"{where}: is no object; give it a query")
    text, given = one.get("query") or "", one.get("properties", [])
    given = [] if given is None else given
    if not isinstance(text, str) or not isinstance(given, list):
        raise BadQuery(f"{where}: query is a text and properties are a list; mend them")
    properties: dict[str, tuple[str, ...]] = {}
    for place, each in enumerate(given):
        pid = each.get("pid", each.get("p")) if isinstance(each, dict) else None
        if not isinstance(pid, str) or "v" not in each:
            raise BadQuery(f"{where}.properties[{place}]: needs pid and v; add them")
        properties[pid] = properties.get(pid, ()) + _values(each["v"])
    kinds = KINDS if one.get("type_strict") == "should" else _kinds(where, one.get("type"), base)
    return _asked(text, kinds, _limit(where, one.get("limit")), properties, base)


def _conditions(where: str, one: Any, base: str) -> Asked:
    conditions = one.get("conditions") if isinstance(one, dict) else None
    if not isinstance(conditions, list) or not conditions:
        raise BadQuery(f"{where}: has no conditions; give it at least one")
    text, needed = "", set()
    ids: tuple[str, ...] = ()
    properties: dict[str, tuple[str, ...]] = {}
    for place, each in enumerate(conditions):
        here = f"{where}.conditions[{place}]"
        kind = each.get("matchType") if isinstance(each, dict) else None
        if kind not in ("name", "id", "property") or "propertyValue" not in each:
            raise BadQuery(f"{here}: needs propertyValue, and matchType name, id or property; mend it")
        if each.get("matchQualifier") or each.get("matchQuantifier") not in (None, "any"):
            raise BadQuery(f"{here}: any of the values may match, and there are no qualifiers; leave them out")
        values = _values(each["propertyValue"])
        if kind == "name":
            text = values[0] if values else ""
        elif kind == "id":
            ids = keys(values, base)
        else:
            name = each.get("propertyId")
            if not isinstance(name, str):
                raise BadQuery(f"{here}: needs a propertyId; add it")
            properties[name] = properties.get(name, ()) + values
            if each.get("required") is True:
                needed.add(name)
    kinds = _kinds(where, one.get("type"), base)
    asked = _asked(text, kinds, _limit(where, one.get("limit")), properties, base)
    return Asked(asked.name, kinds, asked.limit, properties, frozenset(needed), ids or asked.ids)


def _asked(
    text: str, kinds: tuple[str, ...], limit: int, properties: Mapping[str, tuple[str, ...]], base: str
) -> Asked:
    """Make a query; a name that is an identifier of ours means that thing."""
    name = " ".join(text.replace("\0", " ").split())[:LONGEST]
    key = keys([name], base)[0]
    ids = (key,) if key.partition("/")[0] in KINDS and "/" in key else ()
    return Asked(name, kinds, limit, properties, ids=ids)


def _kinds(where: str, given: Any, base: str) -> tuple[str, ...]:
    """Read types: kinds, as they stand in the manifest; those that are none of ours have nothing."""
    if given in (None, "", []):
        return KINDS
    wanted = [given] if isinstance(given, str) else given
    if not isinstance(wanted, list) or not all(isinstance(one, str) for one in wanted):
        raise BadQuery(f"{where}: type is a text or a list of texts; mend it")
    return tuple(kind for kind in KINDS if kind in wanted)


def _limit(where: str, given: Any) -> int:
    if given is None:
        return LIMIT
    if isinstance(given, bool) or not isinstance(given, int | float) or not 1 <= given < 1e9:
        raise BadQuery(f"{where}: limit is a number from 1 on; mend it")
    return min(MOST, int(given))


def _values(given: Any) -> tuple[str, ...]:
    """Read values: texts, numbers, truths, and things by id and name."""
    found: list[str] = []
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, dict):
            found += [str(one[name])[:LONGEST] for name in ("id", "name") if one.get(name)]
        elif one is not None:
            found.append(str(one)[:LONGEST])
    return tuple(found)
