"""A site comes back from bags alone, and nobody who was erased with it."""

import gzip
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import toy
from archive_harness import QUIET, answers, empty, history
from click.testing import CliRunner
from lxml import etree

from dip_lod import config as configuration
from dip_lod.archive.bagging import archive
from dip_lod.archive.reading import Chain
from dip_lod.archive.restoring import restore
from dip_lod.cli import _group
from dip_lod.config import Config
from dip_lod.journal import archived, erasing
from dip_lod.journal.reading import JOURNAL, current
from dip_lod.pipeline.erasing import erase
from dip_lod.pipeline.rolling_back import roll_back


@pytest.mark.parametrize("bags", [["whole"], ["bag3", "bag1", "bag2"], ["bag1", "bag2", "bag3", "whole"]])
def test_a_site_comes_back_with_the_same_addresses_versions_and_tombstones(config: Config, bags: list[str]) -> None:
    before, dump, asked = history(config), toy.dump(config), answers(config)
    assert {code for code, *_ in asked.values()} >= {200, 301, 303, 410}
    other = empty(config)
    made = restore(other, Chain(config.folder / bag for bag in bags), (), QUIET)
    assert made == current(config.data_folder).name
    assert history(other) == before and toy.dump(other) == dump
    assert answers(other) == asked
    again = toy.published(other)
    assert not again.changed and again.publication == made


def test_an_installation_comes_back_from_a_bag_alone(config: Config, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.move(config.folder / "whole", alone / "bag")
    asked = answers(config)
    shutil.rmtree(config.data_folder)
    shutil.rmtree(config.folder / "toy")
    done = CliRunner().invoke(_group, ["--config", str(alone / "dip-lod.toml"), "restore", str(alone / "bag")])
    assert done.exit_code == 0, done.output
    assert answers(configuration.load(alone / "dip-lod.toml", {})) == asked


def test_who_was_erased_does_not_come_back_from_an_older_bag(config: Config) -> None:
    bags = {one.id for one in archived.read(config.data_folder)}
    made = erase(config, "person/toy.3", "privacy", QUIET)
    assert {one.id for one in made.archives} == bags and len(bags) == 4
    folder = config.folder
    archive(config, folder / "bag4", folder / "bag3", folder / "dip-lod.toml")
    for file in (folder / "bag4").rglob("*"):
        if file.is_file():
            plain = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
            assert b"Naam 3" not in plain, file
    asked = answers(config)
    assert asked["/doc/person/toy.3"][0] == 410
    chain = [folder / f"bag{n}" for n in (1, 2, 3, 4)]
    restore(replace(config, data=Path("a")), Chain(chain), (), QUIET)
    assert answers(replace(config, data=Path("a"))) == asked
    for name, bag in (("b", "whole"), ("c", "bag1")):
        other = replace(config, data=Path(name))
        restore(other, Chain([folder / bag]), [config.data_folder], QUIET)
        assert answers(other)["/doc/person/toy.3"][0] == 410
        assert "Naam 3" not in toy.dump(other)
        assert b"Naam 3" not in (other.data_folder / JOURNAL).read_bytes()
        toy.published(other, confirm_loss=True)
        assert "Naam 3" not in toy.dump(other)


def test_what_the_bag_never_knew_stays_erased_too(config: Config) -> None:
    erase(config, "person/toy.8", "rights", QUIET)
    other = empty(config)
    restore(other, Chain([config.folder / "bag1"]), [config.data_folder], QUIET)
    assert erasing.erased(other.data_folder) == {"person/toy.8": "rights"}
    toy.published(other, confirm_loss=True)
    assert "Nieuw" not in toy.dump(other)


def test_a_site_that_was_rolled_back_comes_back_as_it_is(config: Config) -> None:
    roll_back(config, "2", QUIET)
    archive(config, config.folder / "bag4", config.folder / "bag3", config.folder / "dip-lod.toml")
    before, asked = history(config), answers(config)
    restore(empty(config), Chain(config.folder / f"bag{n}" for n in (1, 2, 3, 4)), (), QUIET)
    assert history(empty(config)) == before and answers(empty(config)) == asked
    events = etree.parse(config.folder / "bag4" / "data" / "premis.xml").getroot()
    assert "rollback" in events.xpath("//*[local-name() = 'eventType']/text()")
