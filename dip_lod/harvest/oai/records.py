"""A record: an item in one format, as of one publication; its header alone where it is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from dip_lod import uris
from dip_lod.harvest.oai import formats, moments, sets
from dip_lod.harvest.oai.dublin_core import Labels
from dip_lod.harvest.oai.formats import Format
from dip_lod.journal.reading import Change, Journal, Version
from dip_lod.journal.versions import versions
from dip_lod.publication import views

OAI = "http://www.openarchives.org/OAI/2.0/"


@dataclass(frozen=True, slots=True)
class Record:
    """What there is to tell of an item in a format."""

    change: Change
    format: Format
    version: Version | None
    """What it says; None where it is gone."""
    memberships: Mapping[str, list[str] | None]


def record(journal: Journal, base: str, change: Change, version: Version | None, format: Format) -> Record | None:
    """Tell of an item what a format can; None where it has never had a record in that format.

    What has lost a view, and not itself, is deleted from that view's format alone.
    """
    if version is None and change.there:
        return None  # lost; a later change of it comes in its own time
    if version is not None:
        held = _views(base, version)
        if format.view in held:
            return Record(change, format, version, _memberships(base, version, held))
    elif change.change == "erased":
        unknown = {sets.KIND: [change.kind], sets.DATASET: None, sets.VIEW: None}
        return Record(change, format, None, unknown)
    for past in _earlier(journal, change):
        held = _views(base, past)
        if format.view in held:
            return Record(change, format, None, _memberships(base, past, held))
    never_seen = {sets.KIND: [change.kind], sets.DATASET: None, sets.VIEW: None}
    return Record(change, format, None, never_seen) if version is None and format.view == views.SCHEMA else None


def name_of(key: str) -> uris.Name:
    """Read the key of a document."""
    name = uris.parse("", "id/" + key)
    assert name is not None, key
    return name


def header(base: str, of: Record) -> etree._Element:
    """Write the header."""
    made = etree.Element(f"{{{OAI}}}header")
    if of.version is None:
        made.set("status", "deleted")
    etree.SubElement(made, f"{{{OAI}}}identifier").text = f"{base}id/{of.change.key}"
    etree.SubElement(made, f"{{{OAI}}}datestamp").text = moments.write(of.change.at)
    for head, tails in of.memberships.items():
        for tail in tails or ():
            etree.SubElement(made, f"{{{OAI}}}setSpec").text = f"{head}:{tail}"
    return made


def whole(base: str, of: Record, labels: Labels) -> etree._Element:
    """Write the record: header and metadata."""
    made = etree.Element(f"{{{OAI}}}record")
    made.append(header(base, of))
    if of.version:
        name = name_of(of.change.key)
        part = etree.SubElement(made, f"{{{OAI}}}metadata")
        part.append(formats.write(of.format, base, name, of.version.statements, of.version.rda, labels))
    return made


def _earlier(journal: Journal, change: Change) -> Iterator[Version]:
    """Give what a document said before a change, the latest first."""
    for one in reversed(journal.history(change.key)):
        if one.number < change.number and one.there:
            yield from (found for _, found in list(versions(journal, [one])) if found)


def _views(base: str, version: Version) -> list[str]:
    name = name_of(version.change.key)
    return [view for view in sets.VIEWS if views.has(base, name, version.statements, version.rda, view)]


def _memberships(base: str, version: Version, held: list[str]) -> dict[str, list[str] | None]:
    return {
        sets.KIND: [version.change.kind],
        sets.DATASET: list(sets.datasets(base, version.statements)),
        sets.VIEW: list(held),
    }
