"""How much a name is like another one, from 0 to 1: word by word, each in the best place."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from dip_lod.search import spelling

WORDS = 18
"""Words of a name that are compared: of a title of a whole page the first ones tell enough."""

_PARTICLE = 0.08
_INITIAL = 0.35
_OLD = 0.97
"""Of a word in another spelling, …"""
_LETTER = 0.80
"""… and of an initial, against the word itself."""
_MISSING = 0.33
"""What is taken off for words of the known name that nobody asked for."""
_CLASH = 0.22
"""What is taken off for each word on both sides that is another one."""
_STRANGE = 0.6
"""So much alike are words that have nothing to do with each other."""


def likeness(asked: str, known: str, weights: Mapping[str, float]) -> float:
    """Compare a name with a known one; `weights` says what each word tells, by its key.

    >>> likeness("J. v. Vondel", "Joost van den Vondel", {}) > likeness("P. v. Vondel", "Joost van den Vondel", {})
    True
    >>> likeness("Joost van den Vondel", "Joost van den Vondel", {})
    1.0
    """
    mine, theirs = _parts(asked), _parts(known)
    if mine == theirs:
        return 1.0
    if not mine or not theirs:
        return 0.0
    one = _joined(mine)
    if len(one) > 4 and one == _joined(theirs) and not any(len(part) == 1 for part in mine + theirs):
        return 0.985 if sorted(mine) == sorted(theirs) else 0.975
    matched = _paired(mine, theirs)
    covered = whole = 0.0
    for place, part in enumerate(mine):
        weight = _weight(part, weights)
        whole += weight
        if place in matched:
            covered += weight * matched[place][1]
    taken = {place for place, _ in matched.values()}
    known_weights = [_weight(part, weights) for part in theirs]
    total = sum(known_weights)
    rest = sum(weight for place, weight in enumerate(known_weights) if place not in taken)
    mine_left = _telling(part for place, part in enumerate(mine) if place not in matched)
    theirs_left = _telling(part for place, part in enumerate(theirs) if place not in taken)
    clash = _CLASH * min(mine_left, theirs_left)
    return max(0.0, covered / whole * (1 - _MISSING * rest / total) - clash)


def _paired(mine: Sequence[str], theirs: Sequence[str]) -> dict[int, tuple[int, float]]:
    """Pair words, the most alike first and of equals those in like places: place by place, with how much alike."""
    pairs = [
        (alike, -abs(i / len(mine) - j / len(theirs)), i, j)
        for i, one in enumerate(mine)
        for j, other in enumerate(theirs)
        if (alike := _alike(one, other)) > _STRANGE
    ]
    pairs.sort(reverse=True)
    matched: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for alike, _, i, j in pairs:
        if i not in matched and j not in taken:
            matched[i] = (j, alike)
            taken.add(j)
    return matched


def _telling(parts: Iterable[str]) -> int:
    return sum(part not in spelling.PARTICLES for part in parts)


@lru_cache(1 << 14)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(spelling.words(name)[:WORDS])


@lru_cache(1 << 14)
def _joined(parts: tuple[str, ...]) -> str:
    return spelling.joined(list(parts))


def _weight(part: str, weights: Mapping[str, float]) -> float:
    if part in spelling.PARTICLES:
        return _PARTICLE
    if len(part) == 1:
        return _INITIAL
    return 0.35 + 0.65 * weights.get(spelling.key(part), 0.7)


@lru_cache(1 << 16)
def _alike(one: str, other: str) -> float:
    """Compare two words."""
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return _LETTER if one[0] == other[0] or spelling.key(one)[:1] == spelling.key(other)[:1] else 0.0
    if spelling.key(one) == spelling.key(other):
        return _OLD
    if one in spelling.PARTICLES or other in spelling.PARTICLES:
        return 0.0
    a, b = spelling.key(one), spelling.key(other)
    longest = max(len(a), len(b))
    wrong = min(OSA.distance(a, b), OSA.distance(one, other))
    if longest >= 4 and wrong <= (1 if longest < 8 else 2):
        return 1 - 0.6 * wrong / longest
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.startswith(short):
        return 0.85  # Harmensz., Joh.
    return 0.8 * JaroWinkler.similarity(a, b) if JaroWinkler.similarity(a, b) > 0.85 else 0.0
