"""A cell of what is given: which group, which discipline, which area; and how its number is rounded."""

STEP = 5
"""Numbers are rounded to the nearest multiple, each by itself: given numbers need not add up."""

Key = tuple[str, str, str]
"""Group, discipline, area; at most one of the last two is no total."""

Slice = dict[Key, int | None]
"""What is given of a season; None where a number is withheld, and what is hidden is not there at all."""


def rounded(visits: int) -> int:
    """Round to the nearest multiple of five.

    >>> rounded(12), rounded(13), rounded(10)
    (10, 15, 10)
    """
    return (visits + STEP // 2) // STEP * STEP
