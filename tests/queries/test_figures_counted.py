"""The figures against counts made another way: plain Python over the source records, no SPARQL and no SQL."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from statistics import median

import pytest
from click.testing import CliRunner
from dip_records import Performance, Season
from questions_harness import BASE

from dip_lod import cli, schemes
from dip_lod.errors import ConfigurationError
from dip_lod.figures import sizes, writing
from dip_lod.figures.counted import performances
from dip_lod.figures.cubes import TOTAL
from dip_lod.figures.reading import Figures
from dip_lod.journal.reading import current

Keys = Callable[[Performance], Iterable[tuple[str, ...]]]


def of(one: Performance) -> str:
    return "nl-" + one.record["production"]["season"].replace("/", "-")


def said(figures: Figures, cube: str, indicator: str, places: tuple[int, ...]) -> dict[tuple[str, ...], float | None]:
    """Give the figures by some dimensions, those without a Dutch season left out."""
    return {
        tuple(one.key[place] for place in places): one.value
        for one in figures.observations(cube, indicator=indicator)
        if one.key[1] != "_U" and all(code == TOTAL for place, code in enumerate(one.key[2:], 2) if place not in places)
        and all(one.key[place] != TOTAL for place in places)
    }  # fmt: skip


def counted(
    played: Iterable[Performance], what: Callable[[Performance], object], by: Keys
) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], set[object]] = defaultdict(set)
    for one in played:
        for key in by(one):
            if (thing := what(one)) is not None:
                found[key].add(thing)
    return {key: len(things) for key, things in found.items()}


def by_season(one: Performance) -> list[tuple[str, ...]]:
    return [(of(one),)]


def main_producer(season: Season, one: Performance) -> str | None:
    for producer in one.record["production"]["producers"]:
        if producer["function"] == "hoofdproducent":
            return season.key(producer["agent"])
    return None


def test_performances_productions_premieres_and_venues_by_season(
    figures: Figures, season: Season, played: list[Performance]
) -> None:
    whats: dict[str, tuple[list[Performance], Callable[[Performance], object]]] = {
        "performances": (played, lambda one: one.key),
        "productions": (played, lambda one: one.production),
        "premieres": ([one for one in played if one.told.get("type") == "premiere"], lambda one: one.key),
        "venues": (played, season.venue),
        "companies": (played, lambda one: main_producer(season, one)),
    }
    for name, (rows, what) in whats.items():
        assert said(figures, "trends", name, (1,)) == counted(rows, what, by_season), name


def test_performances_by_season_and_province(
    figures: Figures, season: Season, played: list[Performance], provinces: dict[str, str]
) -> None:
    def by(one: Performance) -> list[tuple[str, ...]]:
        return [(of(one), provinces.get(season.municipality(one), "_U"))]

    for name, what in (("performances", lambda one: one.key), ("productions", lambda one: one.production)):
        assert said(figures, "trends", name, (1, 3)) == counted(played, what, by), name


def test_performances_by_season_and_discipline(figures: Figures, played: list[Performance]) -> None:
    genres: dict[str, set[str]] = defaultdict(set)
    for one in played:
        for word in one.record["production"].get("genre", []):
            if term := schemes.find("genre", word):
                genres[one.production].add(schemes.top(term).removeprefix("genre/"))

    def by(one: Performance) -> list[tuple[str, ...]]:
        return [(of(one), code) for code in genres[one.production] or {"_U"}]

    assert said(figures, "trends", "performances", (1, 2)) == counted(played, lambda one: one.key, by)


def test_the_length_of_runs(figures: Figures, played: list[Performance]) -> None:
    runs: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in played:
        runs[of(one)][one.run] += 1
    tenths = {season: Fraction(sum(n.values()), len(n)) * 10 + Fraction(1, 1000) for season, n in runs.items()}
    means = {(season,): round(tenth) / 10 for season, tenth in tenths.items()}
    assert said(figures, "trends", "run-length", (1,)) == means
    assert said(figures, "trends", "run-length-median", (1,)) == {(s,): median(n.values()) for s, n in runs.items()}


def test_school_performances_by_season_municipality_and_school(
    figures: Figures, season: Season, played: list[Performance]
) -> None:
    def by(one: Performance) -> list[tuple[str, ...]]:
        tags = one.told.get("tags", [])
        return [(of(one), kind, season.municipality(one)) for kind in ("po", "vo") if f"fpk-school-{kind}" in tags]

    found = counted(played, lambda one: one.key, by)
    assert found
    assert said(figures, "schools", "school-performances", (1, 2, 4)) == found


def test_no_private_place_is_in_any_figure(played: list[Performance], season: Season, folder: Path) -> None:
    private = {one.told["venue"] for one in played if one.private}
    names = {season.venues[venue]["name"] for venue in private if "name" in season.venues[venue]}
    written = (current(folder / "data") / "figures.sqlite").read_bytes().decode("utf-8", "replace")
    assert private
    assert not [one for one in private | names if one in written]


def test_people_by_season(figures: Figures, season: Season, played: list[Performance]) -> None:
    kinds = {agent["id"]: agent.get("kind") for record in season.records for agent in record.get("agents", [])}
    people: dict[tuple[str, ...], set[str]] = defaultdict(set)
    on = {one.run for one in played}
    of_production: dict[str, set[str]] = defaultdict(set)
    for production, agent in season.team():
        of_production[production].add(agent)
    for one in played:
        people[of(one),] |= of_production[one.production]
    for record, credit in season.credits():
        if season.run(record["production"]["id"]) in on and "mergedInto" not in record["production"]:
            people[("nl-" + record["production"]["season"].replace("/", "-"),)].add(season.key(credit["agent"]))
    for one in played:
        for change in one.told.get("castChanges", {}).get("added", []):
            people[of(one),].add(season.key(change["agent"]))
    counts = {key: sum(kinds.get(one) == "persoon" for one in found) for key, found in people.items()}
    shown = {key: value for key, value in said(figures, "labour", "people", (1,)).items() if value is not None}
    assert shown
    assert shown == {key: counts[key] for key in shown}


def test_the_philharmonic_has_as_many_performances_as_its_programmes_have_concerts(
    figures: Figures, shared: Path, folder: Path
) -> None:
    (file,) = (shared / "data" / "nyphil").glob("*.json")
    concerts = sum(len(one["concerts"]) for one in json.loads(file.read_text("utf-8"))["programs"])
    found = {one.key[1:]: one.value for one in figures.observations("trends", indicator="performances")}
    total, listed = performances(current(folder / "data"), BASE, "performances", {"season": "_U"}, {}, limit=10_000)
    assert found["_U", TOTAL, TOTAL, TOTAL] == total == len(listed)
    assert sum("/performance/nyphil." in one.uri for one in listed) == concerts


def test_figures_by_size_of_municipality_need_a_table_of_inhabitants(
    figures: Figures, season: Season, played: list[Performance], folder: Path
) -> None:
    inhabitants = sizes.read(folder / "records" / "inhabitants.csv")

    def by(one: Performance) -> list[tuple[str, ...]]:
        number = inhabitants.get(season.municipality(one))
        return [(of(one), "_U" if number is None else sizes.size(number))]

    assert figures.sizes and figures.sizes.items() <= {town: sizes.size(one) for town, one in inhabitants.items()}.items()
    found = said(figures, "trends", "performances", (1, 4))
    assert len({size for _, size in found}) > 4
    assert found == counted(played, lambda one: one.key, by)
    with closing(writing.opened(current(folder / "data"))) as repertoire:
        without = [key for cube, key, _ in writing.counted(repertoire, BASE, "2026-03-02", {}) if cube == "trends"]
    assert without and all(key[-1] == TOTAL for key in without)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "municipality,inhabitants\nGM0363,many\n"])
def test_a_table_of_inhabitants_that_is_none_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "inhabitants.csv"
    file.write_text(text, "utf-8")
    if text:
        with pytest.raises(ConfigurationError, match="is no table of inhabitants"):
            sizes.read(file)
    with pytest.raises(ConfigurationError, match="mend 'inhabitants'"):
        sizes.read(tmp_path / "none.csv")


def test_the_command_writes_every_form_and_verify_finds_no_other_figures(folder: Path, tmp_path: Path) -> None:
    command = ["--config", str(folder / "dip-lod.toml")]
    done = CliRunner().invoke(cli._group, [*command, "figures", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert {file.suffix for file in tmp_path.iterdir()} == {".ttl", ".csv", ".json"}
    assert all(file.stat().st_size for file in tmp_path.iterdir())
    assert "ok      figures against documents" in CliRunner().invoke(cli._group, [*command, "verify"]).output
