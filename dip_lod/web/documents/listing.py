"""`/doc/{kind}`: everything of a kind, a page at a time, for who browses."""

from urllib.parse import quote, unquote

from flask import Request, Response

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.web.http import negotiation
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, redirect
from dip_lod.web.words import namesakes

PAGE = 100
_LONGEST = 100


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


def known(publication: Publication, uri: str) -> bool:
    """Tell whether there is a thing, or a part of one, to begin a page after."""
    name = uris.parse(publication.base, uri.partition("#")[0])
    return name is not None and publication.document(name) is not None


def no_such_key(site: Site, asked: Request, key: str) -> Response:
    """Answer 404 for a page that begins after nothing."""
    return problem(site, asked, 404, site.visitor(asked).texts("no_such_key", name=key[:_LONGEST]))


def _page(site: Site, asked: Request, publication: Publication, kind: str, total: int) -> Response:
    reader = site.visitor(asked)
    after = asked.args.get("after", "")
    start = f"{publication.base}id/{kind}/{after}" if after else ""
    if after and not known(publication, start):
        return no_such_key(site, asked, after)
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
        members=namesakes.told_apart(publication, found, labels, reader)[:PAGE],
        next=following,
    )
    return site.answer(asked, body, reader)
