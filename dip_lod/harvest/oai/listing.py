"""Lists: the latest change of each document in the order of (publication, key), a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dip_lod.harvest.oai import sets
from dip_lod.harvest.oai.formats import Format
from dip_lod.harvest.oai.records import Record, record
from dip_lod.harvest.oai.resumption import Place
from dip_lod.harvest.oai.sifting import sift
from dip_lod.journal.reading import Journal
from dip_lod.journal.versions import versions
from dip_lod.publication.reading import Publication

PAGE = 100
"""Records of a page."""

BYTES = 4_000_000
"""Statements after which a page ends all the same: memory stays flat whatever documents hold."""

_CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and where the next one begins."""

    records: list[Record]
    next: Place | None


def page(journal: Journal, publication: Publication, place: Place, format: Format, fresh: bool = False) -> Page:
    """Give the records after a place.

    The list is that of one publication (`place.frozen`): a document that changes while a harvester reads is told as it
    was then, and comes again to who asks from that moment on. Nothing is skipped and nothing told twice.
    `fresh` says that the publication at hand is that one or a later one.
    """
    found: list[Record] = []
    size = 0
    for one in _after(journal, publication, place, format, fresh):
        if len(found) == PAGE or size >= BYTES:
            last = found[-1].change
            return Page(found, replace(place, number=last.number, key=last.key, cursor=place.cursor + len(found)))
        found.append(one)
        size += len(one.version.statements) + len(one.version.rda) if one.version else 0
    return Page(found, None)


def _after(journal: Journal, publication: Publication, place: Place, format: Format, fresh: bool) -> Iterator[Record]:
    head, _, tail = place.set.partition(":")
    kind = tail if head == sets.KIND and tail else None
    after = (place.number, place.key)
    while changes := journal.changes(after, place.last, kind, _CHUNK, latest=True, frozen=place.frozen):
        kept = sift(journal, publication, changes, place, format) if fresh else changes
        for start in range(0, len(kept), PAGE):
            for change, version in list(versions(journal, kept[start : start + PAGE])):  # a commit waits for a reader
                one = record(journal, publication.base, change, version, format)
                if one and (not place.set or sets.covers(place.set, one.memberships)):
                    yield one
        after = (changes[-1].number, changes[-1].key)
