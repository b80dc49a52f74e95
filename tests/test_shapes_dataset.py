"""The shapes of the dataset description: what they let pass and stop, and what NDE's Dataset Register says of the same."""

from functools import cache
from pathlib import Path

import pytest
from shapes_harness import BREAKS, documents, required

from dip_lod.validation import engine, shapes
from dip_lod.validation.engine import ENGINES
from dip_lod.validation.result import Result
from dip_lod.validation.shapes import Shapes

FOLDER = Path(__file__).parent / "shapes-dataset"
VALID = FOLDER / "valid.ttl"
INVALID = sorted(FOLDER.glob("invalid-*.ttl"))
SHAPE = "https://w3id.org/dip-lod/shapes#"
OURS = shapes.shipped(("dataset",))


def data(file: Path) -> bytes:
    """Read a file with the classes of what it points to in the valid one."""
    own = b"".join(triples for _, triples in documents(file)).splitlines(keepends=True)
    subjects = {line.partition(b" ")[0] for line in own}
    types = [
        line
        for line in b"".join(triples for _, triples in documents(VALID)).splitlines(keepends=True)
        if b"#type> " in line and line.partition(b" ")[0] not in subjects
    ]
    return b"".join([*own, *types])


@cache
def found(file: Path, name: str) -> list[Result]:
    borrowed = {line.partition(b">")[0][1:].decode() for line in data(file).splitlines()} - {
        line.partition(b">")[0][1:].decode() for _, triples in documents(file) for line in triples.splitlines()
    }
    return [result for result in engine.validate(data(file), OURS, name) if result.focus not in borrowed]


def register(shared: Path) -> Shapes:
    """Give the register's shapes with the changes of version 2 of the requirements."""
    return shapes.load([shared / "standards" / "shapes" / "nde-dataset-register" / "shacl.v2-derived.pyshacl.ttl"])


@pytest.mark.parametrize("name", ENGINES)
def test_the_valid_description_gives_no_result(name: str) -> None:
    assert found(VALID, name) == []


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_invalid_file_breaks_the_one_constraint_that_it_names(file: Path) -> None:
    named = BREAKS.match(file.read_text("utf-8"))
    assert named, f"{file.name}: the first line names no constraint"
    assert {(one.shape, one.component) for one in found(file, "shacl")} == {(SHAPE + named[1], named[2])}
    assert found(file, "shacl") == found(file, "pyshacl")


def test_every_constraint_of_every_shape_has_an_invalid_file() -> None:
    held = {(one[1], one[2]) for file in INVALID if (one := BREAKS.match(file.read_text("utf-8")))}
    assert sorted(required(OURS) - held) == []


def test_the_register_of_version_2_finds_nothing_in_what_we_call_valid(shared: Path) -> None:
    assert engine.validate(data(VALID), register(shared), "pyshacl") == []


def test_we_find_what_the_register_rejects(shared: Path) -> None:
    whole = data(VALID)
    theirs = register(shared)
    rejected = 0
    for line in whole.splitlines(keepends=True):
        spoilt = whole.replace(line, b"")
        if any(result.severity == "Violation" for result in engine.validate(spoilt, theirs, "pyshacl")):
            rejected += 1
            assert any(result.severity == "Violation" for result in engine.validate(spoilt, OURS)), line
    assert rejected > 10


def test_an_example_that_the_register_likes_only_lacks_what_we_ask_besides(shared: Path) -> None:
    results = found(shared / "standards" / "shapes" / "example-dataset-good.ttl", "shacl")
    besides = {"DatasetDescription-label", "DatasetDescription-identifier", "DatasetDescription-long", "Distribution-dateModified"}
    assert {result.shape and result.shape.removeprefix(SHAPE) for result in results} <= besides | {"ContactPoint"}
