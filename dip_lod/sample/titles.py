"""Titles and synopses of productions that nobody ever made, in Dutch with their English."""

import re
from functools import cache

from dip_lod.sample.draw import Draw
from dip_lod.sample.words import table, towns

Pair = tuple[str, str]
"""A text in Dutch (or Frisian) and in English."""

PLACES: dict[str, tuple[str, ...]] = {"c": (), "f": ("Fryslân",)}
"""Slots for a town, and the provinces that it may be in."""


def title(draw: Draw, style: str) -> Pair:
    """Make up a title in the style of a discipline.

    >>> title(Draw(4), "toneel")
    ('Het laatste logboek', 'The last log book')
    """
    return fill(draw, draw.pick(table("titles")["patterns"][style]))


def subtitle(draw: Draw, style: str) -> str | None:
    """Make up a subtitle, where the discipline has them."""
    choices = table("titles")["subtitles"].get(style)
    return draw.pick(choices) if choices and draw.chance(0.4) else None


def synopsis(draw: Draw, *, quotes: bool = False, html: bool = False, mojibake: bool = False) -> Pair:
    """Make up two or three sentences about a production."""
    words = table("titles")["synopsis"]
    parts = [fill(draw, draw.pick(words["opening"])), fill(draw, draw.pick(words["middle"]))]
    if draw.chance(0.6):
        parts.append(fill(draw, draw.pick(words["ending"])))
    dutch, english = (" ".join(texts) for texts in zip(*parts, strict=True))
    if quotes:
        dutch = f"{fill(draw, words['quotes'])[0]} {dutch}"
    if html:
        dutch = fill(draw, words["html"])[0].format(parts[0][0], parts[1][0])
    if mojibake:
        dutch = f"{dutch} {words['mojibake']}".encode().decode("cp1252", errors="replace")
    return dutch, english


def fill(draw: Draw, pattern: str) -> Pair:
    """Fill a pattern in both languages with the same words, drawn in the order of the Dutch."""
    dutch, english = _parsed(pattern)
    chosen: list[Pair] = []
    for slot in dutch[1::2]:
        chosen.append(_word(draw, slot))
    return _joined(dutch, [nl for nl, _ in chosen]), _joined(english, [en for _, en in chosen])


@cache
def _parsed(pattern: str) -> tuple[list[str], list[str]]:
    """Split a pattern at its slots: texts at even places, slots at odd ones."""
    dutch, _, english = pattern.partition("|")
    return re.split(r"\{([A-Za-z]+)\}", dutch), re.split(r"\{([A-Za-z]+)\}", english)


@cache
def _choices(slot: str) -> tuple[Pair, ...]:
    if slot in PLACES:
        return tuple((town.city, town.city) for town in towns() if town.province in PLACES[slot] or not PLACES[slot])
    pairs = (word.partition("|") for word in table("titles")["words"][slot])
    return tuple((dutch, english) for dutch, _, english in pairs)


def _word(draw: Draw, slot: str) -> Pair:
    dutch, english = draw.pick(_choices(slot.lower()))
    if slot.islower():
        return dutch, english
    return capital(dutch), capital(english)


def capital(text: str) -> str:
    """Start with a capital; in Dutch ij is one letter.

    >>> capital("ijs"), capital("zout")
    ('IJs', 'Zout')
    """
    length = 2 if text.startswith("ij") else 1
    return text[:length].upper() + text[length:]


def typographic(draw: Draw, text: str) -> str:
    """Set a title in curly quotes, with dashes and dots as printers have them."""
    return str(draw.pick(table("titles")["typographic"])).format(text)


def _joined(parts: list[str], words: list[str]) -> str:
    return "".join(text for pair in zip(parts[::2], [*words, ""], strict=False) for text in pair)
