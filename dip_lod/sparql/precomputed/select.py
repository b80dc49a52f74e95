"""A SELECT that counts, read from its tokens: the little of SPARQL that such questions use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from dip_lod.sparql.precomputed.tokens import Token

_MOST_TRIPLES = 3
_AGGREGATES = ("COUNT", "SUM")
_SYNONYMS = {"ISURI": "ISIRI"}
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
"""A URI that no BASE changes."""

Triple = tuple[str, str, str]


class Unknown(Exception):
    """Say that a query is none of those that are known."""


@dataclass(slots=True)
class Group:
    """A group graph pattern, of which the order does not matter."""

    triples: list[Triple] = field(default_factory=list)
    filters: list[tuple[str, ...]] = field(default_factory=list)
    binds: list[tuple[str, ...]] = field(default_factory=list)
    selects: list["Select"] = field(default_factory=list)
    values: dict[str, frozenset[str]] = field(default_factory=dict)
    """What a variable may be."""


@dataclass(slots=True)
class Select:
    """A SELECT query."""

    distinct: bool
    keys: list[str]
    """Variables that are selected."""
    aggregates: list[tuple[tuple[str, ...], str]]
    """What is counted, and the name of the result."""
    group: Group
    by: list[str]
    tail: list[Token]
    """ORDER BY, LIMIT and OFFSET."""
    columns: list[str]
    """All that is selected, in its order."""


class Reader:
    """Reads tokens; raises Unknown at the first that no question about counts has."""

    def __init__(self, tokens: list[Token], position: int) -> None:
        self._tokens, self._position = tokens, position
        self._fresh: Iterator[int] = count()

    @property
    def position(self) -> int:
        """The number of the next token."""
        return self._position

    def select(self) -> Select:
        """Read a SELECT, up to the bracket that closes it or the end."""
        self._need("SELECT")
        distinct = self._take("DISTINCT")
        keys, aggregates, columns = list[str](), list[tuple[tuple[str, ...], str]](), list[str]()
        while not self._at("WHERE", "{"):
            if self._take("("):
                what = self._aggregate()
                self._need("AS")
                aggregates.append((what, self._variable()))
                columns.append(aggregates[-1][1])
                self._need(")")
            else:
                keys.append(self._variable())
                columns.append(keys[-1])
        self._take("WHERE")
        self._need("{")
        group = self._group()
        by = list[str]()
        if self._take("GROUP"):
            self._need("BY")
            while self._peek().startswith("?"):
                by.append(self._next())
        start = self._position
        while self._peek() not in ("", "}"):
            self._next()
        return Select(distinct, keys, aggregates, group, by, self._tokens[start : self._position], columns)

    def _aggregate(self) -> tuple[str, ...]:
        made = [self._next()]
        if made[0] not in _AGGREGATES:
            raise Unknown
        self._need("(")
        if self._take("DISTINCT"):
            made.append("DISTINCT")
        made.append("*" if self._take("*") else self._variable())
        self._need(")")
        return tuple(made)

    def _group(self) -> Group:
        """Read a group, after its bracket."""
        made = Group()
        while not self._take("}"):
            if self._take("FILTER"):
                made.filters.append(self._expression())
            elif self._take("BIND"):
                made.binds.append(self._expression())
            elif self._take("."):
                continue
            elif made.binds:
                raise Unknown  # BIND sees what stands before it, and here the order does not count
            elif self._take("VALUES"):
                self._values(made)
            elif self._take("{"):
                self._nested(made)
            else:
                self._triples(made)
        return made

    def _nested(self, into: Group) -> None:
        if not self._at("SELECT"):
            inner = self._group()
        else:
            select = self.select()
            self._need("}")
            if select.distinct or select.aggregates or select.by or select.tail:
                for name, values in select.group.values.items():
                    if name not in select.keys:
                        raise Unknown
                    self._restrict(into, name, values)
                select.group.values.clear()
                into.selects.append(select)
                return
            inner = self._hidden(select)
        _check_scope(inner)
        into.triples += inner.triples
        into.filters += inner.filters
        into.binds += inner.binds
        into.selects += inner.selects
        for name, values in inner.values.items():
            self._restrict(into, name, values)

    def _hidden(self, select: Select) -> Group:
        """Give the variables that a SELECT does not hand on names that nothing else has."""
        inner = select.group
        if inner.selects:
            raise Unknown
        names: dict[str, str] = {}

        def renamed(term: str) -> str:
            if not term.startswith("?") or term in select.keys:
                return term
            return names.setdefault(term, f"?,{next(self._fresh)}")

        return Group(
            [(renamed(s), renamed(p), renamed(o)) for s, p, o in inner.triples],
            [tuple(map(renamed, one)) for one in inner.filters],
            [tuple(map(renamed, one)) for one in inner.binds],
            [],
            {renamed(name): values for name, values in inner.values.items()},
        )

    def _restrict(self, group: Group, name: str, values: frozenset[str]) -> None:
        if name in group.values:
            raise Unknown
        group.values[name] = values

    def _expression(self) -> tuple[str, ...]:
        """Read an expression in brackets, or a call of a function."""
        start = self._position
        while not self._at("("):
            self._next()
        depth = 0
        while True:
            depth += {"(": 1, ")": -1}.get(word := self._next(), 0)
            if word == "":
                raise Unknown
            if depth == 0:
                break
        words = [_SYNONYMS.get(one.text, one.text) for one in self._tokens[start : self._position]]
        while words[0] == "(" and _closes(words) == len(words) - 1:
            words = words[1:-1]
        return tuple(words)

    def _values(self, into: Group) -> None:
        tuples = self._take("(")
        name = self._variable()
        if tuples:
            self._need(")")
        self._need("{")
        found: list[str] = []
        while not self._take("}"):
            if tuples:
                self._need("(")
            found.append(self._next())
            if not _ABSOLUTE.match(found[-1]):
                raise Unknown
            if tuples:
                self._need(")")
        if len(set(found)) != len(found):
            raise Unknown
        self._restrict(into, name, frozenset(found))

    def _triples(self, into: Group) -> None:
        subject = self._term()
        while True:
            predicate = self._term()
            while True:
                into.triples.append((subject, predicate, self._term()))
                if not self._take(","):
                    break
            if not self._take(";") or self._at(".", "}", "FILTER"):
                break
        if len(into.triples) > _MOST_TRIPLES:
            raise Unknown

    def _term(self) -> str:
        if self._take("["):
            self._need("]")
            return f"?,{next(self._fresh)}"
        term = self._next()
        if term.startswith("_:"):
            return f"?{term}"
        if term[:1] not in ("?", "<"):
            raise Unknown
        return term

    def _variable(self) -> str:
        if not (name := self._next()).startswith("?"):
            raise Unknown
        return name

    def _peek(self) -> str:
        return self._tokens[self._position].text if self._position < len(self._tokens) else ""

    def _next(self) -> str:
        text = self._peek()
        if not text:
            raise Unknown
        self._position += 1
        return text

    def _at(self, *words: str) -> bool:
        if not (text := self._peek()):
            raise Unknown
        return text in words

    def _take(self, word: str) -> bool:
        if self._peek() != word:
            return False
        self._position += 1
        return True

    def _need(self, word: str) -> None:
        if not self._take(word):
            raise Unknown


def _check_scope(group: Group) -> None:
    """See that no filter and no BIND of a group within another speaks of what stands outside."""
    known = {term for triple in group.triples for term in triple}
    for select in group.selects:
        known.update(select.keys, (name for _, name in select.aggregates))
    known.update(one[-1] for one in group.binds)
    for words in (*group.filters, *group.binds):
        if any(word.startswith("?") and word not in known for word in words):
            raise Unknown


def _closes(words: list[str]) -> int:
    depth = 0
    for place, word in enumerate(words):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if depth == 0:
            return place
    return -1
