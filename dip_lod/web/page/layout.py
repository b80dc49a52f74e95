"""Templates laid out once: what is the same on all pages of a kind stands between gaps, which each page fills in.

Filling in a template takes as long as writing a short page; what a template says of where things stand stays true.
A page is put together in UTF-8: as one text, a dash anywhere in it would double all its letters once more.
"""

import re
from collections.abc import Callable, Mapping

_BEGIN, _END = "\ufdd3", "\ufdd4"
"""Noncharacters, which no text may hold."""
_GAP = re.compile(f"{_BEGIN}([a-z]+){_END}")


class Layouts:
    """What was laid out, by what decides it."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], tuple[list[bytes], list[str]]] = {}

    def fill(self, key: tuple[object, ...], lay_out: Callable[[], str], texts: Mapping[str, str]) -> bytes:
        """Fill in the gaps of a page that `lay_out` makes when it is first asked for; gives it in UTF-8."""
        if (made := self._made.get(key)) is None:
            cut = _GAP.split(lay_out())
            made = self._made[key] = ([piece.encode() for piece in cut], cut[1::2])
        pieces, gaps = made
        filled = pieces.copy()
        filled[1::2] = [texts[name].encode() for name in gaps]
        return b"".join(filled)


def gap(name: str) -> str:
    """Write a gap."""
    return f"{_BEGIN}{name}{_END}"
