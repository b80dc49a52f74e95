"""What the tests of descriptions and dumps share: a small made-up season, built behind an https address."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dip_lod import config as configuration
from dip_lod.config import Config
from dip_lod.journal.reading import current
from dip_lod.pipeline.build import Options, build
from dip_lod.pipeline.progress import Progress
from dip_lod.publication.reading import Publication
from dip_lod.sample import write
from dip_lod.web.app import create_app

BASE = "https://data.example.org/"
SETTINGS = """
base_uri = "https://data.example.org/"
[publisher]
name = "Verzonnen uitgever"
url = "https://www.example.org/"
email = "data@example.org"
identifier = "NL-0000000000"
same_as = ["http://www.wikidata.org/entity/Q1"]
[[sources]]
mapping = "dip"
files = ["records/*.ndjson"]
[audiences]
schemes = ["cultuurprofielen-stand-in", "audience-spectrum-stand-in"]
[[audiences.visits]]
scheme = "audience-spectrum-stand-in"
files = ["records/visits/elsewhere.csv"]
"""


@pytest.fixture(scope="session")
def season(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Build a season of a few productions."""
    folder = tmp_path_factory.mktemp("season")
    write(folder / "records", 12, 7, "ndjson")
    (folder / "dip-lod.toml").write_text(SETTINGS, "utf-8")
    config = configuration.load(folder / "dip-lod.toml", {})
    build(config, Options(date(2026, 3, 2)), Progress(quiet=True))
    return config


@pytest.fixture(scope="session")
def publication(season: Config) -> Publication:
    """Give the publication of the season."""
    return Publication(current(season.data_folder))


@pytest.fixture(scope="session")
def client(season: Config, publication: Publication) -> FlaskClient:
    """Give a client of a site that has an endpoint, though nobody answers there."""
    return create_app(season, publication, Path("nobody.sock")).test_client()


@pytest.fixture(scope="session")
def fetch(client: FlaskClient) -> Callable[[str, str], bytes]:
    """Give what fetches a path in a media type."""

    def get(path: str, accept: str = "application/n-triples") -> bytes:
        answer = client.get(path, headers={"Accept": accept}, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return answer.data

    return get
