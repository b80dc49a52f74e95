"""Random draws that are the same on every Python: only `Random.random` is promised never to change."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Choice = TypeVar("Choice")


class Draw:
    """Draw numbers from a key: the same key gives the same numbers, whatever was drawn elsewhere.

    >>> Draw(1, "person", 7).below(100) == Draw(1, "person", 7).below(100)
    True
    """

    __slots__ = ("random",)

    def __init__(self, *key: object) -> None:
        self.random = Random(":".join(map(str, key))).random

    def below(self, limit: int) -> int:
        """Draw a whole number from 0 up to, not with, the limit."""
        return int(self.random() * limit)

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from low up to and with high."""
        return low + int(self.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """Say yes in this share of the cases."""
        return self.random() < share

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """Draw one of the choices."""
        return choices[int(self.random() * len(choices))]

    def shuffled(self, choices: Sequence[Choice]) -> list[Choice]:
        """Give the choices in a drawn order."""
        return sorted(choices, key=lambda _: self.random())
