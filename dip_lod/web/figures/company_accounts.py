"""`/accounts`: what companies did in a calendar year, ready to set beside what they declared."""

import re
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dip_lod import uris
from dip_lod.accounts import codes, companies, forms, rows
from dip_lod.accounts.account import Account, account
from dip_lod.publication.reading import Publication
from dip_lod.web.figures.company_accounts_view import Shown
from dip_lod.web.page.site import Site, not_modified, redirect, unchanged
from dip_lod.web.words import dates
from dip_lod.web.words.visitor import Visitor

_PAGE = 50
_YEAR = re.compile(r"\d{4}", re.ASCII)


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("accounts", __name__)

    def page(template: str, reader: Visitor, **values: object) -> Response:
        words = reader.texts.tables["accounts"]
        as_of = dates.moment(site.publications.current().manifest.as_of, reader.texts)
        response = site.answer(request, site.page(template, reader, a=words, as_of=as_of, **values), reader)
        response.headers["Content-Language"] = reader.language
        return response

    @made.get("/accounts")
    def overview() -> Response:
        publication, reader = site.publications.current(), site.visitor(request)
        after = request.args.get("after", "")
        with rows.opened(publication.folder) as database:
            found = companies.companies(database, publication.base, after, _PAGE)
        shown = Shown(publication, reader)
        more = reader.path(f"accounts?{urlencode({'after': found[-1]})}") if len(found) == _PAGE else ""
        return page("accounts/companies.html", reader, companies=shown.companies(found), more=more)

    @made.get("/accounts/<company>")
    def years(company: str) -> Response:
        publication, reader = site.publications.current(), site.visitor(request)
        uri = _company(site, company)
        if isinstance(uri, Response):
            return uri
        with rows.opened(publication.folder) as database:
            number = rows.number(database, uri)
            found = rows.years(database, number) if number is not None else []
        shown = Shown(publication, reader)
        return page("accounts/company.html", reader, name=shown.named(uri), years=shown.years(uri, found))

    @made.get("/accounts/<company>/<year>")
    def one(company: str, year: str) -> Response:
        uri = _company(site, company)
        if isinstance(uri, Response):
            return uri
        year, dot, form = year.partition(".")
        if dot and form not in forms.TYPES:
            raise NotFound
        if form:
            return data(company, uri, year, form)
        found, reader = _account(site, uri, year), site.visitor(request)
        shown = Shown(site.publications.current(), reader)
        return page("accounts/year.html", reader, account=found, name=shown.named(uri), view=shown.view(found))

    def data(company: str, uri: str, year: str, form: str) -> Response:
        etag = site.etag("accounts", company, year, form)
        if unchanged(request, etag):
            return not_modified(etag)
        response = Response(forms.body(_account(site, uri, year), form), content_type=forms.TYPES[form])
        response.set_etag(etag)
        return response

    @made.get("/accounts/<company>/<year>/counted")
    def counted(company: str, year: str) -> Response:
        uri = _company(site, company)
        if isinstance(uri, Response):
            return uri
        what = request.args.get("what", codes.PERFORMANCES)
        of, place = request.args.get("of", codes.TOTAL), request.args.get("place", codes.TOTAL)
        known = (*codes.KINDS, *codes.NOVELTY, codes.COPRODUCTION, codes.TOTAL)
        whats = (codes.PERFORMANCES, codes.PRODUCTIONS)
        if what not in whats or of not in known or place not in (*codes.PLACES, codes.TOTAL):
            raise NotFound
        found, reader = _account(site, uri, year), site.visitor(request)
        shown, number = Shown(site.publications.current(), reader), found.number(what, of, place)
        return page(
            "accounts/counted.html", reader, account=found, name=shown.named(uri), number=number,
            back=shown.address(uri, year), title=shown.title(number), lines=shown.nights(number.nights),
        )  # fmt: skip

    return made


def _company(site: Site, key: str) -> str | Response:
    """Find the URI of a company, or of a person who is one, by its key; one that was merged leads to the other."""
    publication = site.publications.current()
    for kind in ("organization", "person"):
        try:
            uri = uris.mint(publication.base, kind, key)
        except uris.UriError:
            raise NotFound from None
        name = uris.parse(publication.base, uri)
        if name is None:
            raise NotFound
        now = publication.redirect(name)
        if now is not None and now.kind == kind:
            before, _, rest = request.path.partition("/accounts/")
            _, slash, more = rest.partition("/")
            return redirect(request, f"{before}/accounts/{uris.encode(now.key)}{slash}{more}", 301)
        if publication.document(name) is not None and (kind == "organization" or _leads(publication, uri)):
            return uri
    raise NotFound


def _leads(publication: Publication, uri: str) -> bool:
    with rows.opened(publication.folder) as database:
        number = rows.number(database, uri)
        return number is not None and companies.leads(database, publication.base, number)


def _account(site: Site, uri: str, year: str) -> Account:
    publication = site.publications.current()
    if not _YEAR.fullmatch(year):
        raise NotFound
    with rows.opened(publication.folder) as database:
        found = account(database, publication.manifest, uri, year)
    if found is None:
        raise NotFound
    return found
