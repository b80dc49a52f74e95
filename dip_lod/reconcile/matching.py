"""What a query means: candidates, each with a score from 0 to 100 and what it is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dip_lod.search.candidates import Candidates
from dip_lod.search.likeness import likeness
from dip_lod.search.reading import Found

SURE = 90.0
"""The least score of a match, …"""

AHEAD = 4.0
"""… which is so much above that of the next one."""

LEAST = 35.0
"""Candidates below this are none."""

Compare = Callable[[Found, str, Sequence[str]], float | None]
"""Says how well a thing fits the values of a property, from 0 to 1; None where it has none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query: a name, kinds, and values of properties."""

    name: str
    kinds: tuple[str, ...]
    limit: int
    properties: Mapping[str, tuple[str, ...]]
    needed: frozenset[str] = frozenset()
    """Properties that a candidate must fit."""
    ids: tuple[str, ...] = ()
    """Keys that it must be one of."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant."""

    found: Found
    name: str
    """The name that fits best."""
    score: float
    match: bool
    features: Mapping[str, float]


def match(candidates: Candidates, asked: Asked, compare: Compare) -> list[Candidate]:
    """Find what a query means, the likeliest first; of equals, what is played or credited most."""
    if asked.ids:
        found = candidates.by_keys(asked.ids, asked.kinds)
        weights: dict[str, float] = {}
    else:
        found, weights = candidates.find(asked.name, asked.kinds)
    scored = []
    for one in found:
        like, name = max(((likeness(asked.name, name, weights), name) for name in one.names), default=(0.0, ""))
        like = 1.0 if asked.ids else like
        if like * 100 >= LEAST:
            scored.append((like, name, one))
    scored.sort(key=lambda row: (-row[0], row[2].number))
    made = [_told(like, name, one, asked, compare) for like, name, one in scored[: max(10, asked.limit)]]
    made = [one for one in made if one.score >= LEAST]
    made.sort(key=lambda one: (-one.score, one.found.number))
    return [_judged(one, made) for one in made[: asked.limit]]


def _told(like: float, name: str, found: Found, asked: Asked, compare: Compare) -> Candidate:
    """Weigh the name with the properties: what agrees helps a little, what contradicts costs much."""
    features, score = {"name": round(100 * like, 1)}, like
    for property, values in asked.properties.items():
        fits = compare(found, property, values)
        if fits is None:
            score *= 0.0 if property in asked.needed else 1.0
            continue
        features[property] = round(100 * fits, 1)
        if property in asked.needed and fits < 0.5:
            score = 0.0
        score = score + (1 - score) * 0.5 * fits if fits >= 0.5 else score * (0.6 + 0.6 * fits)
    return Candidate(found, name, round(100 * score, 2), False, features)


def _judged(one: Candidate, among: Sequence[Candidate]) -> Candidate:
    """Say whether a candidate is a match: sure, and far ahead of all others."""
    others = max((other.score for other in among if other is not one), default=0.0)
    sure = one.score >= SURE and one.score - others >= AHEAD
    return Candidate(one.found, one.name, one.score, sure, one.features)
