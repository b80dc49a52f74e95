"""The repository: each verb of the protocol over one publication and the journal."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from lxml import etree

from dip_lod import uris
from dip_lod.config import Config
from dip_lod.harvest.oai import arguments as reading
from dip_lod.harvest.oai import envelope, listing, moments, records, resumption, sets
from dip_lod.harvest.oai.arguments import TOKEN, Arguments
from dip_lod.harvest.oai.errors import (
    BadResumptionToken,
    CannotDisseminateFormat,
    IdDoesNotExist,
    NoRecordsMatch,
    OaiError,
)
from dip_lod.harvest.oai.formats import FORMATS, Format
from dip_lod.harvest.oai.records import OAI, Record
from dip_lod.harvest.oai.resumption import Place
from dip_lod.journal.reading import Change, Entry, Journal
from dip_lod.journal.versions import versions
from dip_lod.publication.reading import Publication

PATH = "oai"
_DOMAIN = re.compile(r"\.[a-z]{2,}$", re.I)


@dataclass(frozen=True, slots=True)
class Repository:
    """What is harvested, as of now."""

    config: Config
    publication: Publication
    journal: Journal
    secret: bytes

    def answer(self, given: Iterable[tuple[str, str]], now: datetime) -> bytes:
        """Answer a request; what is wrong with it is an answer too. Raises PublicationError alone."""
        shown: dict[str, str] = {}
        try:
            asked = reading.read(given)
            shown = {"verb": asked.verb, **asked.values}
            content = _VERBS[asked.verb](self, asked)
        except OaiError as error:
            if error.bare:
                shown = {}
            content = envelope.error(error.code, str(error))
        return envelope.envelope(moments.write(now), self.publication.base + PATH, shown, content)

    def identify(self, _: Arguments) -> etree._Element:
        """Say who we are."""
        made = _element("Identify")
        host = urlsplit(self.publication.base).hostname or ""
        domain = host if _DOMAIN.search(host) else "localhost.invalid"
        entries = self.journal.publications()
        about = {
            "repositoryName": self.config.dataset.name,
            "baseURL": self.publication.base + PATH,
            "protocolVersion": "2.0",
            "adminEmail": self.config.publisher.email or f"postmaster@{domain}",
            "earliestDatestamp": moments.write(entries[0].committed if entries else datetime.now(UTC)),
            "deletedRecord": "persistent",
            "granularity": moments.GRANULARITY,
            "compression": "gzip",
        }
        for name, text in about.items():
            envelope.add(made, name, text)
        return made

    def list_sets(self, asked: Arguments) -> etree._Element:
        """List the sets, on one page."""
        if asked.get(TOKEN) is not None:
            raise BadResumptionToken(f"{TOKEN}: sets are listed whole, so there is no token; leave it out")
        made = _element("ListSets")
        for spec, name in sets.listed(self.publication):
            one = etree.SubElement(made, f"{{{OAI}}}set")
            envelope.add(one, "setSpec", spec)
            envelope.add(one, "setName", reading.legal(name))
        return made

    def list_metadata_formats(self, asked: Arguments) -> etree._Element:
        """List the formats, of all or of one item."""
        identifier = asked.get("identifier")
        made = _element("ListMetadataFormats")
        for one in FORMATS.values():
            if identifier is None or self._find(identifier, one):
                format = etree.SubElement(made, f"{{{OAI}}}metadataFormat")
                envelope.add(format, "metadataPrefix", one.prefix)
                envelope.add(format, "schema", one.schema)
                envelope.add(format, "metadataNamespace", one.space)
        return made

    def get_record(self, asked: Arguments) -> etree._Element:
        """Give one record."""
        format, identifier = _format(asked.values["metadataPrefix"]), asked.values["identifier"]
        found = self._find(identifier, format)
        if found is None:
            raise CannotDisseminateFormat(
                f"metadataPrefix: '{format.prefix}' is no format of this item; ListMetadataFormats tells which are"
            )
        made = _element("GetRecord")
        made.append(records.whole(self.publication.base, found, self.publication.labels))
        return made

    def list_identifiers(self, asked: Arguments) -> etree._Element:
        """List headers."""
        return self._list(asked, lambda one: records.header(self.publication.base, one))

    def list_records(self, asked: Arguments) -> etree._Element:
        """List records."""
        return self._list(asked, lambda one: records.whole(self.publication.base, one, self.publication.labels))

    def _list(self, asked: Arguments, write: Callable[[Record], etree._Element]) -> etree._Element:
        entries = self.journal.publications()
        place = self._place(asked, entries)
        fresh = self._has(place.frozen, entries)
        page = listing.page(self.journal, self.publication, place, _format(place.prefix), fresh)
        if not page.records:
            raise NoRecordsMatch("nothing fits from, until, set and metadataPrefix together; ask for more")
        made = _element(asked.verb)
        for one in page.records:
            made.append(write(one))
        if page.next or place.cursor:
            token = etree.SubElement(made, f"{{{OAI}}}{TOKEN}", {"cursor": str(place.cursor)})
            token.text = resumption.write(page.next, self.secret) if page.next else None
        return made

    def _has(self, number: int, entries: list[Entry]) -> bool:
        """Say whether the publication at hand is no older than one: a commit is seen in the journal first."""
        folder = self.publication.folder.name
        return any(entry.folder == folder and entry.number >= number for entry in entries)

    def _place(self, asked: Arguments, entries: list[Entry]) -> Place:
        """Find where a list begins or goes on."""
        token = asked.get(TOKEN)
        if token is not None:
            return resumption.read(token, self.secret, asked.verb, _identity(entries))
        format, set_ = _format(asked.values["metadataPrefix"]), asked.get("set") or ""
        begin, end = moments.between(asked.get("from"), asked.get("until"))
        if set_ and not sets.known(self.publication, set_):
            raise NoRecordsMatch(f"set: there is no set '{set_}'; ListSets tells which there are")
        fitting = [
            entry.number
            for entry in entries
            if (begin is None or datetime.fromisoformat(entry.committed) >= begin)
            and (end is None or datetime.fromisoformat(entry.committed) <= end)
        ]
        if not fitting:
            raise NoRecordsMatch("nothing was published between from and until; ask for another time")
        return Place(
            asked.verb, format.prefix, set_, fitting[0], "", fitting[-1], entries[-1].number, 0, _identity(entries)
        )

    def _find(self, identifier: str, format: Format) -> Record | None:
        """Find the record of an item; raises IdDoesNotExist."""
        change = self._state(identifier)
        if change is None:
            raise IdDoesNotExist(
                f"identifier: there is no '{reading.shown(identifier)}' here; an identifier is the URI of a thing"
            )
        [(_, version)] = list(versions(self.journal, [change]))
        return records.record(self.journal, self.publication.base, change, version, format)

    def _state(self, identifier: str) -> Change | None:
        name = uris.parse(self.publication.base, identifier)
        if name is None or "#" in identifier:
            return None
        try:
            canonical = uris.path(*name)
        except uris.UriError:
            return None
        return self.journal.state(canonical[3:]) if identifier == self.publication.base + canonical else None


_VERBS: dict[str, Callable[[Repository, Arguments], etree._Element]] = {
    "GetRecord": Repository.get_record,
    "Identify": Repository.identify,
    "ListIdentifiers": Repository.list_identifiers,
    "ListMetadataFormats": Repository.list_metadata_formats,
    "ListRecords": Repository.list_records,
    "ListSets": Repository.list_sets,
}


def _format(prefix: str) -> Format:
    if prefix not in FORMATS:
        raise CannotDisseminateFormat(
            f"metadataPrefix: '{reading.shown(prefix)}' is no format here; choose from {', '.join(FORMATS)}"
        )
    return FORMATS[prefix]


def _identity(entries: list[Entry]) -> str:
    """Tell a journal from others: by its first publication."""
    first = "\0".join(map(str, entries[0])) if entries else ""
    return hashlib.sha256(first.encode()).hexdigest()[:12]


def _element(name: str) -> etree._Element:
    return etree.Element(f"{{{OAI}}}{name}")
