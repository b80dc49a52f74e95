"""Where W3C's suites are: `W3C_SUITES` names a folder `sparql11` (of w3c/rdf-tests, or of rdflib's source), or `.w3c`."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def suites() -> Path:
    """Give the folder with a folder for each suite."""
    folder = Path(os.environ.get("W3C_SUITES", Path(__file__).resolve().parents[2] / ".w3c"))
    if not (folder / "aggregates").is_dir():
        pytest.skip("W3C's suites are not here: run `make w3c`, or let W3C_SUITES name the folder sparql11 of w3c/rdf-tests")
    return folder
