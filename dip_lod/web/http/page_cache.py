"""Documents as they were answered last, remembered by a web worker in a bounded room: what is read often costs little.

What the keys are, and who asks, is said in web.page.remembering.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from dip_lod.web.http import coding

ROOM = 48 << 20
"""Bytes of pages that a worker remembers, encoded ones beside plain ones."""

_SHARE = 16
"""One page may take this part of the room."""

_HEADERS = 4096
"""Bytes that the headers of an answer take at most, in all codings."""

ANSWERED = "dip_lod.answered"
"""In the environment of a request: what was remembered, its coding, and the route that gave it."""

Key = tuple[str, ...]
Written = tuple[str, list[tuple[str, str]]]
"""The name of a route, and all headers with which it has answered."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: its body, plain and encoded, its headers and its ETag."""

    body: bytes
    content_type: str
    headers: tuple[tuple[str, str], ...]
    etag: str
    whole: bool = False
    """Whether it is a whole document, so that its headers are those of any other (web.page.front)."""
    encoded: dict[str, bytes] = field(default_factory=dict)
    written: dict[str | None, Written] = field(default_factory=dict)
    """By coding: with what it was answered, for web.page.front."""

    @property
    def size(self) -> int:
        """What it takes of the room."""
        return len(self.body) + sum(map(len, self.encoded.values())) + _HEADERS


class PageCache:
    """The answers; who has not been asked for longest goes first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._used = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Kept | None:
        """Find an answer."""
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Key, answer: Kept) -> None:
        """Remember an answer, or that it has grown, if it is small enough."""
        with self._lock:
            before = self._kept.pop(key, None)
            self._used -= before.size if before else 0
            if answer.size * _SHARE <= self._room:
                self._kept[key] = answer
                self._used += answer.size
            while self._used > self._room:
                self._used -= self._kept.popitem(last=False)[1].size

    def encoded(self, key: Key, answer: Kept, chosen: str) -> bytes:
        """Give an answer in a coding, made once."""
        if (found := answer.encoded.get(chosen)) is None:
            found = coding.encode(answer.body, chosen)
            self.keep(key, replace(answer, encoded={**answer.encoded, chosen: found}))
        return found
