"""A canary in every field that may not be published: none of them comes out, wherever one looks."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from canary_search import reports, traces
from conformance_harness import MODEL_DAY, Dataset, publish
from lxml import etree

from dip_lod.publication import layout
from dip_lod.sample import xml_form

HERE = Path(__file__).parent
CANARY = re.compile(
    r"kanarie|(?<!\d)98765(\d{3}|\.\d\d)|9876 ?qz|197[1-4]-0[3-6]|\"197[1-4]\"|52\.987651|6\.987652|gm9887"
)
"""What is planted: words, numbers, a postcode, days of birth, a position, the municipality where a person lives."""


@pytest.fixture(scope="module", params=["json", "xml"])
def canary(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Build the canary alone, from either form."""
    folder = tmp_path_factory.mktemp(f"canary-{request.param}")
    file = folder / f"canary.{request.param}"
    planted = json.loads((HERE / "canary.json").read_text("utf-8"))
    if request.param == "xml":
        elements = (etree.tostring(xml_form.element(record), encoding="utf-8") for record in planted)
        file.write_bytes(xml_form.HEAD + b"".join(elements) + xml_form.FOOT)
    else:
        file.write_text(json.dumps(planted, ensure_ascii=False), "utf-8")
    return publish("canary", {"dip": str(file)}, folder, MODEL_DAY)


def found(where: Iterator[tuple[str, str]]) -> list[str]:
    """List the canaries that have come out, each place once."""
    return sorted({f"{name}: {text[max(0, hit.start() - 60):hit.end() + 40]!r}" for name, text in where for hit in CANARY.finditer(text)})


def test_no_canary_comes_out(canary: Dataset) -> None:
    assert found(traces(canary.data)) == []


def test_what_is_public_comes_out_in_every_place_that_is_searched(canary: Dataset) -> None:
    places = {name.partition("/")[2].partition("/")[2] for name, text in traces(canary.data) if "zichtbaar mens" in text}
    assert {"dump.nt", "store", "documents.sqlite: document", "search.sqlite: doc"} <= places
    text = "".join(canary.lines)
    for public in ("Zichtbaar stuk", "zichtbare samenvatting", "Zichtbaar boek", "Zichtbaar personage", "Zichtbare schouwburg"):
        assert public in text
    for public in ("Zichtbare zaal", "Zichtbare andere naam", "Zichtbare geboorteplaats", "Voorbeeldgemeente", "Voorbeeldland"):
        assert public in text


def test_the_canary_has_every_field_that_is_never_published(shared: Path) -> None:
    rows = re.findall(r"^\| `([^`]+)` \| \**(?:not published|false: )", (shared / "model" / "FIELDS.md").read_text("utf-8"), re.M)
    assert len(rows) > 20
    planted = json.loads((HERE / "canary.json").read_text("utf-8"))
    held = {path for record in planted for path in paths(record)}
    expected = {path for row in rows for path in written(row.replace("[]", ""))}
    assert sorted(expected - held - {"deleted"}) == []


def written(row: str) -> list[str]:
    """Give the paths in a record that a row of FIELDS.md is about: `credit.note` stands for each kind of credit."""
    if not row.startswith("credit."):
        return [row]
    places = ("production.credits", "production.basedOn.creators", "performances.castChanges.added", "performances.castChanges.removed")
    return [row.replace("credit", place, 1) for place in places]


def paths(tree: Any, prefix: str = "") -> Iterator[str]:
    """Yield the paths of a record's fields; lists are transparent."""
    if isinstance(tree, list):
        for one in tree:
            yield from paths(one, prefix)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield prefix + key
            yield from paths(value, f"{prefix}{key}.")


SECRET = re.compile(r"geheim-\d\d")
"""What is planted in private fields of the record that is full of faults."""


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Build a record in which hardly a value is right."""
    return publish("faulty", {"dip": str(HERE / "faulty.json")}, tmp_path_factory.mktemp("faulty"), MODEL_DAY)


def test_faults_are_found_and_the_rest_is_published(faulty: Dataset) -> None:
    assert (faulty.summary.mapped, faulty.summary.failed) == (1, 0)
    assert faulty.summary.warnings > 20
    assert "Stuk vol fouten" in "".join(faulty.lines)


def test_no_fault_of_a_record_is_a_violation_that_would_stop_all_others(faulty: Dataset) -> None:
    folders = (faulty.folder, faulty.folder / layout.RDA_REPORTS)
    assert faulty.summary.violations == 0, [(one / layout.REPORT_TEXT).read_text("utf-8") for one in folders]


def test_faults_name_the_field_and_never_its_value(faulty: Dataset) -> None:
    assert found(reports(faulty.data)) == []


def test_a_private_value_that_nobody_can_read_is_told_nowhere(faulty: Dataset) -> None:
    hits = [f"{name}: {text}" for name, text in reports(faulty.data) if SECRET.search(text)]
    assert hits == []


def test_a_private_location_leaves_no_redirect(faulty: Dataset) -> None:
    hits = {name for name, text in traces(faulty.data) if SECRET.search(text) and "redirect" in name}
    assert hits == set()
