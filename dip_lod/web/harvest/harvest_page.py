"""`/oogsten` and `/harvest`: the ways to take the data over, and what is there for Podiumkunst.net's engineers."""

from typing import NamedTuple

from flask import Blueprint, Response, current_app, request

from dip_lod.questions import reading
from dip_lod.questions.question import Question
from dip_lod.web.endpoint.questions import HARVESTER
from dip_lod.web.page.site import Site
from dip_lod.web.words.visitor import Visitor

_WAYS = {
    "whole": (
        ("catalog", "/.well-known/datacatalog"),
        ("downloads", "/downloads"),
        ("sparql", "/sparql"),
        ("rda", "/sparql/rda"),
    ),
    "follow": (
        ("ldes", "/ldes"),
        ("oai", "/oai"),
        ("changes", "/changes"),
        ("sitemap", "/sitemap.xml"),
        ("reconcile", "/reconcile"),
    ),
}
"""What a harvester may want, by what for: name and route. Only what this site answers is shown."""

_ASKED = {"oai": "?verb=Identify"}
"""What is asked at an address that says nothing to who asks nothing."""

ELEMENTS = {
    "rdaw": ("P10223", "P10088", "P10330", "P10004", "P10053", "P10205", "P10060"),
    "rdaa": ("P50385", "P50104", "P50121", "P50119", "P50120", "P50118", "P50113"),
}
"""The properties that the widget of Podiumkunst.net reads, of works and of agents."""

_IN_ORDER = ("works", "categories", "works-for-agents", "agents", "manifestations")


class Asked(NamedTuple):
    """A question of the widget, as the page shows it."""

    name: str
    title: str
    explanation: str
    parameters: list[tuple[str, str]]


def blueprint(site: Site) -> Blueprint:
    """Make the routes."""
    made = Blueprint("harvesting", __name__)
    found = {one.name: one for one in reading.load(site.folder / "queries" / HARVESTER)}

    @made.get("/oogsten")
    @made.get("/harvest")
    def page() -> Response:
        reader, publication = site.visitor(request), site.publications.current()
        body = site.page(
            "harvesting.html",
            reader,
            base=publication.base,
            ways=_ways(site.root),
            elements=[(prefix, name) for prefix, names in ELEMENTS.items() for name in names],
            queries=[_asked(found[name], reader) for name in _IN_ORDER],
            folder=HARVESTER,
            dumps={one.plain_name: one for one in publication.dumps},
        )
        return site.answer(request, body, reader)

    return made


def _ways(root: str) -> dict[str, list[tuple[str, str]]]:
    """List the ways that are there."""
    answered = {rule.rule for rule in current_app.url_map.iter_rules()}
    return {
        section: [(name, route[1:] + _ASKED.get(name, "")) for name, route in ways if root + route[1:] in answered]
        for section, ways in _WAYS.items()
    }


def _asked(question: Question, reader: Visitor) -> Asked:
    return Asked(
        question.name,
        reader.texts.own(question.titles),
        reader.texts.own(question.explanations),
        [(gap.name, reader.texts.own(gap.titles)) for gap in question.gaps],
    )
