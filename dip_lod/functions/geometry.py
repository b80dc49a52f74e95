"""Geometries: GeoJSON (RFC 7946) to well-known text, to a polygon of schema.org, and to one point."""

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from dip_lod.functions.errors import FunctionError

Ring = tuple[tuple[str, str], ...]
"""Longitude and latitude of each corner, in the lexical form of the file."""


class GeometryError(FunctionError):
    """Say that a text is no geometry that we can write."""


class Geometry(NamedTuple):
    """A point, which is one ring of one corner, or polygons: each an outer ring and its holes."""

    point: bool
    polygons: tuple[tuple[Ring, ...], ...]


@lru_cache(maxsize=1024)
def read(text: str) -> Geometry:
    """Read a Point, Polygon or MultiPolygon.

    >>> read('{"type":"Point","coordinates":[4.4825,51.9256]}').polygons
    (((('4.4825', '51.9256'),),),)
    """
    try:
        tree = json.loads(text, parse_float=str, parse_int=str)
        kind, coordinates = tree["type"], tree["coordinates"]
        if kind == "Point":
            return Geometry(True, ((_ring([coordinates]),),))
        if kind == "Polygon":
            return Geometry(False, (_polygon(coordinates),))
        if kind == "MultiPolygon" and coordinates:
            return Geometry(False, tuple(_polygon(rings) for rings in coordinates))
    except (json.JSONDecodeError, KeyError, TypeError, IndexError):
        raise GeometryError("the geometry is no GeoJSON; check it at the source") from None
    raise GeometryError(f"'{kind}' is no geometry of a known kind; give a Point, Polygon or MultiPolygon")


def _polygon(rings: Any) -> tuple[Ring, ...]:
    polygon = tuple(_ring(corners) for corners in rings)
    if not polygon or any(len(ring) < 4 or ring[0] != ring[-1] for ring in polygon):
        raise GeometryError("a ring of the polygon does not close; check it at the source")
    return polygon


def _ring(corners: Any) -> Ring:
    ring = tuple((str(corner[0]), str(corner[1])) for corner in corners)
    for longitude, latitude in ring:
        if not (-180 <= float(longitude) <= 180 and -90 <= float(latitude) <= 90):
            raise GeometryError("a corner lies off the earth; give longitude before latitude, in degrees")
    return ring


def wkt(text: str) -> str:
    """Write the whole geometry as well-known text (ISO 19125-1): longitude before latitude, holes kept.

    >>> wkt('{"type":"Point","coordinates":[4.4825,51.9256]}')
    'POINT(4.4825 51.9256)'
    >>> wkt('{"type":"Polygon","coordinates":[[[4.1,51],[4.2,51],[4.2,51.1],[4.1,51]]]}')
    'POLYGON((4.1 51, 4.2 51, 4.2 51.1, 4.1 51))'
    """
    geometry = read(text)
    if geometry.point:
        return f"POINT({' '.join(geometry.polygons[0][0][0])})"
    written = ["(" + ", ".join(_corners(ring) for ring in rings) + ")" for rings in geometry.polygons]
    return f"POLYGON{written[0]}" if len(written) == 1 else f"MULTIPOLYGON({', '.join(written)})"


def _corners(ring: Ring) -> str:
    return "(" + ", ".join(f"{longitude} {latitude}" for longitude, latitude in ring) + ")"


def polygon(text: str) -> str | None:
    """Write the outline as schema:polygon has it: latitude before longitude, holes left out; None for another geometry.

    >>> polygon('{"type":"Polygon","coordinates":[[[4.1,51],[4.2,51],[4.2,51.1],[4.1,51]]]}')
    '51,4.1 51,4.2 51.1,4.2 51,4.1'
    >>> polygon('{"type":"Point","coordinates":[4.4825,51.9256]}') is None
    True
    """
    geometry = read(text)
    if geometry.point or len(geometry.polygons) > 1:
        return None
    return " ".join(f"{latitude},{longitude}" for longitude, latitude in geometry.polygons[0][0])


def centre(text: str) -> tuple[str, str]:
    """Give latitude and longitude of a point, as written; of polygons, the centroid of their outlines, to a decimetre.

    >>> centre('{"type":"Point","coordinates":[4.4825,51.9256]}')
    ('51.9256', '4.4825')
    >>> centre('{"type":"Polygon","coordinates":[[[4,51],[4.2,51],[4.2,51.2],[4,51.2],[4,51]]]}')
    ('51.100000', '4.100000')
    """
    geometry = read(text)
    if geometry.point:
        longitude, latitude = geometry.polygons[0][0][0]
        return latitude, longitude
    parts = [_centroid(rings[0]) for rings in geometry.polygons]
    area = sum(part[0] for part in parts)
    if not area:
        raise GeometryError("the polygon has no area; check it at the source")
    longitude, latitude = (f"{sum(part[0] * part[axis] for part in parts) / area:.6f}" for axis in (1, 2))
    return latitude, longitude


def _centroid(ring: Ring) -> tuple[float, float, float]:
    """Give area and centroid of a ring, reckoned from its first corner so that few digits are lost."""
    first = (float(ring[0][0]), float(ring[0][1]))
    corners: Sequence[tuple[float, float]] = [(float(x) - first[0], float(y) - first[1]) for x, y in ring]
    area = east = north = 0.0
    for (x1, y1), (x2, y2) in pairwise(corners):
        cross = x1 * y2 - x2 * y1
        area += cross / 2
        east += (x1 + x2) * cross / 6
        north += (y1 + y2) * cross / 6
    if not area:
        return 0.0, *first
    return abs(area), first[0] + east / area, first[1] + north / area
