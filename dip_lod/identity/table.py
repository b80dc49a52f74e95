"""The table old key → final key, which every minted URI goes through."""

from collections.abc import Iterator
from dataclasses import dataclass, field

Name = tuple[str, str]
"""Kind and key."""

ACTOR = "actor"
"""The kind of who may be a person or an organisation; the address is a person's."""

_PARTS = {"performance": "run"}
"""A performance's key is its run's with a number: it follows its run."""


@dataclass(slots=True)
class IdentityTable:
    """Who has been merged into whom, who is described, and which identifiers are in doubt."""

    into: dict[Name, Name] = field(default_factory=dict)
    described: set[Name] = field(default_factory=set)
    doubted: set[tuple[str, str, str]] = field(default_factory=set)
    """Kind, key and identifier that are not to be linked: contested, or denied by a curator."""

    def final(self, kind: str, key: str) -> Name:
        """Give what a kind and key have become.

        >>> table = IdentityTable({("run", "NL-2"): ("run", "NL-1")})
        >>> table.final("run", "NL-2"), table.final("performance", "NL-2.7")
        (('run', 'NL-1'), ('performance', 'NL-1.7'))
        """
        name = self.into.get((kind, key))
        if name is not None:
            return name
        if kind in _PARTS:
            whole, dot, number = key.rpartition(".")
            return kind, self.final(_PARTS[kind], whole)[1] + dot + number
        return kind, key

    def kind_of(self, key: str, kinds: tuple[str, ...]) -> str | None:
        """Give the first of the kinds under which a record describes the key."""
        return next((kind for kind in kinds if (kind, key) in self.described or (kind, key) in self.into), None)

    def doubts(self, kind: str, key: str, identifier: str) -> bool:
        """Say whether an identifier of a thing is in doubt."""
        return (*self.final(kind, key), identifier) in self.doubted

    def resolve(self) -> list[tuple[Name, ...]]:
        """Follow every chain to its end, and give the cycles, which are cut: each of their members stays itself.

        >>> table = IdentityTable({("run", "3"): ("run", "2"), ("run", "2"): ("run", "1")})
        >>> table.resolve(), table.final("run", "3")
        ([], ('run', '1'))
        """
        cycles = sorted(set(self._cycles()))
        for cycle in cycles:
            for name in cycle:
                self.into.pop(name, None)
        self.into = {name: self._end(name) for name in self.into}
        self.described |= set(self.into.values())
        return cycles

    def _end(self, name: Name) -> Name:
        while name in self.into:
            name = self.into[name]
        return name

    def _cycles(self) -> Iterator[tuple[Name, ...]]:
        done: set[Name] = set()
        for start in sorted(self.into):
            path: list[Name] = []
            name = start
            while name in self.into and name not in done and name not in path:
                path.append(name)
                name = self.into[name]
            if name in path:
                cycle = path[path.index(name) :]
                least = cycle.index(min(cycle))
                yield tuple(cycle[least:] + cycle[:least])
            done.update(path)
