"""A small repertoire in several publications, and a harvester's view of it."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient
from lxml import etree
from werkzeug.test import TestResponse

from dip_lod.config import Config
from dip_lod.harvest.oai import sets
from dip_lod.journal import writing
from dip_lod.journal.reading import PUBLICATIONS
from dip_lod.publication.links import LinkRows
from dip_lod.publication.manifest import Manifest, SourceEntry
from dip_lod.publication.packed import Packer
from dip_lod.publication.repertoire.rows import Rows
from dip_lod.publication.writing import Writer
from dip_lod.web.app import create_app
from dip_lod.web.page.current import CurrentPublication

BASE = "http://localhost:8000/"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
SCHEMA = "https://schema.org/"
SOURCES = (
    SourceEntry("dip", {"nl": "Verzonnen", "en": "Made up"}, None, {}, 1, 0),
    SourceEntry("bare", {}, None, {}, 1, 0),
)


def said(key: str, text: str, dataset: str = "dip", crm: bool = True) -> list[str]:
    """Say some things of a thing."""
    thing, document = f"<{BASE}id/{key}>", f"<{BASE}doc/{key}>"
    lines = [
        f'{thing} <{SCHEMA}name> "{text}"@nl .',
        f"{thing} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SCHEMA}CreativeWork> .",
        f"{document} <{SCHEMA}isPartOf> <{BASE}id/dataset/{dataset}> .",
    ]
    if crm:
        kind = "<http://www.cidoc-crm.org/cidoc-crm/E1_CRM_Entity>"
        lines.append(f"{thing} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> {kind} .")
    return sorted(lines)


def viewed(key: str, text: str) -> list[str]:
    """Say it in RDA."""
    return [f'<{BASE}id/{key}#rda> <http://rdaregistry.info/Elements/w/P10088> "{text}" .']


def publish(
    data: Path,
    number: int,
    documents: Mapping[str, list[str]],
    rda: Mapping[str, list[str]] | None = None,
    merged: Mapping[str, str] | None = None,
) -> int:
    """Write a publication and commit it, on the day of March 2026 that is its number, at noon."""
    at = f"2026-03-{number:02d}T12:00:00+00:00"
    folder = data / PUBLICATIONS / f"p{number}"
    folder.mkdir(parents=True)
    writer = Writer(folder, BASE)
    packer, views = Packer(BASE), rda or {}
    packed = [
        packer.pack(key, at, lines, views.get(key, []), sets.datasets(BASE, "\n".join(lines).encode()))
        for key, lines in sorted(documents.items())
    ]
    writer.add(packed, [], LinkRows(), Rows())
    writer.redirect(merged or {})
    writer.close()
    manifest = Manifest(
        id=f"p{number}", base_uri=BASE, as_of=at[:10], committed=at, software={}, sources=SOURCES,
        documents=len(documents), triples=writer.triples, kinds=dict(writer.kinds),
    )  # fmt: skip
    manifest.write(folder)
    return writing.commit(data, manifest, "0" * 64)


def client(data: Path) -> FlaskClient:
    """Serve a data folder, whatever is published in it next."""
    return create_app(Config(data=data, folder=data), CurrentPublication(data)).test_client()


def answer(client: FlaskClient, **arguments: str) -> TestResponse:
    """Ask, from nowhere: no limit of a client counts."""
    named = {name.rstrip("_"): value for name, value in arguments.items()}
    return client.get("/oai?" + urlencode(named), environ_overrides={"REMOTE_ADDR": ""})


def ask(client: FlaskClient, **arguments: str) -> etree._Element:
    """Ask, and parse the answer."""
    return etree.fromstring(answer(client, **arguments).data)


def code(tree: etree._Element) -> str | None:
    """Give the code of an error."""
    found = tree.find(f"{OAI}error")
    return None if found is None else found.get("code")


def headers(tree: etree._Element) -> list[tuple[str, str, bool]]:
    """Give key, datestamp and whether it is deleted, of each record."""
    return [
        (
            (one.findtext(f"{OAI}identifier") or "").removeprefix(f"{BASE}id/"),
            one.findtext(f"{OAI}datestamp") or "",
            one.get("status") == "deleted",
        )
        for one in tree.iter(f"{OAI}header")
    ]


def token(tree: etree._Element) -> str:
    """Give the resumption token, empty at the end of a list."""
    return tree.findtext(f".//{OAI}resumptionToken") or ""


def harvest(client: FlaskClient, **arguments: str) -> list[tuple[str, str, bool]]:
    """Read a list to its end."""
    arguments = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"} | arguments
    tree = ask(client, **arguments)
    found = headers(tree)
    while following := token(tree):
        tree = ask(client, verb=arguments["verb"], resumptionToken=following)
        found += headers(tree)
    return found
