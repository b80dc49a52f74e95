"""What a search found, for programs: CSV, JSON, and the SPARQL query that finds the same."""

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import urlencode

from flask import Request, Response

from dip_lod.publication.reading import Publication
from dip_lod.search import sparql
from dip_lod.search.query import Query
from dip_lod.search.reading import Found, Index
from dip_lod.web.page.site import Site, conditional, not_modified, unchanged
from dip_lod.web.search import search_answer, search_telling
from dip_lod.web.words import texts
from dip_lod.web.words.visitor import Visitor

ROWS = 50_000
"""Rows of a CSV file; the next ones are where its Link header says."""

ITEMS = 1000
"""Things in a page of JSON."""

SUGGESTIONS = 8

_LONGEST_PATH = 8000
"""Characters of an address that servers take: ours refuses a request line of more than 8,190."""

_COLUMNS = ("uri", "kind", "name", "other names", "first day", "last day", "latitude", "longitude")


def table(site: Site, asked: Request, index: Index, query: Query, after: int) -> Response:
    """Answer with CSV (RFC 4180, UTF-8)."""
    publication, reader = site.publications.current(), site.visitor(asked)
    etag = site.etag("search", "csv", asked.full_path, reader.language)
    if unchanged(asked, etag):
        return not_modified(etag)
    rows = iter(()) if asked.method == "HEAD" else _rows(publication, index, query, after, reader.language)
    response = Response(rows, content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = 'attachment; filename="search.csv"'
    response.set_etag(etag)
    if index.count(query).number > ROWS or not index.count(query).whole:
        last = list(search_answer.every(index, query, after, ROWS))[-1:]
        if last and index.find(query, last[0].number, 1):
            path = search_answer.address(query, last[0].key).replace("search?", "search.csv?", 1)
            response.headers["Link"] = f'<{reader.path(path)}>; rel="next"'
    return response


def _rows(publication: Publication, index: Index, query: Query, after: int, language: str) -> Iterator[bytes]:
    yield _line(_COLUMNS)
    for one in search_answer.every(index, query, after, ROWS):
        name, others = _names(one, language)
        days = (one.first or "", one.last or "")
        spot = ("", "") if one.latitude is None else (one.latitude, one.longitude)
        yield _line((f"{publication.base}id/{one.key}", one.kind, name, "; ".join(others), *days, *spot))


def _line(cells: tuple[object, ...]) -> bytes:
    """Write a row; a text that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    risky = ("=", "+", "-", "@", "\t")
    csv.writer(out).writerow([f"'{one}" if isinstance(one, str) and one.startswith(risky) else one for one in cells])
    return out.getvalue().encode()


def listed(site: Site, asked: Request, index: Index, query: Query, after: int) -> Response:
    """Answer with a page of JSON, and where the next one is."""
    publication, reader = site.publications.current(), site.visitor(asked)
    etag = site.etag("search", "json", asked.full_path, reader.language)
    if unchanged(asked, etag):
        return not_modified(etag)
    found = index.find(query, after, ITEMS + 1)
    total, shown = index.count(query), found[:ITEMS]
    counts = search_answer.counts(publication, query)
    body: dict[str, object] = {
        "total": total.number,
        "complete": total.whole,
        "items": [_item(publication, one, reader.language) for one in shown],
        "facets": None if counts is None else [one._asdict() for one in counts],
    }
    if len(found) > ITEMS:
        path = search_answer.address(query, shown[-1].key).replace("search?", "search.json?", 1)
        body["next"] = reader.path(path)
    return _json(asked, body, etag)


def _item(publication: Publication, one: Found, language: str) -> dict[str, object]:
    name, others = _names(one, language)
    uri = f"{publication.base}id/{one.key}"
    days = {"firstDay": one.first, "lastDay": one.last}
    item = {"uri": uri, "kind": one.kind, "name": name, "otherNames": others} | days
    spot = {} if one.latitude is None else {"latitude": one.latitude, "longitude": one.longitude}
    return {key: value for key, value in (item | spot).items() if value not in (None, [])}


def _names(one: Found, language: str) -> tuple[str, list[str]]:
    best = texts.best(one.labels, language)
    name = best[0] if best else one.key
    return name, [other for other in one.names if other != " ".join(name.split())]


def suggestions(site: Site, asked: Request, index: Index, text: str) -> Response:
    """Answer with what someone may mean who is typing: name, kind, and path of the page."""
    reader = site.visitor(asked)
    query = Query(text)
    found = index.suggest(query.text, SUGGESTIONS)
    publication = site.publications.current()
    shown = search_answer.lines(found, query, publication, reader)
    items = [
        {
            "name": one.name.text,
            "language": one.name.language or "",
            "kind": reader.texts.kind(one.kind),
            "also": one.also,
            "about": about,
            "href": one.name.href,
        }
        for one, about in zip(shown, search_telling.tell(index, found, publication, reader), strict=True)
    ]
    etag = site.etag("suggest", asked.full_path, reader.language)
    return _json(asked, {"query": query.text, "suggestions": items}, etag)


def _json(asked: Request, body: object, etag: str) -> Response:
    text = json.dumps(body, ensure_ascii=False)
    return conditional(asked, text.encode("utf-8", "replace"), "application/json; charset=utf-8", etag)


def asked_in_the_editor(query: Query, base: str, reader: Visitor) -> str | None:
    """Spell the address at which the query in SPARQL stands in the editor, with its answer; None if it is too long."""
    path = reader.path("sparql?" + urlencode({"query": sparql.write(query, base)}))
    return path if len(path) <= _LONGEST_PATH else None


def query_text(site: Site, asked: Request, query: Query) -> Response:
    """Answer with the query in SPARQL."""
    text = sparql.write(query, site.publications.current().base, site.config.limits.rows)
    etag = site.etag("search", "rq", asked.full_path)
    return conditional(asked, text.encode(), "application/sparql-query; charset=utf-8", etag)
