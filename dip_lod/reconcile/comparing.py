"""How well the values of a property fit a thing, from 0 to 1."""

import re
from collections.abc import Iterable, Sequence

from dip_lod.reconcile.facts import PROPERTIES, Facts, Value
from dip_lod.search.likeness import likeness

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_NEAR = (1.0, 0.75, 0.5)
"""Of the same year, one off, two off."""


def compare(facts: Facts, property: str, wanted: Sequence[str]) -> float | None:
    """Compare; None where the property is none of ours or the thing has no value to compare."""
    known = PROPERTIES.get(property)
    if known is None or not known.compared or not wanted:
        return None
    values = facts.values(known)
    if known.compared == "span":
        years = [year for value in values for year in _years(value.text)]
        return _span(years, facts.years(), wanted)
    if not values:
        return None
    if known.compared == "year":
        return _close(_years(value.text for value in values), _years(wanted))
    if known.compared == "same":
        mine = {text.casefold() for value in values for text in _texts(value)}
        return 1.0 if mine & {one.casefold().strip() for one in wanted} else 0.3
    return max(
        likeness(one, text, {}) if text != one else 1.0 for one in wanted for value in values for text in _texts(value)
    )


def _texts(value: Value) -> list[str]:
    found = [value.text] if value.text else []
    return found + [value.key] * bool(value.key) + list((value.names or {}).values())


def _years(texts: Iterable[str] | str) -> list[int]:
    return [int(year) for text in ([texts] if isinstance(texts, str) else texts) for year in _YEAR.findall(text)]


def _close(mine: Sequence[int], theirs: Sequence[int]) -> float | None:
    """Compare years: the nearest counts."""
    if not mine or not theirs:
        return None
    off = min(abs(one - other) for one in mine for other in theirs)
    return _NEAR[off] if off < len(_NEAR) else 0.0


def _span(made: Sequence[int], played: tuple[int, int] | None, wanted: Sequence[str]) -> float | None:
    """Compare with the years in which it was made, and with those in which it was played."""
    years = _years(wanted)
    if played and any(played[0] - 1 <= year <= played[1] + 1 for year in years):
        return 1.0
    return _close([*made, *(played or ())], years)
