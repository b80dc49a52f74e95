"""The cubes as other software reads them: RDF Data Cube, CSV on the Web, JSON-stat."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pyoxigraph as ox
import pytest
from constraints import CLOSURE, CONSTRAINTS, IC_12, IC_12_AS_WRITTEN, PREFIXES
from csvw import CSVW
from jsonstat_validator import JSONStatValidationError, validate_jsonstat

from dip_lod.figures.cubes import CUBES
from dip_lod.figures.forms import jsonstat, rdf, tables
from dip_lod.figures.forms.rdf import About
from dip_lod.figures.reading import Figures
from dip_lod.journal.reading import current

ABOUT = About("http://localhost:8000/", "Uitgever", "https://creativecommons.org/publicdomain/zero/1.0/")


@pytest.fixture(scope="module")
def figures(folder: Path) -> Figures:
    return Figures(current(folder / "data"))


def normalised(statements: bytes, form: ox.RdfFormat) -> ox.Store:
    store = ox.Store()
    store.load(statements, format=form)
    for update in CLOSURE:
        store.update(PREFIXES + update)
    return store


def one_row(store: ox.Store, query: str) -> list[int]:
    (row,) = store.query(PREFIXES + query)  # type: ignore[misc]
    return [int(value.value) for value in row]


@pytest.fixture(scope="module")
def cubes(figures: Figures) -> ox.Store:
    written = b"".join(rdf.serialised(figures, ABOUT, cube, "nt") for cube in CUBES)
    return normalised(written, ox.RdfFormat.N_TRIPLES)


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_cubes_keep_the_integrity_constraint(cubes: ox.Store, name: str) -> None:
    assert not bool(cubes.query(PREFIXES + CONSTRAINTS[name]))


def test_no_observation_stands_twice(cubes: ox.Store, figures: Figures) -> None:
    observations, keys = one_row(cubes, IC_12)
    assert observations == keys > 1000
    small = normalised(rdf.serialised(figures, ABOUT, "roles", "ttl"), ox.RdfFormat.TURTLE)
    assert not bool(small.query(PREFIXES + IC_12_AS_WRITTEN))


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("IC-1 unique data set", "INSERT { ?o qb:dataSet <urn:x> } WHERE { ?o a qb:Observation }"),
        ("IC-11 all dimensions required", "DELETE { ?o <{}season> ?v } WHERE { ?o <{}season> ?v }"),
        ("IC-13 required attributes", "DELETE { ?o ?u ?v } WHERE { ?c qb:attribute ?u . ?o ?u ?v }"),
        ("IC-14 all measures present", "DELETE { ?o ?m ?v } WHERE { ?c qb:measure ?m . ?o ?m ?v }"),
        ("IC-19 codes from code list", "DELETE { ?v skos:inScheme ?l } WHERE { ?v skos:inScheme ?l }"),
    ],
)
def test_a_cube_that_is_broken_is_found(figures: Figures, name: str, broken: str) -> None:
    store = normalised(rdf.serialised(figures, ABOUT, "mobility", "nt"), ox.RdfFormat.N_TRIPLES)
    store.update(PREFIXES + broken.replace("{}", f"{ABOUT.base}figures/structure#"))
    assert bool(store.query(PREFIXES + CONSTRAINTS[name]))


@pytest.mark.parametrize("cube", CUBES)
def test_each_form_says_the_same(figures: Figures, cube: str) -> None:
    said = {one.key: one.value for one in figures.observations(cube)}
    rows = list(csv.DictReader(io.StringIO(b"".join(tables.rows(figures, cube)).decode())))
    dimensions = CUBES[cube].dimensions
    assert {
        tuple(row[one] for one in dimensions): float(row["value"]) if row["value"] else None for row in rows
    } == said
    described = json.loads(tables.metadata(figures, ABOUT, cube))
    assert [one["name"] for one in described["tableSchema"]["columns"]] == list(rows[0])
    assert all((row["status"] == "C") == (row["value"] == "") for row in rows)
    written = json.loads(jsonstat.dataset(figures, ABOUT, cube, "en"))
    assert read_back(written) == {key: value for key, value in said.items() if value is not None}
    store = ox.Store()
    store.load(rdf.serialised(figures, ABOUT, cube, "ttl"), format=ox.RdfFormat.TURTLE)
    (found,) = one_row(store, "SELECT (COUNT(*) AS ?n) WHERE { ?o a qb:Observation }")
    assert found == sum(value is not None for value in said.values())


def read_back(written: dict[str, dict[str, dict[str, dict[str, list[str]]]]]) -> dict[tuple[str, ...], float]:
    """Read JSON-stat as its specification says: values in row-major order."""
    found = {}
    sizes: list[int] = written["size"]  # type: ignore[assignment]
    for place, value in written["value"].items():
        rest, codes = int(place), []
        for dimension, size in reversed(list(zip(written["id"], sizes, strict=True))):
            rest, at = divmod(rest, size)
            codes.append(written["dimension"][dimension]["category"]["index"][at])
        found[tuple(reversed(codes))] = value
    return found  # type: ignore[return-value]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and writes nothing about it."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(figures: Figures, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Serve each cube's CSV and what describes it, for a client of CSV on the Web finds the one by the other."""
    folder = tmp_path_factory.mktemp("csvw")
    (folder / "figures").mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        base = f"http://127.0.0.1:{server.server_port}/"
        about = replace(ABOUT, base=base)
        for cube in CUBES:
            (folder / "figures" / f"{cube}.csv").write_bytes(b"".join(tables.rows(figures, cube)))
            (folder / "figures" / f"{cube}.csv-metadata.json").write_bytes(tables.metadata(figures, about, cube))
        yield folder, base
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("cube", CUBES)
def test_csv_on_the_web_is_valid_and_says_the_same(served: tuple[Path, str], figures: Figures, cube: str) -> None:
    _, base = served
    table = CSVW(f"{base}figures/{cube}.csv", validate=True)
    assert table.is_valid and not table.warnings
    rows = table.to_json(minimal=True)
    assert len(rows) == len(figures.observations(cube))
    measure = "http://purl.org/linked-data/sdmx/2009/measure#obsValue"
    said = {one.value for one in figures.observations(cube)} - {None}
    assert {row[measure] for row in rows if measure in row} == said
    assert {row["@id"].partition("#")[0] for row in rows} == {f"{base}figures/{cube}"}


@pytest.mark.filterwarnings("default:Invalid column value:UserWarning")
def test_the_judge_of_csv_finds_a_value_that_is_none(served: tuple[Path, str]) -> None:
    folder, base = served
    for end in (".csv", ".csv-metadata.json"):
        text = (folder / "figures" / f"labour{end}").read_text("utf-8").replace("figures/labour.csv", "figures/bad.csv")
        lines = text.splitlines()
        if end == ".csv":
            lines[1] = ",".join([*lines[1].split(",")[:3], "many", *lines[1].split(",")[4:]])
        (folder / "figures" / f"bad{end}").write_text("\n".join(lines) + "\n", "utf-8")
    assert not CSVW(f"{base}figures/bad.csv", validate=True).is_valid


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("cube", CUBES)
def test_json_stat_is_valid(figures: Figures, cube: str, language: str) -> None:
    written = json.loads(jsonstat.dataset(figures, ABOUT, cube, language))
    assert validate_jsonstat(written)
    with pytest.raises(JSONStatValidationError):
        validate_jsonstat(written | {"size": written["size"][1:]})
