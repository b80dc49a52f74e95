"""From findings and faults to the account of quality: what each is a case of, and who can mend it."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from dip_lod import uris, vocabulary
from dip_lod.publication.manifest import Manifest
from dip_lod.publication.quality.tables import Case, Cause
from dip_lod.publication.quality.writing import Account, Words
from dip_lod.validation import lookup
from dip_lod.validation.checking import Finding
from dip_lod.validation.messages import message
from dip_lod.validation.report import RECORDS
from dip_lod.validation.shapes import Shapes, texts

LANGUAGES = ("nl", "en")

SORTS = 2000
"""Causes that are told apart; a source in which every fault is another sentence must not fill the memory."""

_SUPPLIER = ox.NamedNode(vocabulary.expand("prov:wasAttributedTo"))
_DERIVED = ox.NamedNode(vocabulary.expand("prov:wasDerivedFrom"))
_PART = ox.NamedNode(vocabulary.expand("schema:isPartOf"))
_IDENTIFIER = ox.NamedNode(vocabulary.expand("dcterms:identifier"))
_URI = re.compile(r"https?://[^\s,;)]+")
_DIFFERS = re.compile(r"'[^']*'|\"[^\"]*\"|\d{3,}")


class Parties:
    """Who can mend what comes from a record: its supplier, else its dataset. By key, such as `dataset/dip`."""

    def __init__(self, store: Callable[[], ox.Store], base: str) -> None:
        """Look in a store, which is asked for when something has been found."""
        self._store = store
        self._space = f"{base}id/"
        self.of_record = lru_cache(50_000)(self._of_record)

    def records(self, document: str) -> tuple[str, ...]:
        """Name the source records that a document comes from; one of the RDA view alone does not say."""
        return tuple(sorted(self._values(document, _DERIVED)))

    def of_document(self, document: str, records: tuple[str, ...]) -> list[str]:
        """Name the parties of a document that comes from records; without any, those of its datasets."""
        if not records:
            return self._keys(document, _PART)
        return sorted({party for record in records for party in self.of_record(record)})

    def _of_record(self, record: str) -> list[str]:
        return self._keys(record, _SUPPLIER) or self._keys(uris.document(record), _PART)

    def of_identifier(self, identifier: str, source: str) -> list[str]:
        """Name the parties of a record by the identifier that it has in its source; else the dataset of the source."""
        found = {party for record in self._identified(identifier) for party in self.of_record(record)}
        return sorted(found) or ([f"dataset/{source}"] if source else [])

    def thing(self, identifier: str) -> str:
        """Find the key of the one document that a record is the source of; empty for none, and for several."""
        found = {record.partition("#")[0].removeprefix(self._space) for record in self._identified(identifier)}
        return found.pop() if len(found) == 1 else ""

    def _identified(self, identifier: str) -> list[str]:
        """List the records of an identifier."""
        if identifier.startswith(self._space):
            return [identifier]
        quads = self._store().quads_for_pattern(None, _IDENTIFIER, ox.Literal(identifier))
        return [quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)]

    def of_place(self, place: str) -> list[str]:
        """Name the parties of a document by its URI, the URI of its thing, or its key."""
        document = uris.document(place if place.startswith(self._space) else self._space + place)
        return self.of_document(document, self.records(document)) if _is_uri(document) else []

    def _keys(self, subject: str, predicate: ox.NamedNode) -> list[str]:
        found = set(self._values(subject, predicate))
        return sorted(uri.removeprefix(self._space) for uri in found if uri.startswith(self._space))

    def _values(self, subject: str, predicate: ox.NamedNode) -> Iterator[str]:
        for quad in self._store().quads_for_pattern(ox.NamedNode(subject), predicate, None):
            if isinstance(quad.object, ox.NamedNode):
                yield quad.object.value


class Telling:
    """Tells an account what validation found, and what readers and mappings reported."""

    def __init__(self, account: Account, store: Callable[[], ox.Store], base: str) -> None:
        self._account = account
        self._parties = Parties(store, base)
        self._store = store
        self._base = base

    def finding(self, finding: Finding, view: str, shapes: Shapes) -> None:
        """Tell what validation found in a view."""
        result = finding.result
        cause = Cause(result.severity, view, result.shape or "", result.path or "", result.component)
        if not self._account.knows(cause):
            said = texts(shapes).get(cause.shape)
            what = {language: message(said, result.path, result.component, language) for language in LANGUAGES}
            self._account.cause(cause, Words(what, said.descriptions if said else {}))
        records = finding.records or self._parties.records(finding.document)
        shown = records[:RECORDS]
        known = lookup.identifiers(self._store())(shown) if shown else {}
        names = tuple(name for record in shown for name in known.get(record, (record,)))
        focus = finding.document if result.focus == "_:" else result.focus
        case = Case(focus, names, len(records) - len(shown))
        self._account.add(cause, case, self._parties.of_document(finding.document, records))

    def faults(self, file: Path) -> None:
        """Tell the faults of a build, from the file without values."""
        with file.open(encoding="utf-8") as stream:
            for fault in map(json.loads, stream):
                self._fault(fault)

    def _fault(self, fault: dict[str, str | None]) -> None:
        what, remedy = fault["what"] or "", fault["remedy"] or ""
        severity = "error" if fault["severity"] == "error" else "caution"
        source, stage = fault["source"] or "", fault["stage"] or ""
        shown = sort(what, self._base)
        cause = Cause(severity, source=source, stage=stage, sort=f"{shown}; {remedy}")
        if not self._account.knows(cause):
            if self._account.sorts >= SORTS:
                shown, remedy = "…", ""
                cause = Cause(severity, stage=stage, sort="…")
            if not self._account.knows(cause):
                self._account.cause(cause, Words({"en": shown}, {"en": remedy} if remedy else {}))
        record, place = fault["record"], fault["place"] or ""
        parties = self._parties.of_identifier(record, source) if record else []
        if not parties:
            parties = [f"dataset/{source}"] if source else self._parties.of_place(place)
        thing = self._parties.thing(record) if record else ""
        case = Case(place, (record,) if record else (), 0, what if what != shown else "", thing)
        self._account.add(cause, case, parties)


@contextmanager
def telling(
    folder: Path, store: Callable[[], ox.Store], base: str, made: Manifest, earlier: Path | None
) -> Iterator[Telling]:
    """Write the account of a publication under way; its history goes on from an earlier publication's folder."""
    account = Account(folder)
    try:
        teller = Telling(account, store, base)
        yield teller
        account.close(made.id, made.committed, made.documents, made.triples, earlier)
    finally:
        account.abandon()


def sort(what: str, base: str) -> str:
    """Give a sentence without what differs from case to case: our URIs, quoted words, long numbers.

    >>> sort("links to http://localhost:8000/id/person/p.x, which is not there", "http://localhost:8000/")
    'links to …, which is not there'
    >>> sort("https://schema.org/name differs in 'a' and 'b'", "http://localhost:8000/")
    'schema:name differs in … and …'
    """
    ours = _URI.sub(lambda found: "…" if found[0].startswith(base) else vocabulary.shorten(found[0]), what)
    return _DIFFERS.sub("…", ours)


def _is_uri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
