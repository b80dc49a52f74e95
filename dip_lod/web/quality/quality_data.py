"""The account of quality for programs: the SHACL report in the forms of RDF, and the cases as CSV."""

import csv
import io
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
from flask import Request, Response
from werkzeug.exceptions import NotFound

from dip_lod import vocabulary
from dip_lod.publication import layout
from dip_lod.publication.quality.reading import Quality
from dip_lod.publication.reading import Publication
from dip_lod.web.http import forms
from dip_lod.web.http.forms import Form
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site, not_modified, unchanged
from dip_lod.web.words import texts

FORMS = tuple(form for form in forms.FORMS if form.extension in ("ttl", "jsonld", "nt", "rdf", "html"))
HTML = next(form for form in FORMS if form.rdf is None)
_STREAMED = (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES)

LARGEST = 16_000_000
"""Bytes of Turtle above which a report is not turned into a form that has to be held in memory."""

_BLOCK = 1 << 16
_TRIPLES = 5_000
_COLUMNS = (
    "severity", "what", "advice", "shape", "path", "constraint", "view", "source", "place", "records", "more records",
    "detail", "cause", "page",
)  # fmt: skip


def report(site: Site, asked: Request, form: Form) -> Response:
    """Answer with every result of validation, of all views; flat in memory, however many there are."""
    publication = site.publications.current()
    files = [publication.folder / layout.REPORT_RDF, publication.folder / layout.RDA_REPORTS / layout.REPORT_RDF]
    there = [file for file in files if file.is_file()]
    if not there or form.rdf is None:
        raise NotFound
    etag = site.etag("quality", form.extension)
    if unchanged(asked, etag):
        return not_modified(etag)
    if form.rdf not in _STREAMED and sum(file.stat().st_size for file in there) > LARGEST:
        links = [(one.name, one.media_type, f"{site.root}quality.{one.extension}") for one in FORMS if one != form]
        why = site.visitor(asked).texts.tables["quality"]["too_large"]
        return problem(site, asked, 406, str(why), links=links)
    body = b"" if asked.method == "HEAD" else _write(publication, there, form.rdf)
    response = Response(body, content_type=form.content_type)
    response.set_etag(etag)
    return response


def _write(publication: Publication, files: list[Path], form: ox.RdfFormat) -> Iterator[bytes] | bytes:
    if form == ox.RdfFormat.TURTLE:
        return _bytes(publication, files)
    triples = (quad.triple for file in files for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE))
    if form == ox.RdfFormat.N_TRIPLES:
        return _lines(publication, triples)
    prefixes = {name: vocabulary.prefixes()[name] for name in ("sh", "dcterms")}
    return ox.serialize(triples, format=form, prefixes=prefixes) or b""


def _bytes(publication: Publication, files: list[Path]) -> Iterator[bytes]:
    """Read files one after the other; the publication is held, so that no build removes them meanwhile."""
    assert publication
    for file in files:
        with file.open("rb") as stream:
            yield from iter(partial(stream.read, _BLOCK), b"")
        yield b"\n"


def _lines(publication: Publication, triples: Iterator[ox.Triple]) -> Iterator[bytes]:
    assert publication
    while some := list(islice(triples, _TRIPLES)):
        yield ox.serialize(some, format=ox.RdfFormat.N_TRIPLES) or b""


def table(site: Site, asked: Request, quality: Quality, party: str, code: str) -> Response:
    """Answer with cases as CSV (RFC 4180, UTF-8): all, those of a party, of a cause, or of both."""
    reader = site.visitor(asked)
    etag = site.etag("quality", "csv", party, code, reader.language)
    if unchanged(asked, etag):
        return not_modified(etag)
    name = "-".join(part for part in ("quality", party.replace("/", "-"), code) if part)
    documents = f"{site.publications.current().base}doc/"
    rows = _rows(quality, party, code, reader.language, documents)
    response = Response(b"" if asked.method == "HEAD" else rows, content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.set_etag(etag)
    return response


def _rows(quality: Quality, party: str, code: str, language: str, documents: str) -> Iterator[bytes]:
    yield _line(_COLUMNS)
    for cause in quality.causes(party):
        if code and cause.code != code:
            continue
        what, advice = (found[0] if (found := texts.best(of, language)) else "" for of in (cause.what, cause.advice))
        listed = 0
        for case in quality.every(cause, party):
            listed += 1
            last = (
                cause.view,
                cause.source,
                case.node,
                "; ".join(case.records),
                case.more or "",
                case.detail,
                cause.code,
                case.thing and documents + case.thing,
            )
            yield _line((cause.severity, what, advice, cause.shape, cause.path, cause.component, *last))
        if listed < cause.cases:
            rest = (
                f"{cause.cases - listed} more, all in report.ttl"
                if cause.of_validation
                else f"{cause.cases - listed} more"
            )
            yield _line((cause.severity, what, advice, *[""] * 5, "…", "", "", rest, cause.code, ""))


def _line(cells: tuple[object, ...]) -> bytes:
    """Write a row; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    safe = [f"'{cell}" if str(cell)[:1] in ("=", "+", "-", "@", "\t") and cell else cell for cell in cells]
    csv.writer(out).writerow(safe)
    return out.getvalue().encode()
