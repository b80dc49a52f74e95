"""The project's own shapes: what they let pass, what each of them stops, and what they say of themselves."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from shapes_harness import BREAKS, SHAPES, Documents, documents, findings, judged, required, store

from dip_lod import resources, vocabulary
from dip_lod.model import tables
from dip_lod.validation import engine, shapes
from dip_lod.validation.checking import Finding
from dip_lod.validation.engine import ENGINES

VALID = sorted(SHAPES.glob("valid-*.ttl"))
INVALID = sorted(SHAPES.glob("invalid-*.ttl"))
SHAPE = "https://w3id.org/dip-lod/shapes#"
SH = "http://www.w3.org/ns/shacl#"


@cache
def valid() -> Documents:
    return documents(*VALID)


@cache
def world() -> ox.Store:
    return store(valid())


def graph() -> ox.Store:
    loaded = ox.Store()
    loaded.load(shapes.shipped().turtle, format=ox.RdfFormat.TURTLE)
    return loaded


@pytest.mark.parametrize("name", ENGINES)
def test_valid_files_give_no_result(name: str) -> None:
    assert findings(valid(), shapes.shipped(), name, world()) == []


@cache
def broken(engine: str) -> dict[str, list[Finding]]:
    return judged(INVALID, shapes.shipped(), engine, world())


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_invalid_file_breaks_the_one_constraint_that_it_names(file: Path) -> None:
    named = BREAKS.match(file.read_text("utf-8"))
    assert named, f"{file.name}: the first line names no constraint"
    found = broken("shacl")[file.stem]
    assert {(one.result.shape, one.result.component) for one in found} == {(SHAPE + named[1], named[2])}
    assert found == broken("pyshacl")[file.stem]


@pytest.mark.parametrize("view", shapes.VIEWS)
def test_every_constraint_of_every_shape_has_an_invalid_file(view: str) -> None:
    held = {(found[1], found[2]) for file in INVALID if (found := BREAKS.match(file.read_text("utf-8")))}
    demanded = required(shapes.shipped((view,)))
    assert len(demanded) > 100
    assert sorted(demanded - held) == []


def test_every_property_with_a_shape_has_a_value_in_the_valid_files() -> None:
    used = {quad.predicate.value for quad in world()}
    wanted = {quad.subject for quad in graph().quads_for_pattern(None, ox.NamedNode(SH + "maxCount"), ox.Literal(0))}
    paths = {
        quad.object.value
        for quad in graph().quads_for_pattern(None, ox.NamedNode(SH + "path"), None)
        if quad.subject not in wanted and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    assert sorted(paths - used) == []


def test_every_published_property_has_a_shape_and_every_shape_a_published_property() -> None:
    whole = ox.Store()
    for file in resources.folder("shapes").glob("*/*.ttl"):
        if file.parent.name != "audiences":  # those judge cubes (test_shapes_audiences), which are no documents
            whole.load(path=str(file), format=ox.RdfFormat.TURTLE)
    never = {quad.subject for quad in whole.quads_for_pattern(None, ox.NamedNode(SH + "maxCount"), ox.Literal(0))}
    shaped = {
        quad.object.value
        for quad in whole.quads_for_pattern(None, ox.NamedNode(SH + "path"), None)
        if quad.subject not in never and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
    }
    published = {one.uri for one in tables.published() if not one.is_class and not one.is_value} - {vocabulary.expand("rdf:type")}
    assert sorted(published - shaped) == []
    assert sorted(shaped - published) == []


@pytest.mark.parametrize("kind", ["NodeShape", "PropertyShape"])
def test_every_shape_has_name_and_description_in_both_languages_a_severity_and_an_example(kind: str) -> None:
    loaded = graph()

    def said(shape: ox.NamedNode, property_: str) -> list[Any]:
        return [quad.object for quad in loaded.quads_for_pattern(shape, ox.NamedNode(property_), None)]

    shown = [quad.subject for quad in loaded.quads_for_pattern(None, None, ox.NamedNode(SH + kind))]
    assert shown
    for shape in shown:
        assert {text.language for text in said(shape, SH + "name")} == {"nl", "en"}, shape
        assert {text.language for text in said(shape, SH + "description")} == {"nl", "en"}, shape
        assert len(said(shape, SH + "severity")) == 1, shape
        assert kind == "NodeShape" or said(shape, vocabulary.expand("skos:example")), shape


def test_no_shape_is_named_twice_and_every_property_shape_is_used() -> None:
    defined: list[str] = []
    for file in sorted(resources.folder("shapes").glob("*/*.ttl")):
        defined += re.findall(r"^shape:(\S+) a sh:(?:Node|Property)Shape", file.read_text("utf-8"), re.M)
    assert sorted(set(defined)) == sorted(defined)
    used = {quad.object for quad in graph().quads_for_pattern(None, ox.NamedNode(SH + "property"), None)}
    properties = {quad.subject for quad in graph().quads_for_pattern(None, None, ox.NamedNode(SH + "PropertyShape"))}
    assert properties - used == set()


def test_prefixes_are_those_of_the_one_list() -> None:
    for file in resources.folder("shapes").glob("*/*.ttl"):
        for prefix, space in re.findall(r"^@prefix (\w+): <([^>]+)>", file.read_text("utf-8"), re.M):
            assert vocabulary.prefixes().get(prefix, SHAPE if prefix == "shape" else None) == space, file


def test_patterns_have_no_look_around_and_severities_are_shacls_own() -> None:
    loaded = graph()
    patterns = [quad.object.value for quad in loaded.quads_for_pattern(None, ox.NamedNode(SH + "pattern"), None)]
    assert not [pattern for pattern in patterns if "(?" in pattern]
    severities = {quad.object.value for quad in loaded.quads_for_pattern(None, ox.NamedNode(SH + "severity"), None)}
    assert severities == {SH + "Violation", SH + "Warning", SH + "Info"}


def test_the_example_of_the_model_conforms(shared: Path) -> None:
    of = documents(shared / "model" / "example.ttl")
    results = [finding.result for finding in findings(of, shapes.shipped(), "shacl", store(of))]
    assert [(result.shape, result.severity) for result in results] == [(SHAPE + "Performance-location", "Info")]
    assert results == [finding.result for finding in findings(of, shapes.shipped(), "pyshacl", store(of))]


FAULTS_ONLY = {"Event-forward", "Person-forward", "E52-forward", "EDTF-date", "EDTF-bounds", "Link"}
"""Shapes whose target picks what is wrong: right data has no focus node for them."""
WITHOUT_DATA = {"Festival", "Poster", "Restricted", "E36_Visual_Item", "E65_Creation", "BuildingLife", "GeoShape", "Domain"}
WITHOUT_DATA |= {"F3_Manifestation", "F30_Manifestation_Creation"}
"""Shapes that the model's example holds no data for."""


def focus_nodes(of: ox.Store) -> dict[str, int]:
    """Count the focus nodes of every node shape that has a target."""
    loaded = graph()
    counts: dict[str, int] = {}
    for quad in loaded.quads_for_pattern(None, None, ox.NamedNode(SH + "NodeShape")):
        targets = []
        for target in loaded.quads_for_pattern(quad.subject, ox.NamedNode(SH + "targetClass"), None):
            targets.append(f"SELECT ?this WHERE {{ ?this a {target.object} }}")
        for target in loaded.quads_for_pattern(quad.subject, ox.NamedNode(SH + "targetSubjectsOf"), None):
            targets.append(f"SELECT ?this WHERE {{ ?this {target.object} ?any }}")
        for target in loaded.quads_for_pattern(quad.subject, ox.NamedNode(SH + "target"), None):
            for select in loaded.quads_for_pattern(target.object, ox.NamedNode(SH + "select"), None):
                targets.append(select.object.value)
        if targets:
            found = {row["this"] for query in targets for row in of.query(query)}
            counts[quad.subject.value.removeprefix(SHAPE)] = len(found)
    return counts


def test_no_shape_conforms_for_want_of_focus_nodes(shared: Path) -> None:
    counts = focus_nodes(store(documents(shared / "model" / "example.ttl")))
    empty = {name for name, count in counts.items() if not count and name.split("-")[0] not in WITHOUT_DATA}
    assert empty - FAULTS_ONLY == set()
    ours = focus_nodes(world())
    assert {name for name, count in ours.items() if not count and not name.startswith("Restricted")} == FAULTS_ONLY


def test_the_example_of_the_model_conforms_to_schema_ap_nde_with_focus_nodes(shared: Path) -> None:
    judge = shapes.load([shared / "standards" / "shapes" / "schema-ap-nde" / "shacl.ttl"])
    of = documents(shared / "model" / "example.ttl")
    data = b"".join(triples for _, triples in of)
    compiled = engine.validate(data, judge)
    assert [result for result in compiled if result.severity == "Violation"] == []
    assert [(r.focus, r.path, r.component, r.severity) for r in compiled] == [
        (r.focus, r.path, r.component, r.severity) for r in engine.validate(data, judge, "pyshacl")
    ]
    loaded = store(of)
    for name in ("CreativeWork", "Person", "Organization", "Place"):
        of_class = ox.NamedNode(vocabulary.expand(f"schema:{name}"))
        assert any(loaded.quads_for_pattern(None, ox.NamedNode(vocabulary.expand("rdf:type")), of_class)), name


def test_the_reference_names_every_file_of_shapes_and_every_engine() -> None:
    text = (Path(__file__).parents[1] / "docs" / "reference" / "validation.md").read_text("utf-8")
    for file in (resources.folder("shapes") / "schema").glob("*.ttl"):
        assert file.name in text, file.name
    for name in ENGINES:
        assert f"| `{name}` |" in text
