"""Which of several media types, or languages, a client would rather have (RFC 9110, section 12)."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

ALIASES = {
    "application/json": "application/ld+json",
    "application/n3": "text/turtle",
    "application/x-turtle": "text/turtle",
    "application/xhtml+xml": "text/html",
    "application/xml": "application/rdf+xml",
    "text/n3": "text/turtle",
    "text/plain": "application/n-triples",
    "text/rdf+n3": "text/turtle",
    "text/xml": "application/rdf+xml",
}
"""Types that clients ask for and that one of ours answers."""

_RANGE = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETER = re.compile(r';\s*([^\s=;]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')


class Range(NamedTuple):
    """One of the things that a client accepts."""

    name: str
    quality: float


def ranges(header: str | None) -> list[Range]:
    """Read an Accept or Accept-Language header; a header that says nothing accepts everything.

    >>> ranges('text/turtle;charset=utf-8, */*;q=0.1')
    [Range(name='text/turtle', quality=1.0), Range(name='*/*', quality=0.1)]
    """
    found = [one for text in _RANGE.findall(header or "") if (one := _range(text))]
    return found or [Range("*", 1.0)]


def _range(text: str) -> Range | None:
    name = text.partition(";")[0].strip().lower()
    parameters = {key.lower(): value for key, value in _PARAMETER.findall(text)}
    try:
        quality = float(parameters.get("q", "1"))
    except ValueError:
        return None
    return Range(name, quality) if name and 0 <= quality <= 1 else None


def media_type(header: str | None, offered: Sequence[str], aliases: Mapping[str, str] = ALIASES) -> str | None:
    """Choose from the media types offered, our favourite first; None where none is acceptable (406).

    The most exact range decides what a type is worth. Between equals, the type that the client names more
    exactly wins, then the one that it names first, then ours. So a client that names nothing
    (`*/*`, or no header at all) gets our favourite.

    >>> media_type("text/html, */*", ["text/turtle", "text/html"])
    'text/html'
    >>> media_type("text/html;q=0", ["text/html"]) is None
    True
    """
    wanted = ranges(header)
    best: tuple[float, int, int] = (0.0, 0, 0)
    chosen = None
    for ours in offered:
        rank = _rank(wanted, ours, aliases)
        if rank[0] > 0 and (chosen is None or rank > best):
            best, chosen = rank, ours
    return chosen


def _rank(wanted: list[Range], ours: str, aliases: Mapping[str, str]) -> tuple[float, int, int]:
    best = (-1, 0, 0.0)
    for place, (name, quality) in enumerate(wanted):
        exactness = _exactness(name, ours, aliases)
        if exactness >= 0 and (exactness, -place) > best[:2]:
            best = (exactness, -place, quality)
    exactness, place, quality = best
    return (quality if exactness >= 0 else 0.0, exactness, place)


def _exactness(name: str, ours: str, aliases: Mapping[str, str]) -> int:
    if name == ours:
        return 3
    if aliases.get(name) == ours:
        return 2
    if name.endswith("/*") and name[:-1] == ours.partition("/")[0] + "/":
        return 1
    return 0 if name in ("*/*", "*") else -1


def language(header: str | None, offered: Sequence[str]) -> str:
    """Choose from the languages offered, our favourite first; there is always one.

    >>> language("en-GB, nl;q=0.5", ["nl", "en"])
    'en'
    >>> language("fr", ["nl", "en"]), language("nl;q=0, *", ["nl", "en"])
    ('nl', 'en')
    """
    best, chosen = 0.0, offered[0]
    wanted = ranges(header)
    named = {name.partition("-")[0] for name, _ in wanted}
    others = next((one for one in offered if one not in named), "")  # what `*` stands for (RFC 4647, 3.3.1)
    for name, quality in wanted:
        ours = others if name == "*" else name.partition("-")[0]
        if quality > best and ours in offered:
            best, chosen = quality, ours
    return chosen
