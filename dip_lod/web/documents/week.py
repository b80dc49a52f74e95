"""`/agenda`: what plays everywhere, a week at a time, from today on or from any day that somebody asks for."""

from datetime import date
from urllib.parse import quote

from flask import Blueprint, Response, request

from dip_lod.publication.reading import Publication
from dip_lod.web.documents import listing
from dip_lod.web.kinds import week
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site


def blueprint(site: Site) -> Blueprint:
    """Make the route."""
    made = Blueprint("week", __name__)

    @made.get("/agenda")
    def agenda() -> Response:
        reader, publication = site.visitor(request), site.publications.current()
        asked, after = request.args.get("from", ""), request.args.get("after", "")
        first = _day(publication, asked)
        if first is None:
            return problem(site, request, 400, reader.texts("no_such_day", day=asked[:40]))
        if after and not listing.known(publication, f"{publication.base}id/{after}"):
            return listing.no_such_key(site, request, after)
        found = week.week(publication, reader, first, f"{publication.base}id/{after}" if after else "")
        here = f"agenda?from={found.first}"
        following = None
        if found.next:
            last = quote(found.next.removeprefix(f"{publication.base}id/"), safe="/:-._~%")
            following = reader.path(f"{here}&after={last}")
        body = site.page(
            "week.html",
            reader,
            week=found,
            asked=bool(asked or after),
            first=reader.path(here) if after else None,
            next=following,
        )
        return site.answer(request, body, reader)

    return made


def _day(publication: Publication, asked: str) -> date | None:
    """Read the day to begin at; without one it is the publication's own. None for what is no day."""
    try:
        return date.fromisoformat(asked or publication.as_of)
    except ValueError:
        return None
