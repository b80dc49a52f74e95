"""Geometries: whole, in the digits of the file, and what is no geometry."""

import pytest

from dip_lod.functions import geometry

HOLED = (
    '{"type":"Polygon","coordinates":[[[4.10,51.0],[4.30,51.0],[4.30,51.2],[4.10,51.2],[4.10,51.0]],'
    "[[4.15,51.05],[4.20,51.05],[4.20,51.10],[4.15,51.05]]]}"
)


def test_digits_stay_as_the_file_has_them_and_holes_are_kept() -> None:
    assert geometry.wkt(HOLED) == (
        "POLYGON((4.10 51.0, 4.30 51.0, 4.30 51.2, 4.10 51.2, 4.10 51.0), (4.15 51.05, 4.20 51.05, 4.20 51.10, 4.15 51.05))"
    )


def test_several_polygons_are_one_geometry_with_one_centre() -> None:
    square = "[[[{0},51],[{1},51],[{1},52],[{0},52],[{0},51]]]"
    two = '{"type":"MultiPolygon","coordinates":[' + square.format(4, 5) + "," + square.format(6, 7) + "]}"
    assert geometry.wkt(two).startswith("MULTIPOLYGON(((4 51, 5 51, ")
    assert geometry.centre(two) == ("51.500000", "5.500000")
    assert geometry.polygon(two) is None


def test_the_way_round_makes_no_difference_to_the_centre() -> None:
    assert geometry.centre('{"type":"Polygon","coordinates":[[[4,51],[4,51.2],[4.2,51.2],[4.2,51],[4,51]]]}') == (
        "51.100000", "4.100000",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("POINT(4 51)", "no GeoJSON"),
        ("{}", "no GeoJSON"),
        ('{"type":"Point","coordinates":[]}', "no GeoJSON"),
        ('{"type":"Point","coordinates":[51.9,440]}', "off the earth"),
        ('{"type":"LineString","coordinates":[[4,51],[5,51]]}', "no geometry of a known kind"),
        ('{"type":"Polygon","coordinates":[[[4,51],[5,51],[5,52],[4,52]]]}', "does not close"),
        ('{"type":"Polygon","coordinates":[]}', "does not close"),
    ],
)
def test_what_is_no_geometry_is_said_to_be_none(text: str, reason: str) -> None:
    with pytest.raises(geometry.GeometryError, match=reason):
        geometry.wkt(text)


def test_a_polygon_without_area_has_no_centre() -> None:
    with pytest.raises(geometry.GeometryError, match="no area"):
        geometry.centre('{"type":"Polygon","coordinates":[[[4,51],[5,52],[6,53],[4,51]]]}')
