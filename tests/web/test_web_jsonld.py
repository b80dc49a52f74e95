"""JSON-LD that reads like schema.org's own examples: a real processor, our context, and the names of the vocabulary."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import web_harness
from flask.testing import FlaskClient
from pyld import jsonld

from dip_lod import resources

CONTEXT = json.loads((resources.folder("ontology") / "context.jsonld").read_text("utf-8"))["@context"]
SCHEMA = "https://schema.org/"
EXAMPLE = "NL-24-017-0001234"
PATHS = (
    "production/NL-22-017-0000871",
    f"run/{EXAMPLE}",
    f"performance/{EXAMPLE}.2",
    f"performance/{EXAMPLE}.4",
    f"performance/{EXAMPLE}.5",
    "person/p.tsjechov",
    "person/p.noor",
    "organization/org.veldzicht",
    "venue/v.stad",
    "hall/v.stad.klein",
    "place/GM9903",
    "season/nl-2025-2026",
    "term/genre/toneel",
    "work/visnevyj-sad-6e233d",
)


def served(site: FlaskClient, path: str) -> dict[str, Any]:
    return dict(json.loads(site.get(f"/doc/{path}.jsonld").data))


def entries(node: Any) -> Iterator[tuple[str, Any]]:
    """Give each property with its value, through all nested nodes."""
    if isinstance(node, list):
        for one in node:
            yield from entries(one)
    elif isinstance(node, dict) and "@value" not in node:
        for key, value in node.items():
            if key != "@context":
                yield key, value
                yield from entries(value)


@pytest.fixture(scope="module")
def vocabulary(shared: Path) -> dict[str, set[str]]:
    """Give schema.org's classes and properties by name."""
    with (shared / "vocab" / "schema-org-30.0.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {kind: {row["name"] for row in rows if row["kind"] == kind} for kind in {row["kind"] for row in rows}}


def test_a_performance_has_the_names_and_plain_values_of_schema_orgs_examples(site: FlaskClient) -> None:
    document = served(site, f"performance/{EXAMPLE}.2")
    base = web_harness.BASE + "id/"
    assert document["@id"] == f"{base}performance/{EXAMPLE}.2"
    assert {"Event", "TheaterEvent"} <= set(document["@type"])
    assert document["name"] == {"nl": "De Kersentuin"}
    assert document["startDate"] == "2025-10-04T20:15:00+02:00"
    assert document["endDate"] == "2025-10-04T22:10:00+02:00"
    assert document["duration"] == "PT1H45M"
    assert document["eventStatus"] == SCHEMA + "EventScheduled"
    assert document["location"]["@id"] == base + "hall/v.stad.groot"
    assert document["workPerformed"]["@id"] == base + "production/NL-22-017-0000871"
    assert {"Role", "PerformanceRole"} <= set(document["performer"]["@type"])
    assert document["performer"]["characterName"] == {"und": "Ljoebov"}
    assert document["performer"]["performer"]["@id"] == base + "person/p.stand"


def test_numbers_are_numbers_and_days_are_text(site: FlaskClient) -> None:
    assert served(site, f"performance/{EXAMPLE}.1")["maximumAttendeeCapacity"] == 320
    assert served(site, f"performance/{EXAMPLE}.3")["startDate"] == "2025-11-20"
    assert served(site, f"performance/{EXAMPLE}.5")["startDate"] == "2026-04"
    assert served(site, "person/p.noor")["birthDate"] == "1980"
    geo = served(site, "venue/v.stad")["geo"]
    assert (geo["latitude"], geo["longitude"]) == ("52.1", "5.1")


@pytest.mark.parametrize("path", PATHS)
def test_every_name_of_schema_org_is_written_as_schema_org_writes_it(
    site: FlaskClient, vocabulary: dict[str, set[str]], path: str
) -> None:
    other = {"label", "prefLabel", "altLabel"}
    for key, value in entries(served(site, path)):
        assert not key.startswith(("schema:", "http")), key
        if key == "@type":
            types = [value] if isinstance(value, str) else value
            assert {one for one in types if ":" not in one} <= vocabulary["class"]
        elif not key.startswith("@") and ":" not in key and key in CONTEXT and key not in other:
            assert key in vocabulary["property"]
            assert not (isinstance(value, dict) and "@value" in value), key


@pytest.mark.parametrize("path", PATHS)
def test_a_processor_that_compacts_under_our_context_finds_the_same_names(site: FlaskClient, path: str) -> None:
    document = served(site, path)
    compacted = jsonld.compact(document, {"@context": CONTEXT})
    assert {key for key, _ in entries(compacted)} == {key for key, _ in entries(document)}


@pytest.mark.parametrize("path", PATHS)
def test_a_processor_reads_the_statements_of_the_document(site: FlaskClient, path: str) -> None:
    quads = jsonld.to_rdf(served(site, path), {"format": "application/n-quads"})
    found = {quad.triple for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS)}
    assert found == {quad.triple for quad in ox.parse(site.get(f"/doc/{path}.nt").data, format=ox.RdfFormat.N_TRIPLES)}
