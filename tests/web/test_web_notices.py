"""What the publisher promises: about, privacy, accessibility, and paths that people try."""

from dataclasses import replace
from pathlib import Path

import pytest
import web_harness
from flask.testing import FlaskClient
from page_harness import page, parsed, texts_of

from dip_lod.publication.reading import Publication
from dip_lod.publisher import Publisher
from dip_lod.web.app import create_app


def test_about_says_since_when_by_the_journal(client: FlaskClient) -> None:
    assert "Dit is de eerste publicatie, van 2 maart 2026" in page(client, "/about")


def test_about_names_the_licence_of_each_source(tmp_path: Path) -> None:
    said = """@base <https://data.example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      <id/dataset/dip> rdfs:label "Verzonnen"@nl . <id/person/p> rdfs:label "P"@nl ."""
    (tmp_path / "said.ttl").write_text(said, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "said.ttl"))
    about = publication.manifest
    first = replace(about.sources[0], licence="https://creativecommons.org/publicdomain/zero/1.0/")
    replace(about, sources=(first, *about.sources[1:])).write(publication.folder)
    again = Publication(publication.folder)
    tree = parsed(page(create_app(web_harness.config(tmp_path), again).test_client(), "/about"))
    dip, bare = (one for one in tree.findall(".//main//ul/li") if "record" in "".join(one.itertext()))
    assert [one.get("href") for one in dip.findall("a")] == ["/doc/dataset/dip", first.licence]
    assert "CC0 1.0" in "".join(dip.itertext())
    assert not bare.findall(".//a") and "vraag de bron" in "".join(bare.itertext())


def test_every_page_leads_to_the_statements(client: FlaskClient) -> None:
    links = {one.get("href") for one in parsed(page(client, "/doc/person/p.veel")).findall(".//footer//a")}
    assert {"/about", "/privacy", "/accessibility", "/quality", "/model"} <= links


@pytest.mark.parametrize("path", ["/about", "/privacy", "/accessibility"])
def test_the_contact_comes_from_the_configuration(edges: Publication, path: str) -> None:
    publisher = Publisher("Huis", "https://huis.example/", "post@huis.example", "https://huis.example/privacy")
    config = replace(web_harness.config(edges.folder), publisher=publisher)
    text = page(create_app(config, edges).test_client(), path)
    assert 'href="mailto:post@huis.example"' in text and 'href="https://huis.example/"' in text
    assert ('href="https://huis.example/privacy"' in text) == (path == "/privacy")


def test_a_publisher_with_no_address_says_so_and_a_wrong_link_is_none(edges: Publication) -> None:
    config = replace(web_harness.config(edges.folder), publisher=Publisher("Huis", "javascript:alert(1)"))
    text = page(create_app(config, edges).test_client(), "/privacy")
    assert "javascript:" not in text and "noemt geen adres" in text


def test_privacy_tells_how_to_be_erased(client: FlaskClient) -> None:
    headings = texts_of(parsed(page(client, "/privacy", "en")), ".//h2")
    assert {"What is held about people", "To have your data mended", "To have your data erased"} <= set(headings)


@pytest.mark.parametrize(
    ("asked", "status", "there"),
    [
        ("/id/person/p.veel.ttl", 303, "/doc/person/p.veel.ttl"),
        ("/id/hall/caf%C3%A9.jsonld", 303, "/doc/hall/caf%C3%A9.jsonld"),
        ("/favicon.ico", 301, "/static/favicon.svg"),
    ],
)
def test_a_path_that_people_try_leads_somewhere(client: FlaskClient, asked: str, status: int, there: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (status, there)
    assert client.get(there).status_code == 200
