"""`/partners`: what there is for each partner, how it is delivered, how often, by what definitions, whom to ask."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from flask import Blueprint, Response, request

from dip_lod.publisher import Partners
from dip_lod.web.page.site import Site
from dip_lod.web.words import dates


@dataclass(frozen=True, slots=True)
class Output:
    """Something that partners get: addresses on this site, commands for who runs it, and where it is defined."""

    addresses: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()


def _cube(name: str) -> tuple[str, ...]:
    return tuple(f"figures/{name}{form}" for form in ("", ".csv", ".json", ".ttl"))


_WORK = ("people", "credits-per-person", "newcomers", "leavers", "role-combinations", "mobility")
_FIGURES = ("dip-lod figures FOLDER",)
OUTPUTS: Mapping[str, Output] = {
    "accounts": Output(("accounts",), ("dip-lod accounts COMPANY YEAR",), ("accounts",)),
    "schools": Output(_cube("schools"), _FIGURES, ("figures/of/school-performances",)),
    "trends": Output(_cube("trends"), _FIGURES, ("figures", "figures/revisions", "figures/revisions.csv")),
    "labour": Output(
        (*_cube("labour"), *_cube("roles"), *_cube("mobility")), _FIGURES,
        tuple(f"figures/of/{one}" for one in _WORK),
    ),
    "archive": Output((), ("dip-lod archive BAG",), ("model", "downloads")),
    "heritage": Output(
        ("doc/catalog", "sparql", "downloads", "quality"), ("dip-lod check URL",), ("model", "model/properties")
    ),
    "harvest": Output(
        ("oogsten", "sparql/rda", "oai?verb=Identify", "ldes", "sitemap.xml", "downloads"), (),
        ("model", "questions/podiumkunst/works.rq"),
    ),
    "audiences": Output(("audiences",), ("dip-lod audiences FOLDER",), ("audiences",)),
}  # fmt: skip
"""What there is, by the name of its words."""

FOR: Mapping[str, tuple[str, ...]] = {
    "ocw": ("accounts", "schools", "archive", "audiences"),
    "den": ("heritage",),
    "audience_agency": ("audiences",),
    "podiumkunst": ("harvest",),
    "boekmanstichting": ("trends",),
    "rotterdam_festivals": ("audiences",),
    "labour_market": ("labour",),
}
"""What is for whom."""


def blueprint(site: Site) -> Blueprint:
    """Make the route."""
    made = Blueprint("partners", __name__)

    @made.get("/partners")
    def partners() -> Response:
        reader, manifest = site.visitor(request), site.publications.current().manifest
        own = {one.name: str(getattr(site.config.partners, one.name)) for one in fields(Partners)}
        publisher = site.config.publisher
        words = reader.texts.tables["partners"]
        often = words["frequency"].get(site.config.dataset.frequency, site.config.dataset.frequency)
        body = site.page(
            "partners.html", reader, p=words, partners=FOR, outputs=OUTPUTS, often=often,
            sized=site.config.inhabitants is not None,
            ask={name: said or publisher.contact for name, said in own.items()},
            email={name: "" if said else publisher.email for name, said in own.items()},
            as_of=dates.moment(manifest.as_of, reader.texts), published=manifest.documents,
        )  # fmt: skip
        return site.answer(request, body, reader)

    return made
