"""A tile server for the interactive maps, for who wants streets under the dots; without one nobody else is asked."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_SPACES = ("{z}", "{x}", "{y}")
_HOST = re.compile(r"(?:\{s\}\.)?[A-Za-z0-9.-]+(?::\d+)?")


@dataclass(frozen=True, slots=True)
class Maps:
    """The maps of pages."""

    tiles: str = ""
    """The address of tiles with {z}, {x} and {y}; empty: the outlines that the site ships."""
    credit: str = ""
    """Whom to name for the tiles."""

    @property
    def origin(self) -> str:
        """The host of the tiles, as a Content-Security-Policy names it; empty without tiles.

        >>> Maps("https://{s}.tiles.example.org/{z}/{x}/{y}.png").origin
        'https://*.tiles.example.org'
        """
        return f"https://{urlsplit(self.tiles).netloc.replace('{s}.', '*.', 1)}" if self.tiles else ""


def fault(maps: Maps) -> str:
    """Say what is wrong with an address of tiles; empty where nothing is.

    >>> fault(Maps("http://tiles.example.org/{z}/{x}/{y}.png"))
    'must be https, with {z}, {x} and {y} in it; give https://…/{z}/{x}/{y}.png'
    """
    if not maps.tiles:
        return ""
    try:
        parts = urlsplit(maps.tiles)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or not _HOST.fullmatch(parts.netloc) or any(one not in maps.tiles for one in _SPACES):
        return "must be https, with {z}, {x} and {y} in it; give https://…/{z}/{x}/{y}.png"
    return "" if maps.credit else "needs maps.credit; name who makes the tiles, as their licence asks"
