"""Templates laid out once: what is the same on all pages of a kind stands between gaps, which each page fills in.

Filling in a template takes as long as writing a short page; what a template says of where things stand stays true.
"""

import re
from collections.abc import Callable, Mapping

_BEGIN, _END = "\ufdd3", "\ufdd4"
"""Noncharacters, which no text may hold."""
_GAP = re.compile(f"{_BEGIN}([a-z]+){_END}")


class Layouts:
    """What was laid out, by what decides it."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], list[str]] = {}

    def fill(self, key: tuple[object, ...], lay_out: Callable[[], str], texts: Mapping[str, str]) -> str:
        """Fill in the gaps of a page that `lay_out` makes when it is first asked for."""
        if (pieces := self._made.get(key)) is None:
            pieces = self._made[key] = _GAP.split(lay_out())
        filled = pieces.copy()
        filled[1::2] = [texts[name] for name in pieces[1::2]]
        return "".join(filled)


def gap(name: str) -> str:
    """Write a gap."""
    return f"{_BEGIN}{name}{_END}"
