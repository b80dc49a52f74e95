"""An installation with three publications and four bags."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import toy
from archive_harness import PEOPLE

from dip_lod import config as configuration
from dip_lod.archive.bagging import archive
from dip_lod.config import Config


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an installation with three publications and three bags: whole, and what is new since each."""
    folder = tmp_path_factory.mktemp("built")
    config = toy.site(folder, PEOPLE, extra="[build]\nprocesses = 1\n")
    toy.published(config)
    archive(config, folder / "bag1", file=folder / "dip-lod.toml")
    merged = [PEOPLE[0] | {"name": "Andere naam"}, *PEOPLE[1:6], PEOPLE[6] | {"mergedInto": "5"}]
    toy.deliver(folder, merged)
    toy.published(config, confirm_loss=True)
    archive(config, folder / "bag2", folder / "bag1", folder / "dip-lod.toml")
    toy.deliver(folder, [*merged, {"id": "8", "name": "Nieuw"}])
    toy.published(config)
    archive(config, folder / "bag3", folder / "bag2", folder / "dip-lod.toml")
    archive(config, folder / "whole", file=folder / "dip-lod.toml")
    return folder


@pytest.fixture
def config(built: Path, tmp_path: Path) -> Config:
    """Give a copy of that installation."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return configuration.load(tmp_path / "dip-lod.toml", {})


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Keep bagit's log out of the tests."""
    logger = logging.getLogger("bagit")
    with closing(logging.NullHandler()) as handler:
        logger.addHandler(handler)
        yield
        logger.removeHandler(handler)
