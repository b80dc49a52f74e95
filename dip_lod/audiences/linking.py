"""Schemes that count the same visits withhold alike: what one gives is not to be taken from what another does not."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

from dip_lod.audiences import suppression
from dip_lod.audiences.counting import DIMENSIONS, Counted
from dip_lod.audiences.crosswalk import Match
from dip_lod.audiences.suppression import Pattern

Group = tuple[str, str]
"""A scheme and a code of it."""
Pair = tuple[Group, Group]


def patterns(season: Mapping[str, Counted], matches: Collection[Match], fewest: int) -> dict[str, Pattern]:
    """Choose what to withhold of a season, by scheme: each round asks of every scheme what those beside it withhold."""
    beside = _beside(season)
    like = _like([*_told(matches), *_same(season, beside)])
    found = {scheme: suppression.pattern(counted, fewest) for scheme, counted in season.items()}
    while True:
        forced = {scheme: _forced(scheme, found, beside[scheme], like) for scheme in season}
        again = {scheme: suppression.pattern(counted, fewest, forced[scheme]) for scheme, counted in season.items()}
        if again == found:
            return found
        found = again


def _beside(season: Mapping[str, Counted]) -> dict[str, set[str]]:
    """Find which schemes may count the same visits: of the same performances, or from the same areas."""
    found: dict[str, set[str]] = {scheme: set() for scheme in season}
    for one, other in combinations(season, 2):
        a, b = season[one], season[other]
        if a.of & b.of or a.rows["area"].keys() & b.rows["area"].keys():
            found[one].add(other)
            found[other].add(one)
    return found


def _told(matches: Collection[Match]) -> Iterator[Pair]:
    """Pair the groups that a crosswalk matches, in whichever way."""
    for match in matches:
        scheme, _, group = match.other.partition(":")
        yield (match.scheme, match.group), (scheme, group)


def _same(season: Mapping[str, Counted], beside: Mapping[str, Collection[str]]) -> Iterator[Pair]:
    """Pair groups of schemes beside each other that have the very same visits, though nobody says that they are one."""
    columns: dict[tuple[object, ...], list[Group]] = {}
    for scheme, counted in season.items():
        for group in suppression.totals(counted):
            column = tuple(
                (dimension, code, row[group])
                for dimension in DIMENSIONS
                for code, row in sorted(counted.rows[dimension].items())
                if group in row
            )
            columns.setdefault(column, []).append((scheme, group))
    for groups in columns.values():
        yield from (pair for pair in combinations(groups, 2) if pair[1][0] in beside[pair[0][0]])


def _like(pairs: Iterable[Pair]) -> dict[Group, set[Group]]:
    found: dict[Group, set[Group]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _forced(
    scheme: str,
    found: Mapping[str, Pattern],
    beside: Collection[str],
    like: Mapping[Group, Collection[Group]],
) -> Pattern:
    """Gather what a scheme withholds already and what those beside it do."""
    made = Pattern(merged=set(found[scheme].merged), nothing=found[scheme].nothing)
    for dimension in DIMENSIONS:
        near = [found[other] for other in (scheme, *sorted(beside)) if other == scheme or not found[other].nothing]
        made.hidden[dimension] = set().union(*(one.hidden[dimension] for one in near))
        made.closed[dimension] = set().union(*(one.closed[dimension] for one in near))
    for other in beside:
        for group in found[other].merged:
            made.merged |= {one for of, one in like.get((other, group), ()) if of == scheme}
    return made
