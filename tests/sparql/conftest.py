"""Real stores of made-up triples, and real supervisors over them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from endpoints import LIMITS, Endpoint, build_store


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("stores")
    return build_store(folder / "first", "first"), build_store(folder / "second", "second")


@pytest.fixture(scope="module")
def endpoint(stores: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    started = Endpoint(tmp_path_factory.mktemp("run") / "sparql.sock", stores[0], LIMITS)
    yield started
    started.supervisor.stop()


@pytest.fixture
def start(stores: tuple[Path, Path], tmp_path: Path) -> Iterator[Callable[..., Endpoint]]:
    """Start an endpoint with limits of one's own."""
    running: list[Endpoint] = []

    def start(**limits: float) -> Endpoint:
        chosen = replace(LIMITS, **limits)  # type: ignore[arg-type]
        running.append(Endpoint(tmp_path / f"{len(running)}.sock", stores[0], chosen))
        return running[-1]

    yield start
    for each in running:
        each.supervisor.stop()
