"""Who has an answer of other settings, other site files or another program does not keep it as if it were this one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import web_harness

from dip_lod.config import Config, Log, Operations, Serve
from dip_lod.publication.reading import Publication
from dip_lod.publisher import Publisher
from dip_lod.tiles import Maps
from dip_lod.web.app import create_app
from dip_lod.web.page import edition

PAGES = ("/", "/doc/hall/caf%C3%A9", "/about", "/doc/hall/caf%C3%A9.ttl")
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Give the sample of the web tests."""
    return web_harness.publish(tmp_path_factory.mktemp("data"), web_harness.triples(web_harness.SAMPLE))


@pytest.mark.parametrize("page", PAGES)
def test_other_settings_are_another_etag(publication: Publication, page: str) -> None:
    config = web_harness.config(publication.folder.parents[1])
    etag = create_app(config, publication).test_client().get(page, headers=HTML).headers["ETag"]
    held = {**HTML, "If-None-Match": etag}
    other = replace(config, publisher=Publisher(name="Another House"))
    for settings, status in ((config, 304), (other, 200)):
        assert create_app(settings, publication).test_client().get(page, headers=held).status_code == status


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda one: replace(one, publisher=Publisher(name="Another House")), False),
        (lambda one: replace(one, maps=Maps(tiles="https://tiles.example/{z}/{x}/{y}.png", credit="x")), False),
        (lambda one: replace(one, licence="https://creativecommons.org/licenses/by/4.0/"), False),
        (lambda one: replace(one, serve=Serve(port=9, pages="")), True),
        (lambda one: replace(one, log=Log(requests=True), operations=Operations(free_bytes=1)), True),
        (lambda one: replace(one, folder=Path("/elsewhere"), data=Path("data")), True),
    ],
)
def test_what_shows_in_no_answer_makes_no_edition(change: Callable[[Config], Config], same: bool) -> None:
    assert (edition.edition(change(Config()), "files") == edition.edition(Config(), "files")) is same


def test_other_files_and_another_program_are_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {edition.edition(Config(), "files"), edition.edition(Config(), "others")}
    monkeypatch.setattr(edition, "program", lambda: "another")
    assert len(made | {edition.edition(Config(), "files")}) == 3
