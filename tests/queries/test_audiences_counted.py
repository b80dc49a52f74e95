"""Audiences of a built publication: every number against counts in plain Python, and the data as others read it."""

import csv
import io
import json
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from constraints import CLOSURE, CONSTRAINTS, IC_12, PREFIXES
from dip_records import Performance, Season

from dip_lod import cli, schemes
from dip_lod.audiences.forms import files, rdf, skos
from dip_lod.audiences.forms.names import About
from dip_lod.audiences.reading import Audiences
from dip_lod.figures.cubes import TOTAL
from dip_lod.journal.reading import current

OURS, THEIRS = "cultuurprofielen-stand-in", "audience-spectrum-stand-in"
ABOUT = About("http://localhost:8000/", "Uitgever", "https://creativecommons.org/publicdomain/zero/1.0/")
AS_OF = "2026-03-02"
Cell = tuple[str, str, str, str]


@pytest.fixture(scope="module")
def audiences(folder: Path) -> Audiences:
    return Audiences(current(folder / "data"))


@pytest.fixture(scope="module")
def true(folder: Path, season: Season) -> Counter[Cell]:
    """Add up the deliveries in plain Python: the season and the genre of a performance are those of its record."""
    played = {one.key: one for one in season.performances if one.on}
    genres: dict[str, set[str]] = defaultdict(set)
    for one in played.values():
        for word in one.record["production"].get("genre", []):
            if term := schemes.find("genre", word):
                genres[one.production].add(schemes.top(term).removeprefix("genre/"))
    found: Counter[Cell] = Counter()

    def add(of: str, group: str, discipline: str, area: str, visits: int) -> None:
        for one in (group, TOTAL):
            found[of, one, TOTAL, TOTAL] += visits
            found[of, one, discipline, TOTAL] += visits
            found[of, one, TOTAL, area] += visits

    for row in read(folder, "performances"):
        one = played.get(row["performance"])
        if one is not None and "mergedInto" not in one.record["production"]:
            codes = genres[one.production]
            discipline = "_M" if len(codes) > 1 else next(iter(codes), "_U")
            add(of_season(one), row["group"], discipline, row["municipality"], int(row["visits"]))
    for row in read(folder, "seasons"):
        term = schemes.find("genre", row["discipline"])
        assert term
        discipline = schemes.top(term).removeprefix("genre/")
        of = "nl-" + row["season"].replace("/", "-")
        add(of, row["group"], discipline, f"NL-{row['postcode']}", int(row["visits"]))
    return found


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "records" / "visits" / f"{name}.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def of_season(one: Performance) -> str:
    return "nl-" + str(one.record["production"]["season"]).replace("/", "-")


def test_every_number_is_the_count_of_the_deliveries_rounded_to_five(audiences: Audiences, true: Counter[Cell]) -> None:
    given = [one for one in audiences.visits(OURS) if one.value is not None]
    assert len(given) > 200
    for one in given:
        assert one.value == 5 * round(true[one.key] / 5 + 1e-9), one
        assert true[one.key] == 0 or true[one.key] >= 10, one


def test_what_is_large_is_given_and_what_is_small_is_not(audiences: Audiences, true: Counter[Cell]) -> None:
    given = {one.key: one.value for one in audiences.visits(OURS)}
    for cell, visits in true.items():
        if 0 < visits < 10:
            assert given.get(cell) is None
    over = {season for season, *_ in true if season < "nl-2025"}
    assert all(given[season, TOTAL, TOTAL, TOTAL] for season in over)


def test_a_season_that_is_not_over_is_not_given(audiences: Audiences) -> None:
    assert {one.season for one in audiences.held if one.why == "open"} >= {"nl-2025-2026"}
    assert not [one for scheme in (OURS, THEIRS) for one in audiences.visits(scheme) if one.season >= "nl-2025-2026"]


@pytest.fixture(scope="module")
def cubes(audiences: Audiences) -> ox.Store:
    store = ox.Store()
    for scheme in audiences.schemes:
        store.load(rdf.written(audiences, ABOUT, scheme, "nt"), format=ox.RdfFormat.N_TRIPLES)
    for update in CLOSURE:
        store.update(PREFIXES + update)
    return store


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_cubes_keep_the_integrity_constraint(cubes: ox.Store, name: str) -> None:
    assert not bool(cubes.query(PREFIXES + CONSTRAINTS[name]))


def test_no_observation_stands_twice(cubes: ox.Store) -> None:
    (row,) = cubes.query(PREFIXES + IC_12)  # type: ignore[misc]
    assert int(row[0].value) == int(row[1].value) > 500


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("IC-11 all dimensions required", "DELETE { ?o <{}season> ?v } WHERE { ?o <{}season> ?v }"),
        ("IC-14 all measures present", "DELETE { ?o ?m ?v } WHERE { ?c qb:measure ?m . ?o ?m ?v }"),
        ("IC-19 codes from code list", "DELETE { ?v skos:inScheme ?l } WHERE { ?v skos:inScheme ?l }"),
    ],
)
def test_a_cube_that_is_broken_is_found(audiences: Audiences, name: str, broken: str) -> None:
    store = ox.Store()
    store.load(rdf.written(audiences, ABOUT, THEIRS, "ttl"), format=ox.RdfFormat.TURTLE)
    for update in (*CLOSURE, broken.replace("{}", f"{ABOUT.base}audiences/structure#")):
        store.update(PREFIXES + update)
    assert bool(store.query(PREFIXES + CONSTRAINTS[name]))


@pytest.mark.parametrize("scheme", [OURS, THEIRS])
def test_each_form_says_the_same(audiences: Audiences, scheme: str) -> None:
    said = {one.key: one.value for one in audiences.visits(scheme)}
    rows = list(csv.DictReader(io.StringIO(files.body(audiences, ABOUT, scheme, "csv").decode())))
    names = ("season", "group", "discipline", "area")
    assert {tuple(row[one] for one in names): int(row["visits"]) if row["visits"] else None for row in rows} == said
    assert all((row["status"] == "C") == (row["visits"] == "") for row in rows)
    described = json.loads(files.body(audiences, ABOUT, scheme, "csv-metadata.json"))
    assert [one["name"] for one in described["tableSchema"]["columns"]] == list(rows[0])
    written = json.loads(files.body(audiences, ABOUT, scheme, "json", "en"))
    index = [written["dimension"][name]["category"]["index"] for name in names]
    back = {}
    for place, value in written["value"].items():
        rest, codes = int(place), []
        for of in reversed(index):
            rest, at = divmod(rest, len(of))
            codes.append(of[at])
        back[tuple(reversed(codes))] = value
    assert back == {key: value for key, value in said.items() if value is not None}
    assert len(written["status"]) == sum(value is None for value in said.values())
    store = ox.Store()
    store.load(rdf.written(audiences, ABOUT, scheme, "ttl"), format=ox.RdfFormat.TURTLE)
    (found,) = store.query(PREFIXES + "SELECT (COUNT(*) AS ?n) WHERE { ?o a qb:Observation }")  # type: ignore[misc]
    assert int(found[0].value) == len(back)


def test_how_it_was_kept_safe_stands_in_the_metadata(audiences: Audiences) -> None:
    for form in ("ttl", "csv-metadata.json", "json"):
        said = files.body(audiences, ABOUT, OURS, form, "nl").decode()
        assert "onder 10 zijn weggelaten" in said and "veelvoud van 5" in said and "verzonnen" in said


def test_a_scheme_is_skos_with_its_matches(audiences: Audiences) -> None:
    store = ox.Store()
    store.load(rdf.scheme(audiences, ABOUT, OURS, "ttl"), format=ox.RdfFormat.TURTLE)
    found = store.query(
        PREFIXES + "SELECT ?label ?defined WHERE { ?g a skos:Concept ; skos:inScheme ?s ; skos:prefLabel ?label ;"
        " skos:definition ?defined . FILTER(LANG(?label) = 'nl' && LANG(?defined) = 'nl') }"
    )
    assert len(list(found)) == len(audiences.schemes[OURS].groups)  # type: ignore[arg-type]
    asked = "ASK { ?g skos:closeMatch <http://localhost:8000/audiences/schemes/audience-spectrum-stand-in#group-3> }"
    assert bool(store.query(PREFIXES + asked))
    table = [line for line in skos.sssom(audiences, ABOUT).decode().splitlines() if line[0] != "#"]
    assert len(table) == len(audiences.matches) + 1
    assert all(line.count("\t") == table[0].count("\t") for line in table)


def test_the_command_writes_every_form_and_verify_finds_all_well(folder: Path, tmp_path: Path) -> None:
    command = ["--config", str(folder / "dip-lod.toml")]
    done = CliRunner().invoke(cli._group, [*command, "audiences", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert {file.suffix for file in tmp_path.iterdir()} == {".ttl", ".csv", ".json", ".tsv"}
    tried = CliRunner().invoke(cli._group, [*command, "audiences"])
    assert tried.exit_code == 0 and "6 groups" in tried.output
    assert "ok      audiences" in CliRunner().invoke(cli._group, [*command, "verify"]).output
