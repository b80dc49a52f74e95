"""The list of activities (IIIF Change Discovery 1.0): pages in the order of time, linked both ways."""

from datetime import UTC, datetime
from typing import Any

from dip_lod.harvest.activities import TYPES, Reasons, addresses, place
from dip_lod.journal import pages
from dip_lod.journal.pages import Page, Start
from dip_lod.journal.reading import Change, Journal

SIZE = 100
"""Activities on a page."""
CONTEXT = "http://iiif.io/api/discovery/1/context.json"
MEDIA_TYPE = f'application/ld+json;profile="{CONTEXT}"'

Json = dict[str, Any]


class Activities:
    """The list of a site, made from the journal."""

    def __init__(self, base: str, journal: Journal, reasons: Reasons) -> None:
        self._base = base
        self._journal = journal
        self._reasons = reasons
        self._root = f"{base}changes/activity"

    def collection(self, titles: dict[str, str], licence: str) -> Json:
        """Make the collection: how many there are, and its first and last page."""
        publications = self._journal.publications()
        newest = publications[-1].number if publications else 0
        counts = pages.tallies(self._journal, 1, newest).values()
        made: Json = {
            "@context": CONTEXT,
            "id": self._root,
            "type": "OrderedCollection",
            "label": {language: [title] for language, title in titles.items()},
            "rights": licence,
            "seeAlso": [{"id": f"{self._base}ldes", "type": "Dataset", "format": "application/trig"}],
            "totalItems": sum(sum(one.values()) for one in counts),
        }
        ends = (("first", pages.first(self._journal)), ("last", pages.last(self._journal, SIZE)))
        return made | {name: self._page(start) for name, start in ends if start}

    def page(self, start: Start) -> tuple[Json, bool] | None:
        """Make a page; None where it is empty. Also says whether it is closed: the last one may get a `next`."""
        found = pages.page(self._journal, start, SIZE)
        if not found.changes:
            return None
        following = pages.following(self._journal, found)
        around = {"prev": pages.before(self._journal, start, SIZE), "next": following}
        made: Json = {"@context": CONTEXT, **self._page(start)}
        made["partOf"] = {"id": self._root, "type": "OrderedCollection"}
        made |= {name: self._page(one) for name, one in around.items() if one}
        return made | {"orderedItems": self._items(found)}, following is not None

    def _page(self, start: Start) -> Json:
        return {"id": f"{self._root}/{place(*start)}", "type": "OrderedCollectionPage"}

    def _items(self, page: Page) -> list[Json]:
        return [self._activity(change) for change in page.changes]

    def _activity(self, change: Change) -> Json:
        at = addresses(self._base, change.key, change.number)
        thing: Json = {"id": at.document, "type": "Document", "canonical": at.thing}
        if change.there:
            thing["seeAlso"] = [{"id": at.version, "type": "Dataset", "format": "text/turtle"}]
        made: Json = {"id": at.version, "type": TYPES[change.change][0], "endTime": _utc(change.at), "object": thing}
        if change.survivor:
            to = addresses(self._base, change.survivor, 0)
            made["target"] = {"id": to.document, "type": "Document", "canonical": to.thing}
        if words := self._reasons(change):
            made["summary"] = next(iter(words.values()))
        return made


def _utc(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
