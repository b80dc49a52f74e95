"""Withholding figures about fewer than ten people, and what would give such a figure away."""

from collections.abc import Collection, Iterable, Mapping

FEWEST = 10
"""People that a figure must be about."""

Key = tuple[str, ...]
Line = tuple[Key, Iterable[Key]]
"""A total and its parts. People are in several parts at once, but where none is, parts add up: each line counts."""


def small(number: float) -> bool:
    """Say whether a number is of some people, but fewer than ten.

    >>> small(0), small(9), small(10)
    (False, True, False)
    """
    return 0 < number < FEWEST


def protect(figures: Mapping[Key, int], lines: Iterable[Line], sensitive: Collection[Key] = ()) -> set[Key]:
    """Choose what to withhold: small figures, those named, and of each line enough others that none can be subtracted.

    A part that leaves fewer than ten people of its total is withheld too: they would be those who are not in it.

    In a line something is withheld of, two parts at least are, and of ten people together at least; the smallest are
    taken first, and the total where there are no others.

    >>> sorted(protect({("_T",): 60, ("a",): 3, ("b",): 20, ("c",): 37}, [(("_T",), [("a",), ("b",), ("c",)])]))
    [('a',), ('b',)]
    """
    hidden = {key for key, number in figures.items() if small(number)} | set(sensitive)
    known = [(total, sorted(parts, key=lambda part: (figures[part], part))) for total, parts in lines]
    hidden |= {part for total, parts in known for part in parts if small(figures.get(total, 0) - figures[part])}
    changed = True
    while changed:
        changed = False
        for total, parts in known:
            while parts and total in figures and total not in hidden and _told(figures, parts, hidden):
                hidden.add(next((part for part in parts if part not in hidden), total))
                changed = True
            if total in hidden and parts and all(part not in hidden for part in parts):
                hidden.add(parts[0])
                changed = True
    return hidden


def _told(figures: Mapping[Key, int], parts: list[Key], hidden: set[Key]) -> bool:
    """Say whether what is withheld of a line can be told from the rest."""
    withheld = [figures[part] for part in parts if part in hidden]
    return bool(withheld) and (len(withheld) < 2 or sum(withheld) < FEWEST)
