"""`/doc/{kind}`: everything of a kind, a page at a time, for who browses."""

from urllib.parse import quote, unquote

from flask import Request, Response

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.web import negotiation, values
from dip_lod.web.problems import problem
from dip_lod.web.site import Site, redirect

PAGE = 100


def answer(site: Site, asked: Request, path: str) -> Response:
    """Answer with a page of a kind; 404 where the path is none of ours."""
    local = path.removeprefix(site.root)
    space, _, kind = local.rstrip("/").partition("/")
    kind = unquote(kind)
    publication = site.publications.current()
    total = publication.kinds.get(kind, 0)
    if kind not in uris.KINDS or not total:
        return problem(site, asked, 404)
    canonical = f"{site.root}doc/{kind}"
    if space == "id":
        return redirect(asked, canonical, 303)
    if path != canonical:
        return redirect(asked, canonical, 301)
    if negotiation.media_type(asked.headers.get("Accept"), ("text/html",)) is None:
        return problem(site, asked, 406, links=[("HTML", "text/html", canonical)])
    return _page(site, asked, publication, kind, total)


def _page(site: Site, asked: Request, publication: Publication, kind: str, total: int) -> Response:
    reader = site.visitor(asked)
    after = asked.args.get("after", "")
    start = f"{publication.base}id/{kind}/{after}" if after else ""
    found = publication.listed(kind, start, PAGE + 1)
    labels = publication.labels(found)
    following = None
    if len(found) > PAGE:
        last = found[PAGE - 1].removeprefix(f"{publication.base}id/{kind}/")
        following = reader.path(f"doc/{kind}?after=" + quote(last, safe="/:-._~"))
    body = site.page(
        "listing.html",
        reader,
        kind=kind,
        total=total,
        first=reader.path(f"doc/{kind}") if after else None,
        members=[values.node(uri, labels, reader) for uri in found[:PAGE]],
        next=following,
    )
    return site.answer(asked, body, reader)
