"""Things that may bear a name, however it is written: few of them, the likeliest first."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from dip_lod.errors import PublicationError
from dip_lod.search import spelling
from dip_lod.search.reading import Found, Index
from dip_lod.search.vocabulary import KINDS, NEAR, WRITTEN

WORDS = 8
"""Words of a name that are looked up."""

READ = 4000
"""Bearers of one word that are read; of a word with more only those who bear another too."""

KEPT = 40
"""Candidates that are compared in full."""


class Known(NamedTuple):
    """A word of the index that a word of a name may be."""

    id: int
    key: str
    docs: int


class Asked(NamedTuple):
    """A word of a name, with those of the index that it may be and what it tells."""

    key: str
    known: list[Known]
    weight: float


class Candidates:
    """Finds candidates in one index."""

    def __init__(self, index: Index) -> None:
        """Take an index; raises PublicationError where it is of before there was reconciliation."""
        if not index.rows_of("SELECT 1 FROM sqlite_schema WHERE name = 'near'"):
            raise PublicationError("search.sqlite: knows no words to match names by; build again")
        self.index = self._index = index
        self._all = max(1, index.count_all())

    def find(self, name: str, kinds: Sequence[str]) -> tuple[list[Found], dict[str, float]]:
        """Find what may be meant, and what each word of the name tells (by its key, between 0 and 1)."""
        parts = spelling.words(name)
        if not parts:
            return [], {}
        numbers = [KINDS.index(one) for one in kinds]
        asked = [self._asked(word) for word in list(dict.fromkeys(spelling.significant(parts)))[:WORDS]]
        scores: dict[int, float] = {}
        self._add(scores, self._whole(parts), numbers, 3.0)
        asked.sort(key=lambda one: sum(known.docs for known in one.known))
        for one in asked:
            if sum(known.docs for known in one.known) <= READ:
                self._add(scores, one.known, numbers, one.weight)
            elif len(asked) == 1:
                self._add(scores, [known for known in one.known if known.key == one.key], numbers, one.weight)
        if not scores or max(scores.values()) < 1:
            self._both(scores, [one for one in asked if one.known][:2], numbers)
        best = sorted(scores, key=lambda doc: (-round(scores[doc], 6), doc))[:KEPT]
        return self._index.rows(best), {one.key: one.weight for one in asked}

    def by_keys(self, keys: Sequence[str], kinds: Sequence[str]) -> list[Found]:
        """Give things by their keys, of these kinds."""
        numbers = [number for key in keys if (number := self._index.number(key))]
        return [one for one in self._index.rows(numbers) if one.kind in kinds]

    def _asked(self, word: str) -> Asked:
        """Look a word up: as it is, and with a letter wrong in it or in what its spellings share."""
        key = spelling.key(word)
        keys = {key}
        if len(key) >= NEAR:
            keys |= spelling.cuts(key)
        if len(word) >= NEAR:
            keys |= {WRITTEN + one for one in spelling.cuts(word)}
        marks = ",".join("?" * len(keys))
        query = f"SELECT id, key, docs FROM word WHERE key = ? OR id IN (SELECT word FROM near WHERE cut IN ({marks}))"
        known = [Known(*row) for row in self._index.rows_of(query, key, *keys)]
        same = next((one for one in known if one.key == key), None)
        docs = same.docs if same else min((one.docs for one in known), default=1)
        return Asked(key, known, math.log((self._all + 1) / (docs + 1)) / math.log(self._all + 1))

    def _whole(self, parts: list[str]) -> list[Known]:
        rows = self._index.rows_of("SELECT id, key, docs FROM word WHERE key = ?", spelling.joined(parts))
        return [Known(*row) for row in rows]

    def _add(self, scores: dict[int, float], known: Sequence[Known], kinds: Sequence[int], weight: float) -> None:
        """Count a word for all who bear it; of a word that is not spelled the same, a little less."""
        for one in known:
            marks = ",".join("?" * len(kinds))
            query = f"SELECT doc FROM bears WHERE word = ? AND kind IN ({marks}) ORDER BY doc LIMIT {READ}"
            for (doc,) in self._index.rows_of(query, one.id, *kinds):
                scores[doc] = scores.get(doc, 0.0) + weight

    def _both(self, scores: dict[int, float], asked: Sequence[Asked], kinds: Sequence[int]) -> None:
        """Find who bears two frequent words."""
        if len(asked) < 2:
            return
        first, second = (",".join(str(known.id) for known in one.known) for one in asked)
        marks = ",".join("?" * len(kinds))
        query = (
            f"SELECT DISTINCT a.doc FROM bears a WHERE a.word IN ({first}) AND a.kind IN ({marks}) AND EXISTS"
            f" (SELECT 1 FROM bears b WHERE b.word IN ({second}) AND b.kind = a.kind AND b.doc = a.doc) LIMIT {KEPT}"
        )
        for (doc,) in self._index.rows_of(query, *kinds):
            scores[doc] = scores.get(doc, 0.0) + asked[0].weight + asked[1].weight
