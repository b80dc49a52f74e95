"""Answers in a profile other than the whole document: one view of it, or the list of what there is."""

from flask import Request, Response

from dip_lod import uris
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.documents import alternates, views
from dip_lod.web.http.forms import Form
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site
from dip_lod.web.rdf import extracts, profiles, serialisation
from dip_lod.web.rdf.profiles import Profile
from dip_lod.web.words.visitor import Visitor


def chosen(asked: Request, publication: Publication, name: uris.Name) -> Profile | None:
    """Find the profile that a request means; None where it names none that this document has."""
    return profiles.choose(
        asked.args.get("_profile"), asked.headers.get("Accept-Profile"), lambda: publication.has_rda(name)
    )


def not_acceptable(site: Site, asked: Request, publication: Publication, name: uris.Name) -> Response:
    """Answer 406 with the profiles that there are."""
    reader = site.visitor(asked)
    path = site.root + uris.path(*name, prefix="doc")
    offered = profiles.offered(publication.has_rda(name))
    there = [
        (str(reader.texts.tables["view"][one.token]), "text/html", f"{path}?_profile={one.token}") for one in offered
    ]
    return problem(site, asked, 406, reader.texts("why_406_profile"), links=there)


def answer(
    site: Site, publication: Publication, found: Document, form: Form, profile: Profile, reader: Visitor
) -> Response:
    """Answer with a view, or with the list."""
    thing = uris.mint(publication.base, *found.name)
    offered = profiles.offered(publication.has_rda(found.name))
    if profile is profiles.ALTERNATES:
        if form.rdf is None:
            return _page(views.listing(site, publication, found, offered, reader), form, reader)
        stated = alternates.statements(uris.document(thing), offered)
        text = b"".join(f"{one} .\n".encode() for one in stated)
        graph = f"{uris.document(thing)}?_profile={profile.token}"
        return Response(
            serialisation.write(stated, text, form, graph, uris.document(thing)), content_type=form.content_type
        )
    part = extracts.extract(publication, found, profile)
    if form.rdf is None:
        return _page(views.page(site, publication, found, part, profile, reader), form, reader)
    return Response(serialisation.document(publication, part, form, view=True), content_type=form.content_type)


def _page(body: str, form: Form, reader: Visitor) -> Response:
    response = Response(body, content_type=form.content_type)
    response.headers["Content-Language"] = reader.language
    return response
