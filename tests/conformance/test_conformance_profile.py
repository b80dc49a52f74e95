"""SCHEMA-AP-NDE as judge: its own shapes find no violation, and have something of each class to look at."""

from collections import Counter
from pathlib import Path

import pytest
from conformance_harness import Built, Dataset

from dip_lod.publication import layout
from dip_lod.validation import engine, shapes
from dip_lod.validation.shapes import Shapes
from dip_lod.vocabulary import expand, shorten

FOCUS = ("CreativeWork", "Person", "Organization", "Place")
HELD = {
    "dip": FOCUS,
    "model-json": FOCUS,
    "model-xml": FOCUS,
    "nyphil-xml": FOCUS,
    "nyphil-json": FOCUS,
    "dutchdracor": ("CreativeWork", "Person", "Organization"),
    "rotterdams-publiek": ("CreativeWork", "Person", "Place"),
}
"""What each dataset has of the profile's classes; of DutchDraCor's premieres nobody has written the place down."""


@pytest.fixture(scope="module")
def profile(shared: Path) -> Shapes:
    """Give the shapes of SCHEMA-AP-NDE, as they are."""
    return shapes.load([shared / "standards" / "shapes" / "schema-ap-nde" / "shacl.ttl"])


def test_the_profile_finds_no_violation(dataset: Dataset, profile: Shapes) -> None:
    results = engine.validate((dataset.folder / layout.DUMP).read_bytes(), profile)
    violations = Counter(
        f"{shorten(result.path or '')} {result.component}: {result.message}"
        for result in results
        if result.severity == "Violation"
    )
    assert violations == Counter()


def test_the_profile_has_focus_nodes_of_each_class(dataset: Dataset) -> None:
    counts = Counter(name for classes in dataset.types.values() for name in classes)
    assert {name: counts[expand(f"schema:{name}")] > 0 for name in HELD[dataset.name]} == dict.fromkeys(HELD[dataset.name], True)


def test_every_record_of_the_profile_is_one_of_its_classes_exactly(dataset: Dataset) -> None:
    # SHACL looks at exact classes: a schema:Play alone would be seen by nobody.
    for node, classes in dataset.types.items():
        for above, below in NARROWER.items():
            if any(expand(f"schema:{name}") in classes for name in below):
                assert expand(f"schema:{above}") in classes, node


NARROWER = {
    "CreativeWork": ("Play", "MusicComposition", "Book", "Movie", "Poster"),
    "Organization": ("PerformingGroup", "MusicGroup", "TheaterGroup", "DanceGroup"),
    "Place": ("PerformingArtsTheater", "MusicVenue", "EventVenue", "City", "AdministrativeArea", "Country"),
    "Event": ("EventSeries", "PerformingArtsEvent", "TheaterEvent", "MusicEvent", "Festival"),
}
"""Classes with those below them that we publish (MODEL.md, rule 4)."""


def test_what_breaks_the_profile_is_seen(built: Built, profile: Shapes) -> None:
    lines = [line for line in built("model-json").lines if f"<{expand('schema:name')}>" not in line]
    results = engine.validate("\n".join([*lines, ""]).encode(), profile)
    assert any(result.severity == "Violation" for result in results)
