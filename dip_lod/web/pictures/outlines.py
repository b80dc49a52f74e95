"""The map under the map: outlines of provinces and countries as paths of SVG, from the site's own file."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, pi, radians, tan
from pathlib import Path

from dip_lod import resources
from dip_lod.web.pictures.pictures import WIDE

FILE = Path("static", "editor", "basemap.json")
"""Natural Earth (public domain), made by editor/build; the interactive maps read it too."""

_NEAR = 1.4
"""Units under which a turn of a line is not seen."""
_SMALL = 3.0
"""Units of an island that is worth drawing."""
_MARGIN = 4.0
"""Units beyond the edge at which an outline is cut off."""

Point = tuple[float, float]
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world that fills a drawing (Mercator), from west to east and from south to north in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def high(self) -> float:
        """The height of the drawing in units."""
        return self.place(self.south, self.west)[1]

    def place(self, latitude: float, longitude: float) -> Point:
        """Find where a position is in the drawing."""
        scale = WIDE / (self.east - self.west)
        return (longitude - self.west) * scale, (_up(self.north) - _up(latitude)) * scale

    def holds(self, latitude: float, longitude: float) -> bool:
        """Say whether a position is inside."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


NETHERLANDS = Frame(3.2, 50.7, 7.35, 53.6)
FRAMES = (NETHERLANDS, Frame(2.3, 49.4, 7.5, 53.65), Frame(-11, 36, 31, 61), Frame(-170, -56, 180, 76))
"""From near to far; a map takes the first in which nearly all is."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A province or a country: its code (provinces alone have one), its path, and where its middle is."""

    code: str
    kind: str
    path: str
    middle: Point


@lru_cache(8)
def outlines(frame: Frame) -> tuple[Outline, ...]:
    """Draw what is in a frame; once, for the file does not change."""
    found = json.loads((resources.folder("site") / FILE).read_text("utf-8"))
    return tuple(_outlines(found["features"], frame))


def _outlines(features: Sequence[dict[str, dict[str, list[list[Ring]]]]], frame: Frame) -> Iterator[Outline]:
    for one in features:
        rings = [_cut(list(_ring(polygon[0], frame)), frame.high) for polygon in one["geometry"]["coordinates"]]
        seen = [ring for ring in rings if len(ring) > 2 and _wide(ring)]
        if seen:
            path = "".join(_path(ring) for ring in seen)
            yield Outline(str(one["properties"].get("code", "")), str(one["properties"]["kind"]), path, _middle(seen))


def _ring(ring: Ring, frame: Frame) -> Iterator[Point]:
    """Give the points of a ring in the drawing, those too near the last one left out."""
    last = (-1e9, -1e9)
    for longitude, latitude in ring:
        x, y = frame.place(max(min(latitude, 84), -84), longitude)
        if abs(x - last[0]) + abs(y - last[1]) > (_NEAR if frame.east - frame.west < 20 else 2 * _NEAR):
            last = (x, y)
            yield last


def _cut(ring: list[Point], high: float) -> list[Point]:
    """Cut off what lies outside the drawing, side by side (Sutherland and Hodgman, 1974)."""
    for axis, edge, sign in ((0, -_MARGIN, 1), (0, WIDE + _MARGIN, -1), (1, -_MARGIN, 1), (1, high + _MARGIN, -1)):
        kept: list[Point] = []
        for before, now in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            outside = sign * (before[axis] - edge) < 0
            if outside != (sign * (now[axis] - edge) < 0):
                part = (edge - before[axis]) / (now[axis] - before[axis])
                kept.append((before[0] + part * (now[0] - before[0]), before[1] + part * (now[1] - before[1])))
            if sign * (now[axis] - edge) >= 0:
                kept.append(now)
        ring = kept
    return ring


def _wide(ring: Sequence[Point]) -> bool:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys)) > _SMALL


def _path(ring: Sequence[Point]) -> str:
    """Write a ring, each point from the last one, in tenths of a unit."""
    before = (round(ring[0][0], 1), round(ring[0][1], 1))
    parts = [f"M{before[0]:g} {before[1]:g}l"]
    for x, y in ring[1:]:
        now = (round(x, 1), round(y, 1))
        parts.append(f"{now[0] - before[0]:.3g} {now[1] - before[1]:.3g} ")
        before = now
    return "".join(parts).rstrip().replace(" -", "-") + "z"


def _middle(rings: Sequence[Sequence[Point]]) -> Point:
    """Find the middle of the largest ring (its centroid)."""
    return max((_centroid(ring) for ring in rings), key=lambda one: one[0])[1]


def _centroid(ring: Sequence[Point]) -> tuple[float, Point]:
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return (abs(area), (x / (3 * area), y / (3 * area))) if area else (0.0, ring[0])


@lru_cache(4096)
def _up(latitude: float) -> float:
    """Give the height of a latitude on Mercator's map, in degrees."""
    return log(tan(pi / 4 + radians(latitude) / 2)) * 180 / pi
