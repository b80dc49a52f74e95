"""The RDA view, a dump of its own: it stands alone, and the model's record gives the statements of its example."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from conformance_harness import BASE, DATASETS, Built, Dataset, Statement
from podiumkunst_judge import THEIRS_TOO, judged

from dip_lod.publication import layout
from dip_lod.vocabulary import expand


def view(dataset: Dataset) -> list[Statement]:
    """Read the RDA dump of a dataset."""
    parsed = ox.parse(path=str(dataset.folder / layout.RDA_DUMP), format=ox.RdfFormat.N_TRIPLES)
    return [Statement.of(quad) for quad in parsed]


def test_the_models_record_gives_the_statements_of_its_rda_example(built: Built, shared: Path) -> None:
    example = ox.parse(path=str(shared / "model" / "example-rda.ttl"), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    expected, found = {str(Statement.of(quad)) for quad in example}, {str(one) for one in view(built("model-json"))}
    assert sorted(expected - found) == []
    assert sorted(found - expected) == []


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "rotterdams-publiek"])
def test_what_the_rda_view_points_to_is_described_inside_it(name: str, built: Built) -> None:
    dataset = built(name)
    said = view(dataset)
    links = [one for one in said if isinstance(one.object, ox.NamedNode) and one.object.value.startswith(BASE)]
    things = {one.object.value for one in links if one.predicate == expand("skos:exactMatch")}
    targets = {one.object.value for one in links} - things
    subjects = {one.subject for one in said}
    assert targets and things
    assert sorted(targets - subjects)[:20] == []
    assert sorted(things - dataset.about.keys())[:20] == [], "the same things in the main view"


def test_every_node_of_the_rda_view_has_a_label_and_is_named(dataset: Dataset) -> None:
    said = view(dataset)
    labelled = {one.subject for one in said if one.predicate == expand("rdfs:label")}
    assert sorted({one.subject for one in said} - labelled)[:20] == []
    assert [one for one in said if not one.subject.startswith("http") or isinstance(one.object, ox.BlankNode)] == []


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "rotterdams-publiek"])
def test_podiumkunst_finds_only_what_it_finds_in_its_own_example(name: str, built: Built, shared: Path) -> None:
    found = judged((built(name).folder / layout.RDA_DUMP).read_bytes(), shared / "standards" / "shapes" / "podiumkunst-rda")
    assert found, "something of the view was looked at"
    assert set(found) - set(THEIRS_TOO) == set()
