"""Answers remembered by one web worker, in a bounded room: who has not been asked for longest goes first."""

import threading
from collections import OrderedDict
from dataclasses import replace

from dip_lod.sparql.answer import Result
from dip_lod.web.http import coding

_SHARE = 8
"""One answer may take this part of the room."""


class AnswerCache:
    """Whole results by key; the key names all that decides an answer, the publication among it."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._kept: OrderedDict[tuple[str, str | None], Result] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str, coded: str | None = None) -> Result | None:
        """Find an answer, in a coding where one is named."""
        with self._lock:
            if found := self._kept.get((key, coded)):
                self._kept.move_to_end((key, coded))
            return found

    def keep(self, key: str, answer: Result, coded: str | None = None) -> None:
        """Remember an answer whose body is in memory, if it is small enough."""
        size = len(answer.body) + len(key) if isinstance(answer.body, bytes) else self._room
        if size * _SHARE > self._room:
            return
        with self._lock:
            before = self._kept.pop((key, coded), None)
            self._used += size - (_size(key, before) if before else 0)
            self._kept[key, coded] = answer
            while self._used > self._room:
                (oldest, _), gone = self._kept.popitem(last=False)
                self._used -= _size(oldest, gone)

    def coded(self, key: str | None, answer: Result, chosen: str) -> Result:
        """Give an answer in a coding, remembered where it has a key."""
        if key and (found := self.get(key, chosen)):
            return found
        assert isinstance(answer.body, bytes)
        body = coding.encode(answer.body, chosen)
        made = replace(answer, body=body, size=len(body))
        if key:
            self.keep(key, made, chosen)
        return made


def _size(key: str, answer: Result) -> int:
    assert isinstance(answer.body, bytes)
    return len(answer.body) + len(key)
