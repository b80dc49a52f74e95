"""The pass over the keys of all records: who describes whom, who has been merged, and one identifier on two names."""

from collections.abc import Iterable, Iterator

from dip_lod import uris
from dip_lod.errors import ConfigurationError
from dip_lod.identity import curated
from dip_lod.identity.table import IdentityTable, Name
from dip_lod.sources.description import SourceDescription
from dip_lod.sources.record import Entry, Fault, Record, Value
from dip_lod.sources.rules import KeyRule, SameRule

_MAY_BE_ELSEWHERE = ("production",)
"""Kinds that are keyed by their first series, which may be older than our records (MODEL, «production»)."""


class Pass:
    """Collects keys, source by source; `table()` closes it."""

    def __init__(self) -> None:
        self._table = IdentityTable()
        self._named: dict[tuple[str, str], dict[str, str]] = {}
        self._different: set[frozenset[Name]] = set()
        self._stated: set[Name] = set()
        """Names that records, not curators, say have been merged."""
        self.faults: list[Fault] = []

    def add(self, description: SourceDescription, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Read the keys of a source's entries, which are handed on; the curated decisions of its mapping come first."""
        for decision in curated.read(description.folder):
            name = (decision.kind, decision.key)
            if decision.ours and decision.same:
                other = (decision.kind, decision.other)
                if self._table.into.setdefault(name, other) != other:
                    what = f"{decision.kind}/{decision.key}: is decided to be two different things"
                    raise ConfigurationError(f"{description.folder}: {what}; keep one row in its *.sssom.tsv")
            elif decision.ours:
                self._different.add(frozenset((name, (decision.kind, decision.other))))
            elif not decision.same:
                # The records may give the URI, or the number alone.
                self._table.doubted |= {(*name, decision.other), (*name, decision.other.rpartition("/")[2])}
        for entry in entries:
            if isinstance(entry, Record) and not entry.deleted:
                self._read(description, entry)
            yield entry

    def _read(self, description: SourceDescription, record: Record) -> None:
        for rule in description.keys:
            for key, into in keyed(rule, record.data):
                name = (rule.kind, key)
                self._table.described.add(name)
                if into is None or into == key:
                    continue
                if name not in self._table.into:
                    self._stated.add(name)
                known = self._table.into.setdefault(name, (rule.kind, into))
                if known != (rule.kind, into):
                    self._fault(description, record, f"{rule.into}: says another than an earlier record of it says")
        for same in description.same:
            for words, identifier in named(same, record.data):
                key = uris.keyed(description.name, words)
                self._table.described.add((same.kind, key))
                self._named.setdefault((same.kind, identifier), {}).setdefault(key, record.id)

    def _fault(self, description: SourceDescription, record: Record, what: str) -> None:
        remedy = "decide in the mapping's *.sssom.tsv"
        self.faults.append(Fault(description.name, record.id, record.place, "identity", what, remedy, "warning"))

    def table(self) -> IdentityTable:
        """Follow all chains to their ends; what is undecided is reported and left alone."""
        self._drop_ghosts()
        for cycle in self._table.resolve():
            chain = " → ".join(f"{kind}/{key}" for kind, key in (*cycle, cycle[0]))
            self.faults.append(
                Fault("", None, chain, "identity", "each is merged into the next", "break the ring", "warning")
            )
        for (kind, identifier), keys in sorted(self._named.items()):
            self._contested(kind, identifier, keys)
        return self._table

    def _drop_ghosts(self) -> None:
        """Leave alone what records merge into something that none describes; a first series may lie before them."""
        for kind, key in sorted(self._stated):
            target = self._table.into[kind, key]
            known = target in self._table.described or target in self._table.into
            if kind not in _MAY_BE_ELSEWHERE and not known:
                del self._table.into[kind, key]
                what = "is merged into a thing which no record describes: it stays itself"
                remedy = "name a thing that is there"
                full = f"is merged into {kind}/{target[1]}, which no record describes"
                self.faults.append(Fault("", None, f"{kind}/{key}", "identity", what, remedy, "warning", full))

    def _contested(self, kind: str, identifier: str, keys: dict[str, str]) -> None:
        ends = sorted({self._table.final(kind, key)[1] for key in keys})
        if len(ends) < 2:
            return
        denied = {key for key in ends if (kind, key, identifier) in self._table.doubted}
        if len(ends) - len(denied) < 2:
            return
        self._table.doubted |= {(kind, key, identifier) for key in ends}
        pairs = {frozenset(((kind, one), (kind, two))) for one in ends for two in ends if one < two}
        names = " and ".join(f"{kind}/{key}" for key in ends)
        records = ", ".join(sorted(set(keys.values())))
        if pairs <= self._different:
            what = f"{identifier} stands on {names}, which a curator holds to be different: linked to neither"
        else:
            what = f"{identifier} stands on {names}: linked to neither"
        self.faults.append(
            Fault("", records, f"records {records}", "identity", what, "decide in the mapping's *.sssom.tsv", "warning")
        )


def items(tree: Value, path: str) -> Iterator[dict[str, Value]]:
    """Give the tables that a path of keys leads to; lists are transparent."""
    if isinstance(tree, list):
        for item in tree:
            yield from items(item, path)
    elif isinstance(tree, dict):
        key, _, rest = path.partition(".")
        if not path:
            yield tree
        elif key in tree:
            yield from items(tree[key], rest)


def keyed(rule: KeyRule, data: dict[str, Value]) -> Iterator[tuple[str, str | None]]:
    """Give the keys that a rule finds in a record, each with what it has been merged into.

    >>> rule = KeyRule("venue", "venues.id", into="venues.replacedBy")
    >>> list(keyed(rule, {"venues": [{"id": "v.1", "replacedBy": "v.2"}, {"id": "v.2"}]}))
    [('v.1', 'v.2'), ('v.2', None)]
    """
    parent, _, last = rule.path.rpartition(".")
    for item in items(data, parent):
        if not all(item.get(path.rpartition(".")[2]) in words for path, words in rule.when.items()):
            continue
        if any(item.get(path.rpartition(".")[2]) in words for path, words in rule.unless.items()):
            continue
        into = item.get(rule.into.rpartition(".")[2]) if rule.into else None
        value = item.get(last)
        for key in value if isinstance(value, list) else [value]:
            if isinstance(key, str):
                yield rule.prefix + key, rule.prefix + into if isinstance(into, str) else None


def named(rule: SameRule, data: dict[str, Value]) -> Iterator[tuple[str, str]]:
    """Give name and identifier of the items that have both; the parts of a name are joined in their order.

    >>> rule = SameRule("person", "authors", "name", "ids.text", {"ids.type": ("wikidata",)})
    >>> ids = [{"type": "wikidata", "text": "Q742"}, {"type": "pnd", "text": "118597655"}]
    >>> list(named(rule, {"authors": {"name": {"first": "Jean", "last": "Racine"}, "ids": ids}}))
    [('Jean Racine', 'Q742')]
    """
    parent, _, last = rule.identifier.rpartition(".")
    for item in items(data, rule.path):
        words = item.get(rule.name)
        if words is None:
            continue
        for holder in items(item, parent):
            identifier = holder.get(last)
            fits = all(holder.get(path.rpartition(".")[2]) in allowed for path, allowed in rule.when.items())
            if fits and isinstance(identifier, str):
                yield " ".join(_texts(words)), identifier


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value if isinstance(value, list) else value.values():
            yield from _texts(part)
