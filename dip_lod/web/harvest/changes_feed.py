"""`/changes.atom`: changes for a feed reader."""

from flask import Request, Response

from dip_lod.harvest import atom
from dip_lod.harvest.activities import TYPES, addresses
from dip_lod.harvest.atom import Entry, Feed
from dip_lod.journal import pages
from dip_lod.web.harvest import changes_rows
from dip_lod.web.harvest.changes_rows import Row
from dip_lod.web.page import harvesting
from dip_lod.web.page.site import Site
from dip_lod.web.words.visitor import Visitor


def answer(site: Site, asked: Request) -> Response:
    """Answer with a page of the feed; raises PublicationError."""
    before = harvesting.before(asked.args)
    if "before" in asked.args and before is None:
        return harvesting.no_such_page(site, asked, "changes.atom")
    reader, base = site.visitor(asked), site.publications.current().base
    journal = site.publications.journal
    found = pages.newest(journal, before, atom.SIZE + 1)
    shown = changes_rows.rows(site, found[: atom.SIZE], reader)
    published = journal.publications()
    own = f"{base}changes.atom"
    kept = f"lang={reader.language}" if reader.chosen else ""
    last = shown[-1].change if len(found) > atom.SIZE else None
    following = _address(own, f"before={harvesting.quoted(f'{last.number}/{last.key}')}", kept) if last else None
    here = _address(own, f"before={harvesting.quoted(asked.args['before'])}" if before else "", kept)
    html = _address(f"{base}changes", kept)
    feed = Feed(own, reader.texts("ldes_title"), site.config.publisher.name, reader.language, here, following, html)
    entries = [_entry(base, row, reader) for row in shown]
    body = atom.write(feed, entries, published[-1].committed if published else "1970-01-01T00:00:00Z")
    response = harvesting.sent(asked, body, f"{atom.MEDIA_TYPE}; charset=utf-8", closed=False)
    response.headers["Vary"] = f"{harvesting.VARY}, Accept-Language"
    return response


def _entry(base: str, row: Row, reader: Visitor) -> Entry:
    change = row.change
    at = addresses(base, change.key, change.number)
    said = f"{row.kind}: {row.what}." + (f" {row.why}" if row.why else "")
    link = at.document if change.there else f"{base}history/{change.key}"
    return Entry(at.version, row.thing.text, change.at, TYPES[change.change][0], row.what, link, said)


def _address(path: str, *query: str) -> str:
    kept = "&".join(one for one in query if one)
    return f"{path}?{kept}" if kept else path
