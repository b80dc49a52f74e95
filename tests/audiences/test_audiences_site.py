"""Audiences as a part of a publication: built, verified, erased beside, archived, restored and rolled back."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import toy
from audiences_harness import OURS

from dip_lod import config as configuration
from dip_lod.archive.bagging import archive
from dip_lod.archive.reading import Chain
from dip_lod.archive.restoring import restore, settings
from dip_lod.audiences.errors import RefusedError
from dip_lod.audiences.reading import Audiences
from dip_lod.audiences.tables import AUDIENCES
from dip_lod.config import Config
from dip_lod.journal.reading import current
from dip_lod.monitor import Audiences as Monitor
from dip_lod.pipeline.backing_up import backup
from dip_lod.pipeline.erasing import erase
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.restoring import restore as put_back
from dip_lod.pipeline.rolling_back import roll_back
from dip_lod.pipeline.verifying import verify

PEOPLE = [{"id": f"{n}", "name": f"Naam {n}"} for n in range(4)]
QUIET = Progress(quiet=True)
HEAD = "season,discipline,group,municipality,visits\n"
VISITS = HEAD + "".join(
    f"2024/2025,{genre},{group},{area},{number}\n"
    for genre, area, number in (("toneel", "GM0599", 120), ("dans", "GM0363", 85), ("muziek", "GM0344", 40))
    for group in "abc"
)
EXTRA = f"""[build]
processes = 1
[audiences]
schemes = ["{OURS}", "own.toml"]
[[audiences.visits]]
scheme = "{OURS}"
files = ["visits/*.csv"]
"""
OWN = """code = "own"
title = { nl = "Eigen", en = "Own" }
description = { nl = "Eigen.", en = "Own." }
[[groups]]
code = "x"
name = { nl = "X", en = "X" }
definition = { nl = "X.", en = "X." }
"""


@pytest.fixture
def site(tmp_path: Path) -> Config:
    """Give a site with audiences, not built yet."""
    (tmp_path / "visits").mkdir()
    (tmp_path / "visits" / "monitor.csv").write_text(VISITS, "utf-8")
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    return toy.site(tmp_path, PEOPLE, extra=EXTRA)


def audiences(config: Config) -> Audiences:
    return Audiences(current(config.data_folder))


def wrong(config: Config) -> list[str]:
    folder = current(config.data_folder)
    return [f"{check.name}: {check.wrong}" for check in verify(config.data_folder, folder) if check.wrong]


def test_a_build_counts_verify_agrees_and_the_manifest_knows_the_file(site: Config) -> None:
    toy.published(site)
    folder = current(site.data_folder)
    told = {one.key: one.value for one in audiences(site).visits(OURS)}
    assert told["nl-2024-2025", "a", "_T", "_T"] == 245 and told["nl-2024-2025", "a", "dans", "_T"] == 85
    assert wrong(site) == []
    assert AUDIENCES in json.loads((folder / "manifest.json").read_text("utf-8"))["files"]


def test_a_new_delivery_alone_makes_a_publication_and_the_same_one_none(site: Config) -> None:
    assert toy.published(site).changed
    assert not toy.published(site).changed
    file = site.folder / "visits" / "monitor.csv"
    file.write_text(VISITS.replace("dans,a,GM0363,85", "dans,a,GM0363,385"), "utf-8")
    assert toy.published(site).changed
    assert len(audiences(site).occasions) == 2


def test_no_digest_of_a_delivery_is_published_that_one_could_try_numbers_on(site: Config) -> None:
    """Who knows all of a delivery but one small number would hash ten candidates: the secret of the site is in it."""
    toy.published(site)
    told = json.loads((current(site.data_folder) / "manifest.json").read_text("utf-8"))["software"]["audiences"]
    other = replace(site, data=Path("elsewhere"))
    toy.published(other)
    again = json.loads((current(other.data_folder) / "manifest.json").read_text("utf-8"))["software"]["audiences"]
    assert told != again


def test_a_delivery_of_persons_stops_the_build_before_anything_is_read(site: Config) -> None:
    toy.published(site)
    before = current(site.data_folder)
    (site.folder / "visits" / "tickets.csv").write_text("season,group,visits,email\n2024/2025,a,1,x@example.nl\n", "utf-8")
    with pytest.raises(RefusedError, match=r"tickets.csv, column 4: looks like a record of persons"):
        toy.published(site)
    assert current(site.data_folder) == before
    for file in site.data_folder.rglob("*"):
        assert not file.is_file() or b"x@example.nl" not in file.read_bytes()


def test_an_erasure_keeps_audiences_as_they_were_without_a_delivery(site: Config) -> None:
    toy.published(site)
    before = audiences(site).visits(OURS)
    for file in (site.folder / "visits").iterdir():
        file.unlink()
    erase(site, "person/toy.1", "privacy", QUIET)
    assert audiences(site).visits(OURS) == before != []
    assert list(audiences(site).occasions)[-1] == current(site.data_folder).name
    assert wrong(site) == []


def test_an_erasure_right_after_a_rollback_does_not_forget_what_was_taken_back(site: Config) -> None:
    toy.published(site)
    first, file = audiences(site).visits(OURS), site.folder / "visits" / "monitor.csv"
    file.write_text(VISITS.replace("dans,a,GM0363,85", "dans,a,GM0363,385"), "utf-8")
    toy.published(site)
    taken_back = audiences(site).visits(OURS)
    roll_back(site, None, QUIET)
    erase(site, "person/toy.1", "privacy", QUIET)
    assert audiences(site).visits(OURS) == first and wrong(site) == []
    occasions = list(audiences(site).occasions.values())
    assert len(occasions) == 3 and audiences(site).visits(OURS, occasions[1]) == taken_back
    file.write_text(VISITS.replace("dans,a,GM0363,85", "dans,a,GM0363,388"), "utf-8")
    toy.published(site)
    assert [one.why for one in audiences(site).held] == ["earlier"], "three more than a number that was given"


def test_a_site_from_its_bags_and_one_from_a_back_up_have_the_same_audiences(site: Config, tmp_path: Path) -> None:
    toy.published(site)
    before = audiences(site).visits(OURS)
    archive(site, tmp_path / "bag", file=site.folder / "dip-lod.toml")
    backup(site.data_folder, tmp_path / "backup.tar.gz")
    chain = Chain([tmp_path / "bag"])
    settings(chain, tmp_path / "new")
    assert (tmp_path / "new" / "own.toml").is_file() and not (tmp_path / "new" / "visits").exists()
    restored = configuration.load(tmp_path / "new" / "dip-lod.toml", {})
    restore(restored, chain, (), QUIET)
    assert audiences(restored).visits(OURS) == before != [] and wrong(restored) == []
    put_back(tmp_path / "third", tmp_path / "backup.tar.gz")
    assert Audiences(current(tmp_path / "third")).visits(OURS) == before


def test_without_audiences_a_publication_has_no_file_of_them(tmp_path: Path) -> None:
    config = toy.site(tmp_path, PEOPLE, extra="[build]\nprocesses = 1\n")
    toy.published(config)
    assert not (current(config.data_folder) / AUDIENCES).exists() and wrong(config) == []


def test_audiences_that_leave_the_configuration_leave_but_are_not_forgotten(site: Config) -> None:
    toy.published(site)
    bare = replace(site, audiences=Monitor())
    toy.published(bare)
    assert audiences(bare).schemes == {} and audiences(bare).visits(OURS) == []
    file = site.folder / "visits" / "monitor.csv"
    file.write_text(VISITS.replace("dans,a,GM0363,85", "dans,a,GM0363,89"), "utf-8")
    toy.published(site)
    assert [one.why for one in audiences(site).held] == ["earlier"]
