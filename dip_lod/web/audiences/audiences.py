"""`/audiences`: who came, by groups, compared between genres and between places, for people and for programs."""

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dip_lod.audiences.reading import Audiences
from dip_lod.audiences.schemes import Scheme
from dip_lod.figures.forms.cube import FORMS
from dip_lod.web.audiences import audiences_data, audiences_view
from dip_lod.web.audiences.audiences_view import Shown, years
from dip_lod.web.figures import figures_data
from dip_lod.web.figures.figures_data import TYPES
from dip_lod.web.page.site import Site
from dip_lod.web.words import dates

_RDF = tuple(FORMS)


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("audiences", __name__)

    def page(template: str, found: Audiences | None, **values: object) -> Response:
        reader = site.visitor(request)
        words = reader.texts.tables["audiences"]
        latest = found.latest if found else None
        as_of = dates.moment(latest.as_of, reader.texts) if latest else None
        body = site.page(
            template, reader, a=words, f=reader.texts.tables["figures"], latest=latest, as_of=as_of, found=found,
            forms=tuple(TYPES), **values,
        )  # fmt: skip
        response = site.answer(request, body, reader)
        response.headers["Content-Language"] = reader.language
        return response

    @made.get("/audiences")
    def overview() -> Response:
        found, reader = audiences_data.opened(site), site.visitor(request)
        sections = []
        for scheme in found.schemes.values() if found else ():
            seasons = found.seasons(scheme.code) if found else []
            shown = Shown(found, reader, scheme, seasons[0], among=True) if found and seasons else None
            held = audiences_view.kept_back(found, reader, scheme.code) if found else []
            sections.append((scheme, shown.pictures() if shown else [], held))
        return page("audiences/overview.html", found, sections=sections)

    @made.get("/audiences/structure")
    def structure() -> Response:
        form = figures_data.chosen(site, request, "audiences/structure", _RDF, page=False)
        return form if isinstance(form, Response) else audiences_data.structure(site, request, form)

    @made.get("/audiences/structure.<form>")
    def structure_in(form: str) -> Response:
        return audiences_data.structure(site, request, form)

    @made.get("/audiences/crosswalk.sssom.tsv")
    def crosswalk() -> Response:
        return audiences_data.crosswalk(site, request)

    @made.get("/audiences/schemes/<name>")
    def scheme(name: str) -> Response:
        found = audiences_data.audiences(site)
        own = _scheme(found, name)
        form = figures_data.chosen(site, request, f"audiences/schemes/{name}", _RDF, page=True)
        if isinstance(form, Response):
            return form
        if form != "html":
            response = audiences_data.scheme(site, request, name, form)
            response.headers["Content-Location"] = f"{site.root}audiences/schemes/{name}.{form}"
            return response
        matches = [match for match in found.matches if name in (match.scheme, match.other.partition(":")[0])]
        return page("audiences/scheme.html", found, scheme=own, matches=matches)

    @made.get("/audiences/schemes/<name>.<form>")
    def scheme_in(name: str, form: str) -> Response:
        return audiences_data.scheme(site, request, name, form)

    @made.get("/audiences/<name>")
    def negotiated(name: str) -> Response:
        found = audiences_data.audiences(site)
        own = _scheme(found, name)
        form = figures_data.chosen(site, request, f"audiences/{name}", tuple(TYPES), page=True)
        if isinstance(form, Response):
            return form
        if form != "html":
            response = audiences_data.cube(site, request, name, form)
            response.headers["Content-Location"] = f"{site.root}audiences/{name}.{form}"
            return response
        seasons = found.seasons(name)
        season = request.args.get("season", seasons[0] if seasons else "")
        if season and season not in seasons:
            raise NotFound
        reader = site.visitor(request)
        shown = Shown(found, reader, own, season) if season else None
        links = [
            (years(one), "" if one == season else reader.path(f"audiences/{name}?season={one}"))
            for one in seasons
        ]  # fmt: skip
        return page(
            "audiences/season.html", found, scheme=own, shown=shown, seasons=links,
            years=years(season), pictures_of=shown.pictures() if shown else [], tables=shown.tables() if shown else [],
            held=audiences_view.kept_back(found, reader, name), occasions=list(found.occasions.values())[:-21:-1],
        )  # fmt: skip

    @made.get("/audiences/<name>.<path:form>")
    def fixed(name: str, form: str) -> Response:
        name, _, form = f"{name}.{form}".partition(".")
        return audiences_data.cube(site, request, name, form)

    @made.get("/audiences/<publication>/<name>")
    def earlier(publication: str, name: str) -> Response:
        form = figures_data.chosen(site, request, f"audiences/{publication}/{name}", tuple(TYPES), page=False)
        return form if isinstance(form, Response) else audiences_data.cube(site, request, name, form, publication)

    @made.get("/audiences/<publication>/<name>.<path:form>")
    def earlier_fixed(publication: str, name: str, form: str) -> Response:
        name, _, form = f"{name}.{form}".partition(".")
        return audiences_data.cube(site, request, name, form, publication)

    return made


def _scheme(found: Audiences, name: str) -> Scheme:
    if name not in found.schemes:
        raise NotFound
    return found.schemes[name]
