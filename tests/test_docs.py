"""The documentation, followed to the letter."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docs_harness import ROOT, Reader

TUTORIAL = ROOT / "docs/tutorial/your-own-records.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a stranger's folder: with the folder `dip_lod` in it, and nothing else."""
    (tmp_path / "dip_lod").symlink_to(ROOT)
    return tmp_path


@pytest.fixture
def reader(folder: Path) -> Iterator[Reader]:
    """Give a reader who has no settings of ours."""
    strange = ("DIP_LOD_", "VIRTUAL_ENV", "PYTHON")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    following = Reader(folder, environment | {"LC_ALL": "C.UTF-8"})
    yield following
    following.close()


@pytest.mark.timeout(600)
def test_a_stranger_can_follow_the_tutorial_alone(reader: Reader, folder: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl: the tutorial uses it")
    reader.follow(TUTORIAL)
    assert {one.name for one in folder.iterdir() if not one.name.startswith("serve-")} == {"dip_lod", "theatre"}
