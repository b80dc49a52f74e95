"""The shapes of the RDA view: what they let pass and stop, and what the profile of Podiumkunst.net says of the same data."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import mapping_harness as harness
import pyoxigraph as ox
import pytest
import rda_harness as rda
from podiumkunst_judge import THEIRS_TOO, judged, turtle
from rdflib.namespace import SH, XSD
from shapes_harness import BREAKS, Documents, documents, findings, required, store

from dip_lod import resources, vocabulary
from dip_lod.validation import shapes
from dip_lod.validation.engine import ENGINES

FOLDER = Path(__file__).parent / "shapes-rda"
CASES = Path(__file__).parent / "cases" / "rda"
VALID = FOLDER / "valid.ttl"
INVALID = sorted(FOLDER.glob("invalid-*.ttl"))
SHAPE = "https://w3id.org/dip-lod/shapes#"
RDA = shapes.shipped(("rda",))

WIDGET = {
    "title": ("w/P10223", "w/P10088"),
    "description": ("w/P10330",),
    "category": ("w/P10004",),
    "composer": ("w/P10053",),
    "librettist": ("w/P10205",),
    "choreographer": ("w/P10060",),
    "name": ("a/P50385",),
    "role": ("a/P50104",),
    "date of birth": ("a/P50121",),
    "place of birth": ("a/P50119",),
    "date of death": ("a/P50120",),
    "place of death": ("a/P50118",),
    "biography": ("a/P50113",),
}
"""The thirteen values that the widget of Podiumkunst.net reads."""

NAMES = ("R. Egie", "P. As", "N. Oot", "W. Oord", "S. Tof", "L. Amp", "S. Tem")
ROLES = ("regisseur", "choreograaf", "componist", "muzikaal-leider", "librettist", "kostuumontwerper", "lichtontwerper", "sopraan")


@cache
def valid() -> Documents:
    return documents(VALID)


def graph() -> ox.Store:
    loaded = ox.Store()
    loaded.load(RDA.turtle, format=ox.RdfFormat.TURTLE)
    return loaded


@pytest.mark.parametrize("name", ENGINES)
def test_valid_file_gives_no_result(name: str) -> None:
    assert findings(valid(), RDA, name, store(valid())) == []


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_invalid_file_breaks_the_one_constraint_that_it_names(file: Path) -> None:
    named = BREAKS.match(file.read_text("utf-8"))
    assert named, f"{file.name}: the first line names no constraint"
    of = documents(file)
    around = store([*valid(), *of])
    by_engine = {name: findings(of, RDA, name, around) for name in ENGINES}
    assert {(f.result.shape, f.result.component) for f in by_engine["shacl"]} == {(SHAPE + named[1], named[2])}
    assert by_engine["shacl"] == by_engine["pyshacl"]


def test_every_constraint_of_every_shape_has_an_invalid_file() -> None:
    held = {(found[1], found[2]) for file in INVALID if (found := BREAKS.match(file.read_text("utf-8")))}
    assert sorted(required(RDA) - held) == []


def test_every_shape_has_name_and_description_in_both_languages_a_severity_and_an_example() -> None:
    loaded = graph()

    def said(shape: Any, property_: str) -> list[Any]:
        return [quad.object for quad in loaded.quads_for_pattern(shape, ox.NamedNode(property_), None)]

    for kind in (SH.NodeShape, SH.PropertyShape):
        for quad in loaded.quads_for_pattern(None, None, ox.NamedNode(str(kind))):
            assert {text.language for text in said(quad.subject, str(SH.name))} == {"nl", "en"}, quad.subject
            assert {text.language for text in said(quad.subject, str(SH.description))} == {"nl", "en"}, quad.subject
            assert len(said(quad.subject, str(SH.severity))) == 1, quad.subject
            assert said(quad.subject, vocabulary.expand("skos:example")), quad.subject


def test_the_example_of_the_model_conforms(shared: Path) -> None:
    of = documents(shared / "model" / "example-rda.ttl")
    for name in ENGINES:
        assert findings(of, RDA, name, store(of)) == []


@cache
def test_podiumkunst_shapes_say_nothing_of_our_data_that_they_do_not_say_of_their_own_example(shared: Path) -> None:
    folder = shared / "standards" / "shapes" / "podiumkunst-rda"
    theirs = judged(turtle(folder / "09_zeemaal.ttl"), folder)
    for (_, component), element in THEIRS_TOO.items():
        assert (element, component) in theirs
    for file in (shared / "model" / "example-rda.ttl", VALID):
        ours = judged(turtle(file), folder)
        assert ours == judged(turtle(file), folder, "pyshacl")
        assert set(ours) - set(THEIRS_TOO) == set()


@pytest.mark.parametrize(("source", "pattern"), [("nyphil", "nyphil/*.json"), ("dutchdracor", "dutchdracor/tei-headers/*.xml")])
def test_other_sources_conform_to_ours_and_to_podiumkunsts_as_well(shared: Path, source: str, pattern: str) -> None:
    folder = shared / "standards" / "shapes" / "podiumkunst-rda"
    lines = rda.view(source, harness.read(source, *sorted((shared / "data").glob(pattern))))
    data = "\n".join(sorted(lines)) + "\n"
    of: Documents = [("urn:x:all", data.encode())]
    assert {finding.result.severity for finding in findings(of, RDA, "shacl", store(of))} <= {"Warning", "Info"}
    assert set(judged(data.encode(), folder)) - set(THEIRS_TOO) == set()


def test_the_thirteen_values_that_the_widget_reads_are_exact() -> None:
    read: dict[str, set[str]] = {}
    for line in rda.view("dip", harness.read("dip", CASES / "widget.json")):
        _, predicate, rest = line.split(" ", 2)
        element = predicate[1:-1].partition("/Elements/")[2]
        for value in (name for name, elements in WIDGET.items() if element in elements):
            read.setdefault(value, set()).add(rest[:-2].replace(f"{harness.BASE}id/", "").replace(str(XSD), "xsd:"))
    assert read == {
        "title": {'"De Zoutkist"@nl', '"The Salt Box"@en'},
        "description": {'"Een opera over zout."@nl'},
        "category": {"<term/genre/opera>"},
        "composer": {"<person/p.noot#rda>"},
        "librettist": {"<person/p.woord#rda>"},
        "choreographer": {"<person/p.pas#rda>"},
        "name": {'"Operagroep Zout"@nl', *(f'"{name}"@und' for name in NAMES)},
        "role": {f"<term/role/{code}>" for code in ROLES},
        "date of birth": {'"1901-02-03"^^<xsd:date>'},
        "place of birth": {"<place/zoutdorp-6e2132#rda>"},
        "date of death": {'"1980"^^<xsd:gYear>'},
        "place of death": {"<place/zilverstad-74132f#rda>"},
        "biography": {'"Schreef muziek voor zoute opera\'s."@nl'},
    }


def test_no_shape_is_named_twice() -> None:
    defined: list[str] = []
    for file in sorted(resources.folder("shapes").glob("*/*.ttl")):
        defined += re.findall(r"^shape:(\S+) a sh:(?:Node|Property)Shape", file.read_text("utf-8"), re.M)
    assert sorted(set(defined)) == sorted(defined)
