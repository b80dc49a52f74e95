"""A made-up source of a few people, small enough to build in a second."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from dip_lod import config as configuration
from dip_lod.journal.reading import current
from dip_lod.pipeline.build import Options, build
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.summary import Summary
from dip_lod.publication import layout

AS_OF = date(2026, 3, 2)

SOURCE = """
name = "toy"
title = { nl = "Speelgoed", en = "Toy" }
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
language = "nl"

[record]
id = "id"
date = "modified"
deleted = "deleted"
entity = { kind = "person", key = "id", prefix = "toy." }

[lift]
restricted = ["secret"]

[[keys]]
kind = "person"
path = "id"
prefix = "toy."
into = "mergedInto"
"""

PERSON = """
# A person of the toy source.
PREFIX dip: <https://w3id.org/dip-lod/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX field: <urn:x-dip-lod:field#>
PREFIX lift: <urn:x-dip-lod:lift#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>

CONSTRUCT {
  ?person a schema:Person ; schema:name ?name ; rdfs:label ?name ; schema:birthDate ?born .
  ?entity a prov:Entity ; rdfs:label ?name ; dcterms:identifier ?id .
}
WHERE {
  ?record a lift:Record ; lift:entity ?entity ; field:id ?id ; field:name ?text .
  BIND(dip:uri("person", CONCAT("toy.", ?id)) AS ?person)
  BIND(STRLANG(?text, "und") AS ?name)
  OPTIONAL { ?record field:born ?date . BIND(dip:date(?date) AS ?born) }
}
"""

Person = dict[str, Any]


def site(
    folder: Path, people: Iterable[Person], *, extra: str = "", source: str = SOURCE, query: str = PERSON
) -> configuration.Config:
    """Write a configuration, a mapping and records into a folder, and read the configuration."""
    mapping = folder / "toy"
    mapping.mkdir(parents=True, exist_ok=True)
    (mapping / "source.toml").write_text(source, "utf-8")
    (mapping / "person.rq").write_text(query, "utf-8")
    deliver(folder, people)
    text = f'base_uri = "http://localhost:8000/"\n{extra}\n[[sources]]\nmapping = "toy"\nfiles = ["people.ndjson"]\n'
    (folder / "dip-lod.toml").write_text(text, "utf-8")
    return configuration.load(folder / "dip-lod.toml", {})


def deliver(folder: Path, people: Iterable[Person]) -> None:
    """Write a delivery of records."""
    lines = [json.dumps(person, ensure_ascii=False) for person in people]
    (folder / "people.ndjson").write_text("\n".join(lines) + "\n", "utf-8")


def published(config: configuration.Config, as_of: date = AS_OF, *, confirm_loss: bool = False) -> Summary:
    """Build quietly."""
    return build(config, Options(as_of, confirm_loss), Progress(quiet=True))


def dump(config: configuration.Config) -> str:
    """Give the current dump."""
    return (current(config.data_folder) / layout.DUMP).read_text("utf-8")


def faults(config: configuration.Config) -> list[dict[str, Any]]:
    """Give the faults of the current publication."""
    lines = (current(config.data_folder) / layout.FAULTS).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]
