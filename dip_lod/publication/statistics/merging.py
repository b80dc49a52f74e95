"""Counting a spool: how many different objects, and of which classes they are."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dip_lod.publication.statistics.counting import HEADER
from dip_lod.publication.statistics.groups import IRI, SUBJECT, Group

Numbers = frozenset[int]
"""Groups by their numbers."""


@dataclass(frozen=True, slots=True)
class Spool:
    """The rows of every stretch whose digests fall together, and what is asked of them."""

    files: tuple[tuple[Path, tuple[int, ...]], ...]
    """Of each stretch a file, and the number in all of each number in it."""
    groups: tuple[Group, ...]
    unions: tuple[Numbers, ...]
    """Sets of groups of which the different objects are asked."""


@dataclass(slots=True)
class Merged:
    """What a spool gave; sums of all spools add up."""

    objects: Counter[Numbers] = field(default_factory=Counter)
    """Different objects of sets of groups."""
    targets: Counter[tuple[int, tuple[str, ...]]] = field(default_factory=Counter)
    """Triples of a group whose objects have these classes."""


def merge(spool: Spool) -> Merged:
    """Count a spool."""
    made = Merged()
    found, times = _read(spool)
    classes: dict[int, tuple[str, ...]] = {}
    for number, group in enumerate(spool.groups):
        if group.kind == SUBJECT and number in found:
            classes.update(dict.fromkeys(found[number], group.whose.classes))
    for number, group in enumerate(spool.groups):
        if group.kind == IRI and number in found:
            for digest, count in times[number].items():
                if digest in classes:
                    made.targets[number, classes[digest]] += count
    for union in spool.unions:
        there = [found[number] for number in union if number in found]
        if there:
            made.objects[union] = len(there[0]) if len(there) == 1 else len(set().union(*there))
    return made


def _read(spool: Spool) -> tuple[dict[int, set[int]], dict[int, Counter[int]]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    times: defaultdict[int, Counter[int]] = defaultdict(Counter)
    counted = {number for number, group in enumerate(spool.groups) if group.kind == IRI}
    for path, numbers in spool.files:
        with path.open("rb") as file:
            while header := file.read(HEADER.size):
                local, length = HEADER.unpack(header)
                digests, counts = array("Q"), array("I")
                digests.fromfile(file, length)
                counts.fromfile(file, length)
                number = numbers[local]
                found[number].update(digests)
                if number in counted:
                    tally = times[number]
                    for digest, count in zip(digests, counts, strict=True):
                        tally[digest] += count
    return found, times


class Questions:
    """The groups of a scope, sorted by what is asked of them."""

    def __init__(self, groups: Collection[Group], scope: str | None) -> None:
        """Take the groups of a source, or all of them where none is named."""
        self.of = {
            number: group
            for number, group in enumerate(groups)
            if group.kind != SUBJECT and (scope is None or scope in group.whose.sources)
        }

    def _by(self, keys: Mapping[int, Iterable[tuple[str, ...]]]) -> dict[tuple[str, ...], Numbers]:
        made: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, every in keys.items():
            for key in every:
                made[key].add(number)
        return {key: frozenset(numbers) for key, numbers in made.items()}

    @cached_property
    def iris(self) -> Numbers:
        """Those whose objects are URIs."""
        return frozenset(number for number, group in self.of.items() if group.kind == IRI)

    @cached_property
    def literals(self) -> Numbers:
        """Those whose objects are literals."""
        return frozenset(self.of) - self.iris

    @cached_property
    def properties(self) -> dict[tuple[str, ...], Numbers]:
        """Those of each property."""
        return self._by({number: [(group.property,)] for number, group in self.of.items()})

    @cached_property
    def class_properties(self) -> dict[tuple[str, ...], Numbers]:
        """Those of each class and property."""
        return self._by({n: [(one, group.property) for one in group.whose.classes] for n, group in self.of.items()})

    @cached_property
    def languages(self) -> dict[tuple[str, ...], Numbers]:
        """Those of each class, property and language."""
        return self._by(
            {
                n: [(one, group.property, group.kind[1:]) for one in group.whose.classes]
                for n, group in self.of.items()
                if group.kind.startswith("@")
            }
        )

    @property
    def unions(self) -> set[Numbers]:
        """Every set of groups of which the different objects are asked."""
        several = (self.properties, self.class_properties, self.languages)
        return {self.iris, self.literals}.union(*(one.values() for one in several))
