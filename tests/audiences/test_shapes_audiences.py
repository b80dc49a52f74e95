"""The shapes of audiences: what they let pass and stop, and that all that is given conforms."""

from pathlib import Path

import audiences_harness
import pytest
import web_harness
from audiences_harness import OURS, THEIRS
from shapes_harness import BREAKS, documents, required

from dip_lod.audiences.forms import rdf
from dip_lod.audiences.forms.names import About
from dip_lod.audiences.reading import Audiences
from dip_lod.validation import engine, shapes
from dip_lod.validation.engine import ENGINES

FOLDER = Path(__file__).parents[1] / "shapes-audiences"
VALID = FOLDER / "valid.ttl"
INVALID = sorted(FOLDER.glob("invalid-*.ttl"))
SHAPE = "https://w3id.org/dip-lod/shapes#"
OWN = shapes.shipped(("audiences",))
ABOUT = About("http://localhost:8000/", "Uitgever", "https://creativecommons.org/publicdomain/zero/1.0/")


def data(file: Path) -> bytes:
    return b"".join(triples for _, triples in documents(file))


@pytest.mark.parametrize("name", ENGINES)
def test_the_valid_file_gives_no_result(name: str) -> None:
    assert engine.validate(data(VALID), OWN, name) == []


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_invalid_file_breaks_the_one_constraint_that_it_names(file: Path) -> None:
    named = BREAKS.match(file.read_text("utf-8"))
    assert named, f"{file.name}: the first line names no constraint"
    found = engine.validate(data(file), OWN, "shacl")
    assert {(one.shape, one.component) for one in found} == {(SHAPE + named[1], named[2])}
    assert found == engine.validate(data(file), OWN, "pyshacl")


def test_every_constraint_of_every_shape_has_an_invalid_file() -> None:
    held = {(one[1], one[2]) for file in INVALID if (one := BREAKS.match(file.read_text("utf-8")))}
    assert sorted(required(OWN) - held) == []


@pytest.mark.parametrize("scheme", [OURS, THEIRS])
def test_all_that_is_given_conforms(scheme: str, tmp_path: Path) -> None:
    publication = web_harness.publish(tmp_path / "data", [])
    audiences_harness.shown(publication.folder, tmp_path / "visits")
    written = rdf.written(Audiences(publication.folder), ABOUT, scheme, "nt")
    assert b"cube#Observation" in written
    assert engine.validate(written, OWN) == []
    spoilt = written.replace(b"0\"^^<http://www.w3.org/2001/XMLSchema#decimal>", b"7\"^^<http://www.w3.org/2001/XMLSchema#decimal>", 1)
    assert engine.validate(spoilt, OWN) != []
