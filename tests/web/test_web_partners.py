"""/partners: what there is for each partner; what it links to answers, and each command exists."""

import re
from dataclasses import fields, replace
from html import unescape
from pathlib import Path

import html5lib
import pytest
import web_harness
from flask.testing import FlaskClient

from dip_lod import cli
from dip_lod.publication.reading import Publication
from dip_lod.publisher import Partners, Publisher
from dip_lod.web.about.partners import FOR, OUTPUTS
from dip_lod.web.app import create_app

HTML = {"Accept": "text/html"}


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    html5lib.HTMLParser(strict=True).parse(answer.text)
    return unescape(answer.text)


@pytest.mark.parametrize("language", ["nl", "en", "fy"])
def test_each_partner_has_its_outputs_and_whom_to_ask(site: FlaskClient, language: str) -> None:
    page = text(site, f"/partners?lang={language}")
    assert re.findall(r'id="_(\w+)"><h2>', page) == [one.name for one in fields(Partners)] == list(FOR)
    assert page.count("Datateam") == len(FOR)
    assert {one for given in FOR.values() for one in given} == set(OUTPUTS)


def test_every_address_answers(site: FlaskClient) -> None:
    main = text(site, "/partners").partition("<main")[2].partition("</main>")[0]
    links = re.findall(r'href="(/[^"]*)"', main)
    assert len(links) > 30
    for link in dict.fromkeys(links):
        answer = site.get(link, headers={"Accept": "*/*"})
        assert answer.status_code == 200 or (answer.status_code == 303 and "/harvest" in answer.headers["Location"]), (
            link
        )


def test_every_command_exists() -> None:
    commands = {words.split()[1] for one in OUTPUTS.values() for words in one.commands}
    assert commands and commands <= set(cli._COMMANDS)


def test_about_leads_to_it_and_nothing_is_not_there_yet(site: FlaskClient) -> None:
    assert 'href="/partners' in text(site, "/about").partition("<main")[2]
    assert "not there yet" not in text(site, "/partners?lang=en")
    assert all(one.addresses or one.commands for one in OUTPUTS.values())


def test_whom_to_ask_comes_from_the_configuration(reference: Publication) -> None:
    config = replace(
        web_harness.config(reference.folder),
        partners=Partners(ocw="Team Verantwoording"),
        publisher=Publisher(contact="Balie", email="balie@example.org"),
    )
    page = text(create_app(config, reference).test_client(), "/partners")
    assert page.count("Team Verantwoording") == 1 and page.count("Balie, <a") == len(FOR) - 1


def test_where_nothing_is_published_the_page_says_so(tmp_path: Path) -> None:
    empty = web_harness.publish(tmp_path / "data", [])
    client = create_app(web_harness.config(empty.folder), empty).test_client()
    assert "Nothing has been published yet" in text(client, "/partners?lang=en")


def test_sizes_of_municipalities_are_promised_only_where_their_table_is(reference: Publication) -> None:
    config = web_harness.config(reference.folder)
    words = "only with a table of inhabitants"
    assert words in text(create_app(config, reference).test_client(), "/partners?lang=en")
    sized = replace(config, inhabitants=Path("inhabitants.csv"))
    assert words not in text(create_app(sized, reference).test_client(), "/partners?lang=en")
