"""What a rule needs before it can say anything: the properties and classes that documents must have.

A query costs a third of a millisecond to plan, and most chunks of documents hold nothing for most rules.
"""

from functools import cache

import pyoxigraph as ox

from dip_lod.mapping.tokens import tokens
from dip_lod.vocabulary import expand

Needs = frozenset[frozenset[str]]
"""Alternatives, of which one must be there whole. A word is a property, or a property with the class it points to."""

NOTHING: Needs = frozenset({frozenset()})
_TYPE = f"<{expand('rdf:type')}>"
_SIGNS = frozenset("|/^*+?!()[]{}<>;,.~$")
_BRACED = frozenset({"{", "EXISTS"})
_SUMS = frozenset({"AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"})


class There:
    """Knows which words some documents have, by asking their store; each once."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._known: dict[str, bool] = {}

    def meets(self, needed: Needs) -> bool:
        """Say whether what is there can be enough."""
        return any(all(map(self._has, one)) for one in needed)

    def _has(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            statements = self._store.quads_for_pattern(None, *_terms(word), None)
            found = self._known[word] = next(statements, None) is not None
        return found


@cache
def _terms(word: str) -> tuple[ox.NamedNode, ox.NamedNode | None]:
    predicate, _, value = word.partition(" ")
    return ox.NamedNode(predicate[1:-1]), ox.NamedNode(value[1:-1]) if value else None


def needs(text: str) -> Needs:
    """Read what a query's pattern cannot do without; of what is written in another way than rules are, nothing.

    >>> query = "CONSTRUCT { ?s <urn:q> ?o } WHERE { ?s <urn:a>|<urn:b> ?o ; <urn:p> ?v . OPTIONAL { ?s <urn:o> ?x } }"
    >>> sorted(sorted(one) for one in needs(query))
    [['<urn:a>', '<urn:p>'], ['<urn:b>', '<urn:p>']]
    """
    try:
        return _Pattern(tokens(text)).read()
    except (_OtherwiseError, IndexError):
        return NOTHING


class _OtherwiseError(Exception):
    """Say that a pattern is written in a way that is not read here."""


def _both(left: Needs, right: Needs) -> Needs:
    return frozenset(one | other for one in left for other in right)


class _Pattern:
    """The tokens of a query, read one after another."""

    def __init__(self, said: list[str]) -> None:
        self._tokens = said
        self._words = [one.upper() for one in said]
        self._at = 0
        self._prefixes: dict[str, str] = {}

    def read(self) -> Needs:
        """Read the whole query."""
        while self._words[self._at] == "PREFIX":
            self._prefixes[self._tokens[self._at + 1]] = self._tokens[self._at + 2][1:-1]
            self._at += 3
        self._pass("CONSTRUCT")
        self._skip()
        if self._words[self._at] == "WHERE":
            self._at += 1
        return self._group()

    def _pass(self, word: str) -> None:
        if self._words[self._at] != word:
            raise _OtherwiseError
        self._at += 1

    def _skip(self) -> None:
        """Pass over what stands between brackets that open here, or after words before them."""
        depth = 0
        while True:
            token = self._tokens[self._at]
            depth += (token in "({") - (token in ")}")
            self._at += 1
            if not depth and token in ")}":
                return

    def _group(self) -> Needs:
        """Read `{ … }`."""
        self._pass("{")
        if self._words[self._at] == "SELECT":
            return self._select()
        found = NOTHING
        while (word := self._words[self._at]) != "}":
            if word == "{":
                one = self._group()
                while self._words[self._at] == "UNION":
                    self._at += 1
                    one |= self._group()
                found = _both(found, one)
            elif word == "GRAPH":
                self._at += 2
                found = _both(found, self._group())
            elif word in ("OPTIONAL", "MINUS"):
                self._at += 1
                self._group()
            elif word in ("FILTER", "BIND", "VALUES"):
                self._skip_word(word)
            elif word == ".":
                self._at += 1
            else:
                found = _both(found, self._triples())
        self._at += 1
        return found

    def _skip_word(self, word: str) -> None:
        if word == "VALUES" and self._tokens[self._at + 1] == "(":
            self._at += 1
            self._skip()
        self._skip()

    def _select(self) -> Needs:
        """Read a SELECT within; one that counts without grouping answers though nothing is there."""
        begun = self._at
        while self._words[self._at] not in ("WHERE", "{"):
            self._at += 1
        around = self._words[begun : self._at]
        self._at += self._words[self._at] == "WHERE"
        found = self._group()
        ended = self._at
        while self._tokens[self._at] != "}":
            self._at += 1
        around += self._words[ended : self._at]
        self._at += 1
        if _BRACED.intersection(around):
            raise _OtherwiseError
        return found if "GROUP" in around or _SUMS.isdisjoint(around) else NOTHING

    def _triples(self) -> Needs:
        """Read a subject with its properties and their values."""
        self._term()
        found = NOTHING
        while True:
            alternatives = self._path()
            classes: set[str] = set()
            while True:
                value = self._term()
                if alternatives == {_TYPE} and value.startswith("<"):
                    classes.add(f"{_TYPE} {value}")
                if self._tokens[self._at] != ",":
                    break
                self._at += 1
            said = frozenset(frozenset({one}) for one in alternatives) if alternatives else NOTHING
            found = _both(found, frozenset({frozenset(classes)}) if classes else said)
            if self._tokens[self._at] != ";":
                return found
            self._at += 1

    def _path(self) -> set[str]:
        """Read a property, or several of which one is enough; of a chain the first. A variable asks for nothing."""
        first = self._term()
        found = {first} if first.startswith("<") else set()
        while (sign := self._tokens[self._at]) in ("|", "/"):
            self._at += 1
            other = self._term()
            if sign == "|":
                found.add(other)
        return found

    def _term(self) -> str:
        """Read a term, an IRI whole; a literal with what follows it."""
        token = self._tokens[self._at]
        if token in _SIGNS:
            raise _OtherwiseError
        self._at += 1
        if token[0] in "\"'":
            if self._tokens[self._at] == "^^":
                self._at += 2
            elif self._tokens[self._at].startswith("@"):
                self._at += 1
            return token
        if token == "a":
            return _TYPE
        prefix, colon, local = token.partition(":")
        if "\\" in token:
            raise _OtherwiseError
        if colon and f"{prefix}:" in self._prefixes and not token.startswith("<"):
            return f"<{self._prefixes[f'{prefix}:']}{local}>"
        return token
