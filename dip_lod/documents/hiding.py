"""What documents said with an erased name in it, known again without keeping it: by a salted digest."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import NamedTuple

_SALT = 16


class Hidden(NamedTuple):
    """A term that a document is not to say again."""

    key: str
    digest: bytes
    """A salt, and the digest of the term with it."""
    instead: str
    """What stands in its place; empty where the statement goes."""


def hide(key: str, terms: Mapping[str, str]) -> list[Hidden]:
    """Keep of a document's terms only what is needed to know them again."""
    return [Hidden(key, _digest(os.urandom(_SALT), term), instead) for term, instead in terms.items()]


class Hiding:
    """Puts what was hidden out of sight again."""

    def __init__(self, hidden: Iterable[Hidden]) -> None:
        """Hide these terms."""
        self._of: dict[str, list[Hidden]] = defaultdict(list)
        for one in hidden:
            self._of[one.key].append(one)

    def __bool__(self) -> bool:
        """Say whether anything is hidden."""
        return bool(self._of)

    def __contains__(self, key: str) -> bool:
        """Say whether anything of a document is hidden."""
        return key in self._of

    def said(self, key: str, statement: str) -> str:
        """Give a statement of a document as it may be said, or nothing.

        >>> hiding = Hiding(hide("run/1", {'"Met Noor"@nl': '"Met […]"@nl'}))
        >>> hiding.said("run/1", '<id/run/1> <name> "Met Noor"@nl .'), hiding.said("run/1", '<a> <b> "Noor"@nl .')
        ('<id/run/1> <name> "Met […]"@nl .', '<a> <b> "Noor"@nl .')
        """
        subject, predicate, rest = statement.split(" ", 2)
        now, term = self._instead(key, subject), self._instead(key, rest[:-2])
        return f"{now} {predicate} {term} ." if now and term else ""

    def _instead(self, key: str, term: str) -> str:
        for one in self._of[key]:
            if _digest(one.digest[:_SALT], term) == one.digest:
                return one.instead
        return term


def _digest(salt: bytes, term: str) -> bytes:
    return salt + blake2b(term.encode(), key=salt, digest_size=16).digest()
