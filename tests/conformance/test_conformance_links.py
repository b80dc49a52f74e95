"""Links: what is pointed to in our own space is there, every subject has its document, and no node is blank."""

from collections import Counter

import pyoxigraph as ox
from conformance_harness import BASE, Dataset, Statement

from dip_lod import uris
from dip_lod.publication import layout


def test_every_link_into_our_own_space_leads_to_a_subject(dataset: Dataset) -> None:
    targets = Counter(
        one.object.value
        for one in dataset.statements
        if isinstance(one.object, ox.NamedNode) and one.object.value.startswith(BASE)
    )
    assert sorted(targets.keys() - dataset.about.keys())[:20] == []


def test_every_subject_is_of_our_own_space_and_has_its_document(dataset: Dataset) -> None:
    keys = {key for key, _ in dataset.bodies()}
    for subject in dataset.about:
        name = uris.parse(BASE, subject)
        assert name is not None, subject
        assert uris.path(*name, prefix="")[1:] in keys, subject
        assert uris.mint(BASE, *name) == subject.partition("#")[0].replace("/doc/", "/id/"), subject


def test_every_subject_is_of_a_class(dataset: Dataset) -> None:
    assert sorted(dataset.about.keys() - dataset.types.keys())[:20] == []


def test_no_node_is_blank(dataset: Dataset) -> None:
    assert [line for line in dataset.lines if "_:" in line.split('"')[0]] == []


def test_documents_dump_and_store_say_the_same(dataset: Dataset) -> None:
    packed = [line for _, body in dataset.bodies() for line in body.decode().splitlines()]
    assert len(packed) == len(dataset.lines) == len(set(dataset.lines))
    assert set(packed) == set(dataset.lines)
    store = ox.Store.read_only(str(dataset.folder / layout.STORE))
    assert {Statement.of(quad) for quad in store} == set(dataset.statements)


def test_every_thing_has_a_page_and_a_label(dataset: Dataset) -> None:
    things = {subject for subject in dataset.about if "#" not in subject and subject.startswith(f"{BASE}id/")}
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    assert sorted(thing for thing in things if thing.replace("/id/", "/doc/", 1) not in dataset.about) == []
    assert sorted(thing for thing in things if not any(one.predicate == label for one in dataset.about[thing])) == []
