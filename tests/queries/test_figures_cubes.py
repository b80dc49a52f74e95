"""The cubes as other software reads them: RDF Data Cube, CSV on the Web, JSON-stat."""

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from constraints import CLOSURE, CONSTRAINTS, IC_12, IC_12_AS_WRITTEN, PREFIXES

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
