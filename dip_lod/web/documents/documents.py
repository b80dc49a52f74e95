"""`/id/…` and `/doc/…`: things, and the documents about them."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, Request, Response, request
from werkzeug.routing import BaseConverter

from dip_lod import uris
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.dataset import dataset
from dip_lod.web.dataset.datasets import Datasets
from dip_lod.web.documents import entity, gone, links, listing, memento, profiled, whole
from dip_lod.web.http import forms, paths
from dip_lod.web.http.forms import FORMS, Form
from dip_lod.web.kinds import lists
from dip_lod.web.kinds.page import Page
from dip_lod.web.page import remembering
from dip_lod.web.page.problems import not_acceptable, problem
from dip_lod.web.page.site import Site, not_modified, redirect, unchanged
from dip_lod.web.rdf import graph, incoming, profiles, serialisation
from dip_lod.web.rdf.profiles import Profile
from dip_lod.web.words import values
from dip_lod.web.words.visitor import Visitor


class Rest(BaseConverter):
    """The rest of a path, slashes and line ends included."""

    regex = r"[\s\S]+"
    part_isolating = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form of a document that a request may mean."""

    name: uris.Name
    form: Form | None
    """None: nothing that the client accepts."""
    extension: str
    """As it stands in the path; empty where the form was negotiated."""


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("documents", __name__)
    datasets = Datasets(site)

    @made.get("/<any(id, doc):space>/<rest:rest>")
    def thing(space: str, rest: str) -> Response:
        return remembering.through(site.pages, site, request, answer)

    def answer() -> Response:
        path = paths.raw(request.environ)
        asked = paths.read(path, site.root)
        if asked is None and (bare := paths.read(path.rstrip("/"), site.root)):
            asked = bare._replace(raw=path)  # a term's key cannot end in a slash: another spelling
        if asked is None:
            return listing.answer(site, request, path)
        if described := dataset.answer(site, datasets, asked):
            return described
        if earlier := memento.gate(site, asked):
            return earlier
        return _thing(site, asked) if asked.space == "id" else _document(site, asked)

    return made


def _thing(site: Site, asked: paths.Asked) -> Response:
    """Send a client on from a thing to the document about it: 303 (httpRange-14)."""
    publication = site.publications.current()
    if publication.document(asked.name) is None:
        if (split := forms.split(asked.name.key)) and publication.document(uris.Name(asked.name.kind, split[0])):
            local = uris.path(asked.name.kind, split[0], prefix="doc")
            return redirect(request, f"{site.root}{local}.{split[1].extension}", 303)
        wanted = Wanted(asked.name, forms.accepted(request.headers.get("Accept")), "")
        return _moved(site, publication, asked, [wanted])
    if asked.raw != site.root + uris.path(*asked.name):
        return redirect(request, site.root + uris.path(*asked.name), 301)
    path = site.root + uris.path(*asked.name, prefix="doc")
    response = redirect(request, path, 303)
    response.headers["Link"] = f'<{path}>; rel="describedby"'
    return response


def _document(site: Site, asked: paths.Asked) -> Response:
    reader = site.visitor(request)
    accept = request.args.get("_mediatype", "").replace(" ", "+") or request.headers.get("Accept")
    wanted = [Wanted(asked.name, forms.accepted(accept), "")]
    if split := forms.split(asked.name.key):
        wanted.append(Wanted(uris.Name(asked.name.kind, split[0]), split[1], "." + split[1].extension))
    publication = site.publications.current()
    for one in wanted:
        profile = profiled.chosen(request, publication, one.name) if request.if_none_match else None
        if one.form and profile and unchanged(request, etag := _etag(site, asked, one.form, profile, reader)):
            return links.describe(not_modified(etag), site, one.name, one.form, profile)
    for one in wanted:
        found = publication.document(one.name)
        if found is None:
            continue
        path = site.root + uris.path(*one.name, prefix="doc")
        if asked.raw != path + one.extension:
            return redirect(request, path + one.extension, 301)
        if one.form is None:
            return not_acceptable(site, request, path, FORMS)
        profile = profiled.chosen(request, publication, one.name)
        if profile is None:
            return profiled.not_acceptable(site, request, publication, one.name)
        if profile is profiles.WHOLE and not _cut(request):
            return _whole(site, publication, asked, found, one.form, reader)
        response = _answer(site, publication, found, one.form, profile, reader)
        response.set_etag(_etag(site, asked, one.form, profile, reader))
        return links.describe(response, site, one.name, one.form, profile)
    return _moved(site, publication, asked, wanted)


def _etag(site: Site, asked: paths.Asked, form: Form, profile: Profile, reader: Visitor) -> str:
    return whole.tag(site, asked.raw, request.query_string.decode("latin-1"), form, profile, reader)


def _cut(asked: Request) -> bool:
    """Tell whether a request asks for a list out of a document, and not for the document."""
    return "in" in asked.args or "list" in asked.args


def _whole(
    site: Site, publication: Publication, asked: paths.Asked, found: Document, form: Form, reader: Visitor
) -> Response:
    kept = whole.make(site, publication, asked.raw, request.query_string.decode("latin-1"), found, form, reader)
    response = Response(kept.body, content_type=kept.content_type)
    response.headers.extend(kept.headers)
    response.set_etag(kept.etag)
    return response


def _answer(
    site: Site, publication: Publication, found: Document, form: Form, profile: Profile, reader: Visitor
) -> Response:
    if "in" in request.args:
        return _page(site, publication, found, form, reader)
    if profile is not profiles.WHOLE:
        return profiled.answer(site, publication, found, form, profile, reader)
    if form.rdf:
        return Response(serialisation.document(publication, found, form), content_type=form.content_type)
    return _list(site, publication, found, form, reader)


def _page(site: Site, publication: Publication, found: Document, form: Form, reader: Visitor) -> Response:
    """Answer with a page of what points to the thing."""
    thing = uris.mint(publication.base, *found.name)
    after = request.args.get("after", "")
    if after and not listing.known(publication, f"{publication.base}id/{after}"):
        return listing.no_such_key(site, request, after)
    page = incoming.find(publication, thing, request.args["in"], after)
    if page is None:
        return problem(site, request, 404)
    extension = "." + form.extension if paths.raw(request.environ).endswith("." + form.extension) else ""
    path = site.root + uris.path(*found.name, prefix="doc") + extension
    following = path + incoming.query(page.predicate, page.next, publication.base) if page.next else None
    if form.rdf:
        response = Response(serialisation.page(publication, page, form), content_type=form.content_type)
    else:
        of = {thing, *page.members}
        labels = publication.labels(of | {uri.partition("#")[0] for uri in of})
        body = site.page(
            "incoming.html",
            reader,
            thing=values.node(thing, labels, reader),
            label=entity.points(page.predicate, reader),
            page=page,
            members=[values.source(uri, labels, reader) for uri in page.members],
            next=reader.path(following.removeprefix(site.root)) if following else None,
            first=reader.path((path + incoming.query(page.predicate)).removeprefix(site.root)),
        )
        response = Response(body, content_type=form.content_type)
    if following:
        response.headers.add("Link", f'<{following}>; rel="next"')
    return response


def _list(site: Site, publication: Publication, found: Document, form: Form, reader: Visitor) -> Response:
    """Answer with a page of a list of the thing's."""
    said = graph.read(publication.base, found)
    page = Page(publication, said, found.name.kind, reader)
    after = request.args.get("after", "")
    name = request.args["list"]
    if after and not listing.known(publication, f"{publication.base}id/{after}"):
        return listing.no_such_key(site, request, after)
    listed = lists.find(page, name, f"{publication.base}id/{after}" if after else "")
    if listed is None:
        return problem(site, request, 404)
    following = None
    if listed.next:
        last = quote(listed.next.removeprefix(f"{publication.base}id/"), safe="/:-._~%")
        following = page.list(name, last)
    labels = publication.labels([said.thing])
    body = site.page(
        "list.html",
        reader,
        thing=values.node(said.thing, labels, reader),
        listed=listed,
        after=after,
        first=page.list(name),
        next=following,
    )
    response = Response(body, content_type=form.content_type)
    if following:
        response.headers.add("Link", f'<{following}>; rel="next"')
    return response


def _moved(site: Site, publication: Publication, asked: paths.Asked, wanted: list[Wanted]) -> Response:
    """Answer for what is not there: spelled with a slash too many, merged, gone, or never heard of."""
    bare = uris.Name(asked.name.kind, asked.name.key.rstrip("/"))
    if bare != asked.name and bare.key and publication.document(bare):
        return redirect(request, site.root + uris.path(*bare, prefix=asked.space), 301)
    return gone.answer(site, request, publication, [(one.name, one.form, one.extension) for one in wanted])
