"""`/quality`: what is wrong, where and from whom; for people, as a table, and as a SHACL report."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dip_lod.errors import PublicationError
from dip_lod.publication.quality.reading import Quality
from dip_lod.web.http import negotiation, paths
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site
from dip_lod.web.quality import quality_data, quality_view
from dip_lod.web.quality.accounts import account
from dip_lod.web.quality.quality_data import FORMS, HTML


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("quality", __name__)

    def found() -> Quality:
        try:
            return account(site.publications.current())
        except PublicationError as error:
            raise NotFound from error

    def page(template: str, **values: object) -> Response:
        reader = site.visitor(request)
        body = site.page(template, reader, q=reader.texts.tables["quality"], **values)
        response = site.answer(request, body, reader)
        response.headers["Content-Language"] = reader.language
        return response

    def overview() -> Response:
        quality, publication = found(), site.publications.current()
        reader = site.visitor(request)
        return page("quality/overview.html", view=quality_view.overview(quality, publication, reader))

    @made.get("/quality")
    def negotiated() -> Response:
        types = [form.media_type for form in FORMS]
        chosen = negotiation.media_type(request.headers.get("Accept"), types)
        form = next((form for form in FORMS if form.media_type == chosen), None)
        if form is None:
            links = [(form.name, form.media_type, f"{site.root}quality.{form.extension}") for form in FORMS]
            return problem(site, request, 406, links=links)
        response = overview() if form is HTML else quality_data.report(site, request, form)
        response.headers["Content-Location"] = f"{site.root}quality.{form.extension}"
        return response

    @made.get("/quality.<extension>")
    def fixed(extension: str) -> Response:
        if extension == "csv":
            quality = found()
            party, code = request.args.get("by", ""), request.args.get("cause", "")
            if (party and not quality.known(party)) or (code and quality.cause(code, party) is None):
                raise NotFound
            return quality_data.table(site, request, quality, party, code)
        form = next((form for form in FORMS if form.extension == extension), None)
        if form is None:
            raise NotFound
        return overview() if form is HTML else quality_data.report(site, request, form)

    @made.get("/quality/rda")
    def rda() -> Response:
        """Lead from the URI of the RDA view's report, which stands in the same files."""
        return Response(status=303, headers={"Location": f"{site.root}quality"})

    @made.get("/quality/cause/<code>")
    def cause(code: str) -> Response:
        quality, party = found(), request.args.get("by", "")
        asked = quality.cause(code, party)
        if asked is None:
            raise NotFound
        after = request.args.get("after", "0")
        start = int(after) if after.isdecimal() and len(after) < 16 else 0
        publication, reader = site.publications.current(), site.visitor(request)
        view = quality_view.listing(quality, publication, reader, asked, party, start)
        return page("quality/cause.html", view=view)

    @made.get("/quality/by/<rest:key>")
    def by(key: str) -> Response:
        quality = found()
        party = paths.raw(request.environ).removeprefix(f"{site.root}quality/by/")
        if not quality.known(party):
            raise NotFound
        publication, reader = site.publications.current(), site.visitor(request)
        return page("quality/party.html", view=quality_view.of_party(quality, publication, reader, party))

    return made
