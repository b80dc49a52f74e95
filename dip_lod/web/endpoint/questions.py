"""`/questions/…`: each question has a short address, which leads to the endpoint with the query filled in."""

from urllib.parse import urlencode

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dip_lod.errors import ConfigurationError
from dip_lod.questions import filling, reading
from dip_lod.questions.question import Question
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site

HARVESTER = "podiumkunst"
"""The folder of the questions that Podiumkunst.net asks."""


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("questions", __name__)
    folder = site.folder / "queries"
    known = {one.name: one for one in reading.load(folder)}
    known |= {f"{HARVESTER}/{one.name}": one for one in reading.load(folder / HARVESTER)}

    @made.get("/questions")
    def all_of_them() -> Response:
        return _away(site.visitor(request).path("sparql#questions"))

    @made.get("/questions/<path:name>.rq")
    def text(name: str) -> Response:
        written = _written(site, known, name)
        return written if isinstance(written, Response) else Response(written, content_type=_TYPE)

    @made.get("/questions/<path:name>")
    def question(name: str) -> Response:
        written = _written(site, known, name)
        if isinstance(written, Response):
            return written
        endpoint = "sparql/rda" if known[name].view == "rda" else "sparql"
        chosen = site.visitor(request)
        fields = {"query": written, "question": name} | ({"lang": chosen.language} if chosen.chosen else {})
        if known[name].shown_as != "table":
            fields["show"] = known[name].shown_as
        return _away(f"{site.root}{endpoint}?{urlencode(fields)}")

    return made


_TYPE = "application/sparql-query; charset=utf-8"


def _written(site: Site, known: dict[str, Question], name: str) -> str | Response:
    """Write the query with what the address fills in; a problem where that cannot be."""
    if name not in known:
        raise NotFound
    base = site.publications.current().base
    language = site.visitor(request).texts.spoken
    asked = {key: value for key, value in request.args.items() if key != "lang"}
    try:
        return filling.fill(known[name], filling.terms(known[name], asked, base, language), base)
    except ConfigurationError as error:
        return problem(site, request, 400, str(error))


def _away(target: str) -> Response:
    return Response(f"{target}\n", 303, {"Location": target}, content_type="text/plain; charset=utf-8")
