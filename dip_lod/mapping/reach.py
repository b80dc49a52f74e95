"""What a query can reach of a record: where that is one item of a list at a time, equal items need one answer.

Such a query begins at an item (`?record a lift:Record ; field:venues ?venue`) and walks down from there. An item is a
tree, and nothing below it points out of it: what the query says of a record is what it says of its items, one by one.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dip_lod.mapping.batched import KNOWN
from dip_lod.mapping.patterns import Group, Joined, PatternError, Triple, read
from dip_lod.mapping.tokens import tokens

_RECORD = "?record"
_IS_RECORD = Triple(_RECORD, ("a",), "lift:Record")
_FIELD = "field:"
_KEY = re.compile(r"field:([A-Za-z0-9_]+)")
_ANEW = frozenset({"BNODE", "NOW", "RAND", "STRUUID", "UUID"})
"""Functions whose answer may be another each time."""

_Bound = dict[str, bool]
"""Variables that are bound for certain to an item (True) or to what is below one."""


class Reach(NamedTuple):
    """The keys of the record whose items a query is about, and the facts that it asks of an item itself."""

    keys: frozenset[str]
    facts: frozenset[str]
    """Names after `known:`."""


def reach(text: str) -> Reach | None:
    """Say which items a query is about, one at a time; None where it looks further, or may.

    >>> pattern = "?record a lift:Record ; field:venues ?venue . ?venue known:told ?x ; field:halls/field:name ?name"
    >>> reach("CONSTRUCT { ?x rdfs:label ?name } WHERE { " + pattern + " }")
    Reach(keys=frozenset({'venues'}), facts=frozenset({'told'}))
    >>> reach("CONSTRUCT { ?x rdfs:label ?name } WHERE { " + pattern + " . ?record known:title ?title }") is None
    True
    """
    found = tokens(text)
    words = [one.upper() for one in found]
    if "}" not in words or _ANEW & set(words):
        return None
    pattern = found[words.index("}") + 1 :]
    walk = _Walk()
    try:
        walk.down(read(pattern[pattern[:1] == ["WHERE"] :]), {}, typed=False, begun=False)
    except (PatternError, _TooFarError):
        return None
    return Reach(frozenset(walk.keys), frozenset(walk.facts))


class _TooFarError(Exception):
    """Say that a query looks further than one item."""


class _Walk:
    """Walks down a pattern from items of the record, and keeps what it meets."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.facts: set[str] = set()

    def down(self, group: Group, given: Mapping[str, bool], typed: bool, begun: bool) -> _Bound:
        """Give what a group binds; raises _TooFarError.

        `given` is what it is joined with, `typed` says whether `?record` is the record, and `begun` whether the walk
        has begun at an item. What stands in OPTIONAL, EXISTS and BIND has to begin at what its own group binds, for
        it is answered before the group is joined with others.
        """
        triples = [part for part in group if isinstance(part, Triple) and part != _IS_RECORD]
        typed = typed or _IS_RECORD in group
        items = [one for one in triples if one.subject == _RECORD]
        if len(items) > 1 or (items and (begun or not typed)):
            raise _TooFarError
        bound: _Bound = {}
        for item in items:
            self._begin(item, bound)
            begun = True
        beside: list[Group] = []
        tested: list[Group] = []
        for number, part in enumerate(group):
            if not isinstance(part, Joined):
                continue
            self._walk_on(group[:number], bound, given)
            if part.how == "UNION" and begun:
                beside += part.groups
            elif part.how == "UNION":
                bound |= self._branches(part.groups, {**given, **bound}, typed)
                begun = True
            elif part.how == "FILTER":
                tested += part.groups
            else:
                self._each(part.groups, bound, typed)
        self._walk_on(triples, bound, given)
        if not begun or any(one.subject not in bound for one in triples if one.subject != _RECORD):
            raise _TooFarError
        self._each(beside, {**given, **bound}, typed)
        self._each(tested, bound, typed)
        return bound

    def _each(self, groups: Sequence[Group], given: Mapping[str, bool], typed: bool) -> None:
        for group in groups:
            self.down(group, given, typed, begun=True)

    def _branches(self, groups: Sequence[Group], given: Mapping[str, bool], typed: bool) -> _Bound:
        """Begin in each branch of a union, and give what all of them bind."""
        found = [self.down(group, given, typed, begun=False) for group in groups]
        common = set(found[0]).intersection(*found[1:])
        return {name: all(one[name] for one in found) for name in common}

    def _begin(self, item: Triple, bound: _Bound) -> None:
        key = _KEY.fullmatch(item.path[0])
        if key is None or not all(step.startswith(_FIELD) for step in item.path):
            raise _TooFarError
        self.keys.add(key[1])
        if item.value.startswith("?"):
            bound[item.value] = len(item.path) == 1

    def _walk_on(self, parts: Group, bound: _Bound, given: Mapping[str, bool]) -> None:
        """Follow triples from what is bound to what is below it, until no more is found."""
        before = -1
        while before != len(bound):
            before = len(bound)
            for one in parts:
                if isinstance(one, Triple) and (one.subject in bound or one.subject in given):
                    top = bound.setdefault(one.subject, given.get(one.subject, False))
                    self._step(one, bound, top)

    def _step(self, triple: Triple, bound: _Bound, top: bool) -> None:
        if all(step.startswith(_FIELD) for step in triple.path):
            if triple.value.startswith("?"):
                bound.setdefault(triple.value, False)
        elif top and len(triple.path) == 1 and triple.path[0].startswith(KNOWN):
            self.facts.add(triple.path[0].removeprefix(KNOWN))  # what a fact names may be anywhere
        else:
            raise _TooFarError
