"""Every dataset, built once a session and shared by all judges."""

from functools import cache
from pathlib import Path

import pytest
from conformance_harness import DATASETS, Built, Dataset, make


@pytest.fixture(scope="session")
def built(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Give a dataset by name; the first who asks has it built."""

    @cache
    def give(name: str) -> Dataset:
        return make(name, shared, tmp_path_factory.mktemp(name))

    return give


@pytest.fixture(scope="session", params=DATASETS)
def dataset(request: pytest.FixtureRequest, built: Built) -> Dataset:
    """Give each dataset in turn."""
    return built(request.param)
