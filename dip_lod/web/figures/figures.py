"""`/figures`: trends, school performances and work in figures, for people and for programs."""

from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dip_lod.figures import counted, queries
from dip_lod.figures.cubes import CUBES, DIMENSIONS, TOTAL, code_list
from dip_lod.figures.indicator import Indicator, indicators
from dip_lod.figures.reading import Figures, Occasion
from dip_lod.web.figures import figures_data
from dip_lod.web.figures.figures_data import TYPES
from dip_lod.web.figures.figures_view import Shown
from dip_lod.web.page.site import Site
from dip_lod.web.words import dates, texts

_RDF = ("ttl", "jsonld", "nt", "rdf")
_LONGEST = 6000
"""Characters of an address that every server and client takes."""

_PAGE = 100


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("figures", __name__)

    def page(template: str, figures: Figures, **values: object) -> Response:
        reader = site.visitor(request)
        words = reader.texts.tables["figures"]
        as_of = dates.moment(figures.latest.as_of, reader.texts)
        body = site.page(template, reader, f=words, latest=figures.latest, as_of=as_of, forms=tuple(TYPES), **values)
        response = site.answer(request, body, reader)
        response.headers["Content-Language"] = reader.language
        return response

    @made.get("/figures")
    def overview() -> Response:
        figures = figures_data.figures(site)
        shown = Shown(figures, site.visitor(request))
        groups = [(cube, shown.cards(cube)) for cube in CUBES.values()]
        there = any(card.picture or card.undated for _, cards in groups for card in cards)
        first = list(figures.occasions.values())[::-1]
        return page("figures/overview.html", figures, groups=groups, there=there, occasions=first[:20])

    @made.get("/figures/of/<name>")
    def indicator(name: str) -> Response:
        figures, one = figures_data.figures(site), _indicator(name)
        shown = Shown(figures, site.visitor(request))
        return page(
            "figures/indicator.html", figures, one=one, cube=CUBES[one.cube], picture=shown.chart(one),
            tables=shown.tables(one),
        )  # fmt: skip

    @made.get("/figures/of/<name>.rq")
    def query(name: str) -> Response:
        figures, one = figures_data.figures(site), _indicator(name)
        text = _query(site, figures, one, _codes(figures, one))
        return Response(text, content_type="application/sparql-query; charset=utf-8")

    @made.get("/figures/of/<name>/counted")
    def behind(name: str) -> Response:
        figures, one = figures_data.figures(site), _indicator(name)
        codes = _codes(figures, one)
        shown, publication = Shown(figures, site.visitor(request)), site.publications.current()
        key = (name, *(codes.get(dimension, TOTAL) for dimension in CUBES[one.cube].dimensions[1:]))
        value = figures.observation(one.cube, key)
        if value is None:
            raise NotFound
        text = _query(site, figures, one, codes)
        link = f"{site.root}sparql?{urlencode({'query': text})}"
        after = request.args.get("after", "0")
        start = int(after) if after.isdecimal() and len(after) < 16 else 0
        total, found = 0, list[counted.Counted]()
        if one.counts != "person":
            total, found = counted.performances(
                publication.folder, publication.base, name, codes, figures.sizes, start, _PAGE
            )
        reader = shown.reader
        rows = [
            (texts.best(each.labels, reader.language) or (each.uri, ""), reader.link(each.uri), each.day)
            for each in found
        ]
        more = {**codes, "after": str(found[-1].number)} if len(found) == _PAGE else {}
        return page(
            "figures/counted.html", figures, one=one, value=shown.number(value.value), withheld=value.value is None,
            codes=[(reader.texts.own(DIMENSIONS[each]), shown.label(each, code)) for each, code in codes.items()],
            text=text, link=link if len(link) <= _LONGEST else "", filled=urlencode(codes), total=total, rows=rows,
            more=reader.path(f"figures/of/{name}/counted?{urlencode(more)}") if more else "",
        )  # fmt: skip

    @made.get("/figures/revisions")
    def revisions() -> Response:
        figures = figures_data.figures(site)
        shown, asked = Shown(figures, site.visitor(request)), request.args.get("publication", "")
        revising = figures.revising()
        latest = revising[0][0] if revising else figures.latest
        occasion = _occasion(figures, asked) if asked else latest
        after = request.args.get("after", "0")
        start = int(after) if after.isdecimal() and len(after) < 9 else 0
        total, found = figures.revised(_PAGE, start, occasion)
        rows = [
            (
                shown.names(one.cube, one.key),
                *(shown.number(value) if value is not None else "–" for value in (one.before, one.after)),
            )
            for one in found
        ]  # fmt: skip
        path = f"figures/revisions?{urlencode({'publication': occasion.id})}"
        more = shown.reader.path(f"{path}&after={start + _PAGE}") if start + _PAGE < total else ""
        return page(
            "figures/revisions.html", figures, rows=rows, total=total, more=more, first=len(figures.occasions),
            when=dates.moment(occasion.as_of, shown.reader.texts), revising=shown.publications(revising),
        )  # fmt: skip

    @made.get("/figures/revisions.csv")
    def revisions_as_data() -> Response:
        return figures_data.revisions(site, request)

    @made.get("/figures/structure")
    def structure() -> Response:
        form = figures_data.chosen(site, request, "figures/structure", _RDF, page=False)
        return form if isinstance(form, Response) else figures_data.structure(site, request, form)

    @made.get("/figures/structure.<form>")
    def structure_in(form: str) -> Response:
        return figures_data.structure(site, request, form)

    @made.get("/figures/<cube>")
    def negotiated(cube: str) -> Response:
        figures = figures_data.figures(site)
        if cube not in CUBES:
            raise NotFound
        form = figures_data.chosen(site, request, f"figures/{cube}", tuple(TYPES), page=True)
        if isinstance(form, Response):
            return form
        if form == "html":
            shown = Shown(figures, site.visitor(request))
            return page("figures/overview.html", figures, groups=[(CUBES[cube], shown.cards(CUBES[cube]))], there=True,
                        occasions=[])  # fmt: skip
        response = figures_data.cube(site, request, cube, form)
        response.headers["Content-Location"] = f"{site.root}figures/{cube}.{form}"
        return response

    @made.get("/figures/<cube>.<path:form>")
    def fixed(cube: str, form: str) -> Response:
        cube, _, form = f"{cube}.{form}".partition(".")
        return figures_data.cube(site, request, cube, form)

    @made.get("/figures/<publication>/<cube>")
    def earlier(publication: str, cube: str) -> Response:
        occasion = _occasion(figures_data.figures(site), publication)
        form = figures_data.chosen(site, request, f"figures/{publication}/{cube}", tuple(TYPES), page=False)
        return form if isinstance(form, Response) else figures_data.cube(site, request, cube, form, occasion)

    @made.get("/figures/<publication>/<cube>.<path:form>")
    def earlier_fixed(publication: str, cube: str, form: str) -> Response:
        cube, _, form = f"{cube}.{form}".partition(".")
        return figures_data.cube(site, request, cube, form, _occasion(figures_data.figures(site), publication))

    return made


def _indicator(name: str) -> Indicator:
    if name not in indicators():
        raise NotFound
    return indicators()[name]


def _occasion(figures: Figures, publication: str) -> Occasion:
    if publication not in figures.occasions:
        raise NotFound
    return figures.occasions[publication]


def _codes(figures: Figures, indicator: Indicator) -> dict[str, str]:
    """Read the codes that the address names; 404 where one is unknown."""
    codes = {}
    for dimension in CUBES[indicator.cube].dimensions[1:]:
        code = request.args.get(dimension, "")
        if code and code != TOTAL:
            if code not in figures.codes.get(code_list(dimension), {}):
                raise NotFound
            codes[dimension] = code
    return codes


def _query(site: Site, figures: Figures, indicator: Indicator, codes: dict[str, str]) -> str:
    return queries.fill(indicator, codes, site.publications.current().base, figures.towns(codes.get("size", "")))
