"""Bags that are damaged, lie, or lack a link are refused in one sentence."""

import gzip
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import bagit
import pytest
from archive_harness import QUIET, empty
from click.testing import CliRunner

from dip_lod.archive.reading import Chain
from dip_lod.archive.restoring import restore
from dip_lod.cli import _group
from dip_lod.config import Config
from dip_lod.errors import ArchiveError
from dip_lod.journal.reading import JOURNAL


@pytest.mark.parametrize(
    ("bags", "sentence"),
    [
        (["bag3", "bag1"], "goes on from bag .*, which is missing; name that bag too"),
        (["bag2", "bag3"], "which is missing; name that bag too"),
    ],
)
def test_a_missing_link_is_one_sentence(config: Config, bags: list[str], sentence: str) -> None:
    with pytest.raises(ArchiveError, match=sentence) as caught:
        restore(empty(config), Chain(config.folder / bag for bag in bags), (), QUIET)
    assert "\n" not in str(caught.value)
    assert not (empty(config).data_folder / JOURNAL).exists()


def _cut(bag: Path) -> None:
    file = bag / "data" / "journal" / "000001.ndjson.gz"
    os.truncate(file, file.stat().st_size - 1)


def _flip(bag: Path) -> None:
    file = bag / "data" / "publication" / "manifest.json"
    file.write_bytes(file.read_bytes().replace(b"0", b"1", 1))


def _link(bag: Path) -> None:
    (bag / "data" / "README.txt").unlink()
    (bag / "data" / "README.txt").symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    "damage",
    [
        _cut,
        _flip,
        _link,
        lambda bag: (bag / "data" / "premis.xml").unlink(),
        lambda bag: (bag / "data" / "more").write_text("x"),
        lambda bag: (bag / "manifest-sha512.txt").unlink(),
        lambda bag: (bag / "bagit.txt").unlink(),
        lambda bag: (bag / "bag-info.txt").write_text("x"),
    ],
)
def test_a_damaged_bag_is_refused_in_one_sentence(config: Config, damage: object) -> None:
    bag = config.folder / "whole"
    damage(bag)  # type: ignore[operator]
    done = CliRunner().invoke(_group, ["archive", "--verify", str(bag)])
    assert isinstance(done.exception, ArchiveError) and "take another copy" in str(done.exception)
    assert "\n" not in str(done.exception)
    with pytest.raises(ArchiveError):
        restore(empty(config), Chain([bag]), (), QUIET)
    assert not empty(config).data_folder.exists() or not (empty(config).data_folder / JOURNAL).exists()


def _line(**told: object) -> Callable[[Path], None]:
    """Change what the history says first of a document."""

    def change(data: Path) -> None:
        file = data / "journal" / "000001.ndjson.gz"
        lines = gzip.decompress(file.read_bytes()).decode().splitlines()
        lines[1] = json.dumps(json.loads(lines[1]) | told)
        file.write_bytes(gzip.compress("\n".join(lines).encode()))

    return change


def _folder(data: Path) -> None:
    file = data / "journal" / "000001.ndjson.gz"
    file.write_bytes(gzip.compress(gzip.decompress(file.read_bytes()).replace(b'"folder":"', b'"folder":"../../', 1)))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_line(statements=5), "is no part of a journal"),
        (_line(statements="<urn:a> <urn:b> <urn:c> .\n"), "gives another dump than was published"),
        (_folder, "names '../../.*', which is no publication"),
        (lambda data: (data / "journal" / "erased.json").write_text("[1]"), "is no list of what was erased"),
        (lambda data: (data / "publication" / "quality.sqlite").write_text("x"), "is damaged"),
        (lambda data: (data / "journal" / "redirects.ndjson.gz").unlink(), "has no 'journal/redirects.ndjson.gz'"),
    ],
)
def test_a_bag_that_lies_with_right_checksums_is_refused(
    config: Config, change: Callable[[Path], object], sentence: str
) -> None:
    bag = config.folder / "whole"
    change(bag / "data")
    file = bag / "data" / "package.json"
    told = json.loads(file.read_text("utf-8"))
    for name in told["files"]:
        if (bag / "data" / name).is_file():
            told["files"][name]["sha512"] = hashlib.sha512((bag / "data" / name).read_bytes()).hexdigest()
    file.write_text(json.dumps(told), "utf-8")
    bagit.Bag(str(bag)).save(manifests=True)
    with pytest.raises(ArchiveError, match=sentence):
        restore(empty(config), Chain([bag]), (), QUIET)
    assert not (empty(config).data_folder / JOURNAL).exists()
    assert not list((config.folder / "elsewhere").glob("publications/*"))


def test_a_bag_of_the_same_name_with_other_words_is_refused(config: Config) -> None:
    other = config.folder / "bag1" / "data" / "settings" / "toy" / "person.rq"
    other.write_text("# other")
    bagit.Bag(str(config.folder / "bag1")).save(manifests=True)
    with pytest.raises(ArchiveError, match=r"has no 'settings/toy/person.rq' as th"):
        Chain(config.folder / f"bag{n}" for n in (1, 2, 3)).files()


def test_a_restore_overwrites_nothing(config: Config) -> None:
    with pytest.raises(ArchiveError, match="has a journal; move that folder away, and name it with --erased"):
        restore(config, Chain([config.folder / "whole"]), (), QUIET)


def test_a_bag_of_another_site_is_refused(config: Config) -> None:
    other = replace(empty(config), base_uri="https://podium.example/")
    with pytest.raises(ArchiveError, match=r"is of http://localhost:8000/, not of https://podium.example/"):
        restore(other, Chain([config.folder / "whole"]), (), QUIET)
