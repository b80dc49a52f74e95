"""What the tests of harvesting share."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from season import Season


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Season]:
    """Give an empty season."""
    made = Season(tmp_path / "data")
    with closing(made.server.socket):
        yield made
