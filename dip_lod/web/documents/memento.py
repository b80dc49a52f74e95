"""Memento (RFC 7089): every document is its own TimeGate, `/timemap/…` lists its versions."""

from collections.abc import Sequence
from urllib.parse import quote

from flask import Blueprint, Response, request

from dip_lod import uris
from dip_lod.errors import PublicationError
from dip_lod.harvest import memento
from dip_lod.harvest.activities import addresses
from dip_lod.journal.reading import Change
from dip_lod.web.documents import remembered
from dip_lod.web.http import forms, negotiation, paths
from dip_lod.web.page import harvesting
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, redirect

_TYPES = (memento.LINK_FORMAT, "text/html")
_KEPT = ("_profile", "_mediatype", "lang")
"""What is asked of a document, and may be asked of a version of it."""


def blueprint(site: Site) -> Blueprint:
    """Make the route of the TimeMaps."""
    made = Blueprint("memento", __name__)

    @made.get("/timemap/<rest:rest>")
    def timemap(rest: str) -> Response:
        path = paths.raw(request.environ)
        asked = paths.read(f"{site.root}doc/{path.removeprefix(site.root + 'timemap/')}", site.root)
        if asked is None:
            return problem(site, request, 404)
        key = remembered.key_of(asked.name)
        if found := harvesting.elsewhere(site, request, f"timemap/{key}"):
            return found
        form = negotiation.media_type(request.headers.get("Accept"), _TYPES)
        if form is None:
            return problem(site, request, 406, links=[("TimeMap", memento.LINK_FORMAT, path)])
        if form == "text/html":
            return redirect(request, f"{site.root}history/{key}", 303)
        try:
            history = site.publications.journal.history(key)
        except PublicationError:
            return problem(site, request, 503, headers={"Retry-After": "5"})
        if not any(change.there for change in history):
            return problem(site, request, 410 if history else 404)
        body = memento.timemap(site.publications.current().base, key, history).encode()
        return harvesting.sent(request, body, memento.LINK_FORMAT, closed=False)

    return made


def gate(site: Site, asked: paths.Asked) -> Response | None:
    """Answer a request with Accept-Datetime: on to the version of that moment; None where nothing is known of any."""
    header = request.headers.get("Accept-Datetime")
    if header is None or request.method not in ("GET", "HEAD"):
        return None
    when = memento.moment(header)
    if when is None:
        return problem(site, request, 400, site.visitor(request).texts("why_400_datetime"))
    wanted = [(asked.name, "")]
    if split := forms.split(asked.name.key):
        wanted.append((uris.Name(asked.name.kind, split[0]), f".{split[1].extension}"))
    try:
        for name, extension in wanted:
            history = site.publications.journal.history(remembered.key_of(name))
            if change := memento.chosen(history, when):
                response = onward(site, f"{change.key}{extension}", change.number)
                response.headers["Link"] = relations(site, change.key, history, change.number)
                return response
    except PublicationError:
        return problem(site, request, 503, headers={"Retry-After": "5"})
    return None


def relations(site: Site, key: str, history: Sequence[Change] = (), number: int = 0) -> str:
    """Write the Link header of a document, or of a version of it: the document itself, all versions, those nearby."""
    base = site.publications.current().base
    said = [
        f'<{addresses(base, key, 0).document}>; rel="original timegate"',
        f'<{base}timemap/{key}>; rel="timemap"; type="{memento.LINK_FORMAT}"',
    ]
    nearby: dict[int, list[str]] = {}
    found = memento.around(history, number)
    for relation, change in found.items():
        nearby.setdefault(change.number, []).append(relation)
    moments = {change.number: change.at for change in found.values()}
    said += [
        f'<{addresses(base, key, one).version}>; rel="{" ".join(names)} memento"'
        f'; datetime="{memento.stated(moments[one])}"'
        for one, names in nearby.items()
    ]
    return ", ".join(said)


def onward(site: Site, local: str, number: int) -> Response:
    """Send a client on to a version, with what it asks of it: 302, for what a moment means may be other tomorrow."""
    kept = "".join(f"&{name}={quote(value)}" for name in _KEPT if (value := request.args.get(name)))
    target = f"{site.root}history/{local}?version={number}{kept}"
    return Response(f"{target}\n", 302, {"Location": target}, content_type="text/plain; charset=utf-8")
