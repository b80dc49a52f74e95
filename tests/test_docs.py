"""The documentation, followed to the letter."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bad_input import write
from docs_harness import ROOT, Reader, blocks

from dip_lod import config

TUTORIAL = ROOT / "docs/tutorial/your-own-records.md"
DUTCH = ROOT / "docs/tutorial/eigen-gegevens.md"
README = ROOT / "README.md"
HOW_TO = ROOT / "docs/how-to"
BIN = Path(sys.executable).parent
PAGES = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


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


def test_a_stranger_can_follow_the_tutorial_alone(reader: Reader, folder: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl: the tutorial uses it")
    reader.follow(TUTORIAL)
    assert {one.name for one in folder.iterdir() if not one.name.startswith("serve-")} == {"dip_lod", "theatre"}


@pytest.mark.parametrize("page", sorted(HOW_TO.glob("*.md")), ids=lambda page: page.stem)
def test_a_how_to_goes_on_from_the_tutorial(page: Path, reader: Reader, folder: Path) -> None:
    _files_of_the_tutorial(folder, reader)
    reader.type(f"PATH={BIN}:$PATH")
    if page.stem == "back-up":
        assert reader.type("dip-lod build 2>&1")[1] == 0
    reader.follow(page)


@pytest.mark.parametrize("page", ["first-question", "eerste-vraag"])
def test_someone_who_never_wrote_sparql_can_ask(page: str, reader: Reader) -> None:
    reader.type(f"PATH={BIN}:$PATH; alias python3=true; alias .=true; shopt -s expand_aliases")
    reader.follow(ROOT / f"docs/tutorial/{page}.md", skipped="pip install")


def test_the_least_configuration_is_one(tmp_path: Path) -> None:
    least = next(block for block in blocks(HOW_TO / "configure.md") if block.kind == "toml")
    write(tmp_path / "dip-lod.toml", least.text)
    settings = config.load(tmp_path / "dip-lod.toml", {})
    assert settings.base_uri == "https://data.example.org/"


def _files_of_the_tutorial(folder: Path, reader: Reader) -> None:
    for block in blocks(TUTORIAL):
        if block.file:
            write(folder / block.file, block.text.replace(":8000", f":{reader.port}"))


def test_a_data_steward_can_follow_the_dutch_page(reader: Reader, folder: Path) -> None:
    english = {block.file: block.text for block in blocks(TUTORIAL) if block.file}
    dutch = {block.file: block.text for block in blocks(DUTCH) if block.file}
    assert dutch.items() <= english.items()
    for name in english.keys() - dutch.keys():
        write(folder / "theatre" / name, english[name])
    reader.type(f"PATH={BIN}:$PATH; alias mkdir='mkdir -p'; shopt -s expand_aliases")
    reader.follow(DUTCH, skipped="pip install")


def test_the_readme_shows_what_the_demo_answers(reader: Reader, folder: Path) -> None:
    recipe = re.findall(r"^\t(?!\$\(PYTHON\))(.*)$", _rule("demo"), re.M)
    reader.type(f"PATH={BIN}:$PATH; mkdir docs; cp {ROOT}/docs/demo.toml docs; mkdir demo")
    for line in recipe:
        command = line.replace("$(BIN)/", "").replace("$(DEMO)", "demo")
        if command.endswith("serve"):
            reader.serve(command)
        else:
            assert reader.type(command)[1] == 0
            reader.type(f"sed -i 's/:8000/:{reader.port}/' demo/dip-lod.toml")
    reader.follow(README, skipped="make ")


def _rule(target: str) -> str:
    """Give the recipe of a target of the Makefile."""
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert found, target
    return found[1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.M | re.S)
    for link in re.findall(r"(?<!`)\]\(([^)\s]+)\)", text):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name}: {link}"
        if anchor:
            assert anchor in _anchors(target), f"{page.name}: {link}"


def _anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_index_lists_every_page() -> None:
    index = (ROOT / "docs/index.md").read_text("utf-8")
    linked = {(ROOT / "docs" / link).resolve() for link in re.findall(r"\]\(([^)#\s]+\.md)\)", index)}
    assert linked >= set((ROOT / "docs").rglob("*.md")) - {ROOT / "docs/index.md"}


def test_every_folder_of_the_readme_is_there() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tops = {line.partition("/")[0] for line in tracked.splitlines() if "/" in line and not line.startswith(".")}
    table = README.read_text("utf-8").partition("## What is in the folders")[2].partition("## Status")[0]
    assert tops <= set(re.findall(r"`(\w+)/`", table))
