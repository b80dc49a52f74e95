"""What the tests of the web share: a publication of made-up edge cases, and one of the reference example."""

from pathlib import Path

import pytest
import web_harness
from flask.testing import FlaskClient

from dip_lod.publication.reading import Publication
from dip_lod.web.app import create_app


@pytest.fixture(scope="session")
def edges(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Give a publication of made-up edge cases."""
    return web_harness.publish(tmp_path_factory.mktemp("edges"), web_harness.triples(web_harness.SAMPLE))


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Publication:
    """Give a publication of the reference example of the data model, with the edge cases."""
    files = (shared / "model" / "example.ttl", web_harness.SAMPLE)
    return web_harness.publish(tmp_path_factory.mktemp("reference"), web_harness.triples(*files))


@pytest.fixture(scope="session")
def client(edges: Publication) -> FlaskClient:
    """Give a client of the edge cases, without an endpoint."""
    return create_app(web_harness.config(edges.folder), edges).test_client()


@pytest.fixture(scope="session")
def site(reference: Publication) -> FlaskClient:
    """Give a client of the reference example, without an endpoint."""
    return create_app(web_harness.config(reference.folder), reference).test_client()
