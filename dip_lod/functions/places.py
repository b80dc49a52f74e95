"""The functions about places: GeoNames, the municipalities and provinces of the Netherlands, and geometries."""

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.functions import dutch, gazetteer, geometry, netherlands
from dip_lod.functions.bound import Bound
from dip_lod.functions.literals import Term, optional_text, typed
from dip_lod.vocabulary import expand

_WKT = ox.NamedNode(expand("geosparql:wktLiteral"))


class PlaceFunctions(Bound):
    """The functions about places, as methods of the library."""

    def geonames(self, name: ox.Literal, country: ox.Literal, region: ox.Literal, *at: ox.Literal) -> Term | None:
        """Find the GeoNames URI of a place by name, country and region, or else by a latitude and a longitude too."""
        told = [float(one.value) for one in at if one.value]
        position = (told[0], told[1]) if len(told) == 2 else None
        place = gazetteer.find(name.value, country.value, region.value, position)
        return ox.NamedNode(place.uri) if place else None

    def ambiguous(self, name: ox.Literal, country: ox.Literal) -> Term:
        """Say whether several places of a country have a name."""
        return typed(str(gazetteer.ambiguous(name.value, country.value)).lower(), "boolean")

    def municipality(self, town: ox.NamedNode) -> Term | None:
        """Give the code (CBS) of the Dutch municipality that a town of GeoNames lies in."""
        found = netherlands.municipality_of(town.value.rstrip("/").rpartition("/")[2])
        return ox.Literal(found.code) if found else None

    def municipalityName(self, code: ox.Literal) -> Term | None:
        """Name a Dutch municipality by its code."""
        found = netherlands.municipalities().get(code.value)
        return ox.Literal(found.name, language="nl") if found else None

    def municipalityTown(self, code: ox.Literal) -> Term | None:
        """Give the GeoNames URI of the town that a Dutch municipality is named after; unbound where there is none."""
        found = netherlands.municipalities().get(code.value)
        return ox.NamedNode(f"https://sws.geonames.org/{found.geonames}/") if found and found.geonames else None

    def province(self, code: ox.Literal) -> Term | None:
        """Mint the URI of the province that a Dutch municipality lies in."""
        found = netherlands.municipalities().get(code.value)
        return ox.NamedNode(uris.mint(self._context.base, "place", found.province)) if found else None

    def zone(self, name: ox.Literal, country: ox.Literal, region: ox.Literal) -> Term | None:
        """Find the time zone of a place, likewise."""
        place = gazetteer.find(name.value, country.value, region.value)
        return optional_text(place.zone) if place else None

    def wkt(self, geometry_json: ox.Literal) -> Term:
        """Write a geometry of GeoJSON, whole, as well-known text."""
        return ox.Literal(geometry.wkt(geometry_json.value), datatype=_WKT)

    def polygon(self, geometry_json: ox.Literal) -> Term | None:
        """Write the outline of a geometry of GeoJSON as schema:polygon has it; unbound for a point."""
        return optional_text(geometry.polygon(geometry_json.value))

    def latitude(self, geometry_json: ox.Literal) -> Term:
        """Give the latitude of a point of GeoJSON, or of the centre of a polygon."""
        return typed(dutch.decimal(geometry.centre(geometry_json.value)[0]), "decimal")

    def longitude(self, geometry_json: ox.Literal) -> Term:
        """Give the longitude of a point of GeoJSON, or of the centre of a polygon."""
        return typed(dutch.decimal(geometry.centre(geometry_json.value)[1]), "decimal")
