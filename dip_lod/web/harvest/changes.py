"""`/changes`: what each publication changed, for people, as a feed and as activities."""

import json
from dataclasses import dataclass

from flask import Blueprint, Response, request

from dip_lod.errors import PublicationError
from dip_lod.harvest import atom, discovery
from dip_lod.harvest.activities import place
from dip_lod.harvest.discovery import Activities
from dip_lod.journal import pages
from dip_lod.journal.pages import Start
from dip_lod.web.harvest import changes_feed, changes_rows
from dip_lod.web.http import negotiation
from dip_lod.web.page import harvesting
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, redirect
from dip_lod.web.words import dates
from dip_lod.web.words.visitor import Visitor

PUBLICATIONS = 30
"""Publications on a page."""
_SIZE = 100
"""Changes on a page."""
_ELSEWHERE = {atom.MEDIA_TYPE: "changes.atom", "application/ld+json": "changes/activity"}
_TYPES = ("text/html", *_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Published:
    """A publication, as the page tells it."""

    number: int
    when: str
    cause: str
    counts: list[tuple[str, str]]
    """Of each thing that it did to documents: the word, and how many."""
    path: str


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("changes", __name__)

    @made.errorhandler(PublicationError)
    def unread(_: PublicationError) -> Response:
        return problem(site, request, 503, headers={"Retry-After": "5"})

    @made.get("/changes")
    def overview() -> Response:
        chosen = negotiation.media_type(request.headers.get("Accept"), _TYPES)
        if chosen is None:
            there = [(kind, kind, f"{site.root}{_ELSEWHERE.get(kind, 'changes')}") for kind in _TYPES]
            return problem(site, request, 406, links=there)
        if chosen in _ELSEWHERE:
            return redirect(request, site.root + _ELSEWHERE[chosen], 303)
        return _overview(site)

    @made.get("/changes/<number>")
    def publication(number: str) -> Response:
        start = harvesting.start(number, request.args)
        return _publication(site, start) if start else harvesting.no_such_page(site, request, "changes")

    @made.get("/changes.atom")
    def feed() -> Response:
        return changes_feed.answer(site, request)

    @made.get("/changes/activity")
    def collection() -> Response:
        titles = harvesting.words(site, "ldes_title")
        return _activity(_activities(site).collection(titles, site.config.licence), closed=False)

    @made.get("/changes/activity/<number>")
    def page(number: str) -> Response:
        start = harvesting.start(number, request.args)
        found = _activities(site).page(start) if start else None
        if start is None or found is None:
            return harvesting.no_such_page(site, request, "changes/activity")
        spelled = harvesting.elsewhere(site, request, f"changes/activity/{place(*start)}")
        return spelled or _activity(found[0], found[1])

    return made


def _activities(site: Site) -> Activities:
    return Activities(site.publications.current().base, site.publications.journal, harvesting.reasons(site))


def _activity(said: discovery.Json, closed: bool) -> Response:
    return harvesting.sent(request, json.dumps(said, ensure_ascii=False).encode(), discovery.MEDIA_TYPE, closed)


def _overview(site: Site) -> Response:
    reader, entries = site.visitor(request), site.publications.journal.publications()
    asked = request.args.get("before")
    before = harvesting.number(asked) if asked else None
    if asked and before is None:
        return harvesting.no_such_page(site, request, "changes")
    listed = [entry for entry in reversed(entries) if before is None or entry.number < before]
    shown = listed[:PUBLICATIONS]
    tallies = pages.tallies(site.publications.journal, shown[-1].number, shown[0].number) if shown else {}
    words = reader.texts.tables["changes"]
    body = site.page(
        "changes.html",
        reader,
        first=reader.path("changes") if before else None,
        next=reader.path(f"changes?before={shown[-1].number}") if len(listed) > PUBLICATIONS else None,
        feed=reader.path("changes.atom"),
        publications=[
            Published(
                entry.number,
                dates.moment(entry.committed, reader.texts),
                str(words.get(entry.cause, "")),
                _counts(tallies.get(entry.number, {}), reader),
                reader.path(f"changes/{entry.number}"),
            )
            for entry in shown
        ],
    )
    return site.answer(request, body, reader)


def _counts(tally: dict[str, int], reader: Visitor) -> list[tuple[str, str]]:
    words = reader.texts.tables["changes_done"]
    return [(str(words[name]), reader.texts.number(tally[name])) for name in words if tally.get(name)]


def _publication(site: Site, start: Start) -> Response:
    reader, journal = site.visitor(request), site.publications.journal
    entry = next((one for one in journal.publications() if one.number == start.number), None)
    if entry is None:
        return harvesting.no_such_page(site, request, "changes")
    page = pages.page(journal, start, _SIZE)
    body = site.page(
        "changes_publication.html",
        reader,
        number=start.number,
        when=dates.moment(entry.committed, reader.texts),
        counts=_counts(pages.tallies(journal, start.number, start.number).get(start.number, {}), reader),
        rows=changes_rows.rows(site, page.changes, reader),
        overview=reader.path("changes"),
        first=reader.path(f"changes/{start.number}") if start.after else None,
        next=reader.path(f"changes/{place(*page.next)}") if page.next else None,
    )
    return site.answer(request, body, reader)
