"""The documentation, followed to the letter."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bad_input import write
from docs_harness import ROOT, Reader, blocks

from dip_lod import config

TUTORIAL = ROOT / "docs/tutorial/your-own-records.md"
HOW_TO = ROOT / "docs/how-to"


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


@pytest.mark.timeout(120)
@pytest.mark.parametrize("page", sorted(HOW_TO.glob("*.md")), ids=lambda page: page.stem)
def test_a_how_to_goes_on_from_the_tutorial(page: Path, reader: Reader, folder: Path) -> None:
    for block in blocks(TUTORIAL):
        if block.file:
            write(folder / block.file, block.text.replace(":8000", f":{reader.port}"))
    reader.type(f"PATH={Path(sys.executable).parent}:$PATH")
    if page.stem == "back-up":
        assert reader.type("dip-lod build 2>&1")[1] == 0
    reader.follow(page)


def test_the_least_configuration_is_one(tmp_path: Path) -> None:
    least = next(block for block in blocks(HOW_TO / "configure.md") if block.kind == "toml")
    write(tmp_path / "dip-lod.toml", least.text)
    settings = config.load(tmp_path / "dip-lod.toml", {})
    assert settings.base_uri == "https://data.example.org/"
