"""The pattern of a query as a tree: triples, and groups with how they are joined; what is seldom used is refused."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Union

_TERM = re.compile(r"[?\"'<\w].*|:.+", re.DOTALL)


class PatternError(Exception):
    """Say that a pattern holds what is not read here: a caller then does without the tree."""


class Triple(NamedTuple):
    """A triple pattern; a path of several steps is their names in turn."""

    subject: str
    path: tuple[str, ...]
    value: str


class Joined(NamedTuple):
    """Groups, and how they are joined to what surrounds them."""

    how: str
    """`UNION` (of one or more), `OPTIONAL`, and `FILTER` or `BIND` for a group whose existence is asked."""
    groups: "Sequence[Group]"


Group = Sequence[Union[Triple, "Joined"]]


def read(words: Sequence[str]) -> Group:
    """Read the tokens of a whole pattern, from its opening brace; raises PatternError.

    >>> read(["{", "?play", "s:author", "/", "s:name", '"Bredero"', "}"])
    [Triple(subject='?play', path=('s:author', 's:name'), value='"Bredero"')]
    """
    reader = _Reader(["?" + word[1:] if word[0] == "$" else word for word in words])
    try:
        group = reader.opened()
    except IndexError:
        raise PatternError from None
    if not reader.ended:
        raise PatternError
    return group


class _Reader:
    """Reads tokens one after another."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._at = 0

    @property
    def ended(self) -> bool:
        return self._at == len(self._words)

    def _next(self) -> str:
        self._at += 1
        return self._words[self._at - 1]

    def _passed(self, word: str) -> bool:
        """Pass a word if it comes next, and say whether it did."""
        comes = self._words[self._at].upper() == word
        self._at += comes
        return comes

    def opened(self) -> Group:
        """Read a group with its braces."""
        if not self._passed("{"):
            raise PatternError
        group: list[Triple | Joined] = []
        while not self._passed("}"):
            if self._words[self._at] == "{":
                groups = [self.opened()]
                while self._passed("UNION"):
                    groups.append(self.opened())
                group.append(Joined("UNION", groups))
            elif self._passed("OPTIONAL"):
                group.append(Joined("OPTIONAL", [self.opened()]))
            elif self._passed("FILTER"):
                group.append(Joined("FILTER", self._expression()))
            elif self._passed("BIND"):
                group.append(Joined("BIND", self._expression()))
            elif self._passed("VALUES"):
                while not self._passed("}"):
                    self._next()
            elif not self._passed("."):
                group += self._triples()
        return group

    def _expression(self) -> list[Group]:
        """Pass an expression, and give the groups whose existence it asks for."""
        groups: list[Group] = []
        depth = 0
        while True:
            if self._words[self._at] == "{":
                groups.append(self.opened())
                ended = depth == 0
            else:
                word = self._next()
                depth += (word == "(") - (word == ")")
                ended = depth == 0 and word == ")"
            if ended:
                return groups

    def _triples(self) -> Iterator[Triple]:
        """Read the triples of a subject."""
        subject = self._term()
        while True:
            path = [self._term()]
            while self._passed("/"):
                path.append(self._term())
            yield Triple(subject, tuple(path), self._object())
            while self._passed(","):
                yield Triple(subject, tuple(path), self._object())
            if not self._passed(";") or self._words[self._at] in (".", "}"):
                return

    def _object(self) -> str:
        value = self._term()
        if self._passed("^^"):
            value += "^^" + self._term()
        elif self._words[self._at].startswith("@"):
            value += self._next()
        return value

    def _term(self) -> str:
        """Read a variable, a name, a text or a number: no node without a name, no list, no other step of a path."""
        word = self._next()
        if not _TERM.fullmatch(word) or word.startswith("_:"):
            raise PatternError
        return word
