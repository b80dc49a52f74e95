"""What all tests share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
import store_servers

from dip_lod.config import Config


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of real records and of the outside judges, which stands beside the checkout."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no folder 'shared' beside the checkout: the real records are not here")
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Config]]:
    """Give what starts a real store by the name of its engine; it ends with the module, and with it what still runs."""
    with ExitStack() as running:

        @cache
        def start(engine: str) -> Config:
            return running.enter_context(store_servers.serve(engine, tmp_path_factory.mktemp(engine)))

        yield start
