"""What was done to what a bag holds, in PREMIS 3 (Library of Congress): objects, events, agents."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from lxml import etree

from dip_lod.archive.package import FILE, Package

NAME = "premis.xml"
SPACE = "http://www.loc.gov/premis/v3"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_EVENTS = {"build": "publication", "rollback": "rollback", "erasure": "erasure"}
_SOFTWARE = "dip_lod"
_FORMATS = {
    ".nt": "N-Triples",
    ".nq": "N-Quads",
    ".ttl": "Turtle",
    ".jsonld": "JSON-LD",
    ".ndjson": "NDJSON",
    ".json": "JSON",
    ".sqlite": "SQLite 3",
    ".rq": "SPARQL 1.1",
    ".txt": "plain text",
    ".toml": "TOML",
    ".tsv": "tab-separated values",
    ".csv": "comma-separated values",
}


def write(payload: Path, about: Package, now: datetime) -> None:
    """Write premis.xml for all that the payload holds so far."""
    with etree.xmlfile(str(payload / NAME), encoding="UTF-8") as out:
        out.write_declaration()
        with out.element(f"{{{SPACE}}}premis", {"version": "3.0"}, {None: SPACE}):
            for element in (*_objects(payload, about), *_events(payload, about, now), _agent(about)):
                out.write(element, pretty_print=True)


def _objects(payload: Path, about: Package) -> Iterator[etree._Element]:
    whole = _element("object", {_TYPE: "intellectualEntity"})
    _identifier(whole, "object", "URI", about.base_uri)
    yield whole
    package = _element("object", {_TYPE: "representation"})
    _identifier(package, "object", "local", about.id)
    if about.previous:
        relation = _add(package, "relationship")
        _add(relation, "relationshipType", "temporal")
        _add(relation, "relationshipSubType", "follows")
        related = _add(relation, "relatedObjectIdentifier")
        _add(related, "relatedObjectIdentifierType", "local")
        _add(related, "relatedObjectIdentifierValue", about.previous)
    yield package
    for file in sorted(payload.rglob("*")):
        if file.is_file() and file.name not in (NAME, FILE):
            yield _file(file, file.relative_to(payload).as_posix())


def _file(file: Path, name: str) -> etree._Element:
    element = _element("object", {_TYPE: "file"})
    _identifier(element, "object", "path", f"data/{name}")
    told = _add(element, "objectCharacteristics")
    packed = name.endswith(".gz")
    _add(told, "compositionLevel", "1" if packed else "0")
    fixity = _add(told, "fixity")
    _add(fixity, "messageDigestAlgorithm", "SHA-512")
    with file.open("rb") as stream:
        _add(fixity, "messageDigest", hashlib.file_digest(stream, "sha512").hexdigest())
    _add(told, "size", str(file.stat().st_size))
    suffix = Path(name.removesuffix(".gz")).suffix
    kind = _FORMATS.get(suffix, suffix.removeprefix(".") or "plain text")
    _add(_add(_add(told, "format"), "formatDesignation"), "formatName", f"{kind}, in gzip" if packed else kind)
    return element


def _events(payload: Path, about: Package, now: datetime) -> Iterator[etree._Element]:
    """Tell of each publication that this bag has the history of, and of the bag itself."""
    for file in sorted((payload / "journal").glob("*.ndjson.gz")):
        if file.name[0].isdigit():
            with gzip.open(file, "rt", encoding="utf-8") as lines:
                told = json.loads(next(lines))
            detail = f"publication {told['number']}: {told['documents']} documents, {told['triples']} statements"
            kind = _EVENTS.get(told["cause"], told["cause"])
            yield _event(told["folder"], kind, told["committed"], detail, about.base_uri, told["number"])
    count = sum(lies.bag == about.id for lies in about.files.values())
    detail = f"{'whole' if about.previous is None else 'incremental'} bag of publication {about.number}: {count} files"
    yield _event(about.id, "information package creation", now.isoformat(), detail, about.id, 0)


def _event(of: str, kind: str, at: str, detail: str, linked: str, number: int) -> etree._Element:
    event = _element("event")
    _identifier(event, "event", "local", f"{kind}:{number}:{of}" if number else f"{kind}:{of}")
    _add(event, "eventType", kind)
    _add(event, "eventDateTime", at)
    _add(_add(event, "eventDetailInformation"), "eventDetail", detail)
    _add(_add(event, "eventOutcomeInformation"), "eventOutcome", "success")
    agent = _add(event, "linkingAgentIdentifier")
    _add(agent, "linkingAgentIdentifierType", "local")
    _add(agent, "linkingAgentIdentifierValue", _SOFTWARE)
    thing = _add(event, "linkingObjectIdentifier")
    _add(thing, "linkingObjectIdentifierType", "URI" if number else "local")
    _add(thing, "linkingObjectIdentifierValue", linked)
    return event


def _agent(about: Package) -> etree._Element:
    agent = _element("agent")
    _identifier(agent, "agent", "local", _SOFTWARE)
    _add(agent, "agentName", _SOFTWARE)
    _add(agent, "agentType", "software")
    _add(agent, "agentVersion", about.software)
    return agent


def _identifier(parent: etree._Element, of: str, kind: str, value: str) -> None:
    identifier = _add(parent, f"{of}Identifier")
    _add(identifier, f"{of}IdentifierType", kind)
    _add(identifier, f"{of}IdentifierValue", value)


def _element(name: str, attributes: dict[str, str] | None = None) -> etree._Element:
    return etree.Element(f"{{{SPACE}}}{name}", attributes or {}, {None: SPACE})


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    child = etree.SubElement(parent, f"{{{SPACE}}}{name}")
    child.text = text
    return child
