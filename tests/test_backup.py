"""Back-up and restore: after the loss of the data folder the same addresses, dates and history come back."""

import io
import os
import shutil
import sqlite3
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import toy

from dip_lod import config as configuration
from dip_lod.config import Config
from dip_lod.errors import PublicationError
from dip_lod.harvest import secret
from dip_lod.journal.reading import JOURNAL, Journal, current
from dip_lod.pipeline import backing_up
from dip_lod.pipeline.backing_up import backup
from dip_lod.pipeline.restoring import restore
from dip_lod.pipeline.verifying import verify
from dip_lod.publication import layout
from dip_lod.publication.quality.reading import Quality

PEOPLE = [{"id": f"{n}", "name": f"Naam {n}"} for n in range(12)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an installation with two publications: one person has been renamed, one is gone."""
    folder = tmp_path_factory.mktemp("built")
    config = toy.site(folder, PEOPLE, extra="[build]\nprocesses = 1\n")
    toy.published(config)
    toy.deliver(folder, [PEOPLE[0] | {"name": "Andere naam"}, *PEOPLE[1:-1]])
    toy.published(config)
    return folder


@pytest.fixture
def config(built: Path, tmp_path: Path) -> Config:
    """Give a copy of that installation."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return configuration.load(tmp_path / "dip-lod.toml", {})


def history(config: Config) -> list[object]:
    journal = Journal(config.data_folder)
    keys = [f"person/toy.{n}" for n in range(12)]
    return [journal.publications(), *(journal.history(key) for key in keys)]


def test_after_a_loss_restore_and_build_give_the_same_addresses_dates_and_history(
    config: Config, tmp_path: Path
) -> None:
    before, dump = history(config), toy.dump(config)
    folder = current(config.data_folder).name
    assert backup(config.data_folder, tmp_path / "b.tar.gz") == folder
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0
    shutil.rmtree(config.data_folder)
    assert restore(config.data_folder, tmp_path / "b.tar.gz") == folder
    assert history(config) == before and toy.dump(config) == dump
    assert [check for check in verify(config.data_folder, current(config.data_folder), whole=True) if check.wrong] == []
    later = toy.AS_OF.replace(year=2027)
    again = toy.published(config, later)
    assert not again.changed and again.publication == folder  # nothing new: no date changes, nothing is committed
    toy.deliver(tmp_path, [PEOPLE[0] | {"name": "Andere naam"}, *PEOPLE[1:-2]])
    toy.published(config, later)
    assert history(config)[0][:2] == before[0]  # type: ignore[index]
    assert len(Quality(current(config.data_folder)).history()) == 3
    assert not list(config.data_folder.glob("publications/building-*"))


def test_a_back_up_can_be_taken_while_a_build_writes(config: Config, tmp_path: Path) -> None:
    with sqlite3.connect(config.data_folder / JOURNAL) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute(
            "INSERT INTO publication (folder, committed, as_of, documents, triples, dump) VALUES ('x','','',0,0,'')"
        )
        backup(config.data_folder, tmp_path / "b.tar.gz")
        writing.rollback()
    writing.close()
    shutil.rmtree(config.data_folder)
    restore(config.data_folder, tmp_path / "b.tar.gz")
    assert len(Journal(config.data_folder).publications()) == 2


def test_a_back_up_overwrites_nothing(config: Config, tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_text("precious")
    with pytest.raises(PublicationError, match="is there already; name a new file"):
        backup(config.data_folder, tmp_path / "b.tar.gz")
    assert (tmp_path / "b.tar.gz").read_text() == "precious"


def test_a_restore_overwrites_nothing(config: Config, tmp_path: Path) -> None:
    backup(config.data_folder, tmp_path / "b.tar.gz")
    with pytest.raises(PublicationError, match="has a journal; move that folder away first"):
        restore(config.data_folder, tmp_path / "b.tar.gz")


def test_nothing_published_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match="nothing has been published here yet"):
        backup(tmp_path / "data", tmp_path / "b.tar.gz")


def test_a_place_that_cannot_be_written_is_one_sentence(config: Config, tmp_path: Path) -> None:
    with pytest.raises(PublicationError, match="No such file or directory; make room or name another place"):
        backup(config.data_folder, tmp_path / "nowhere" / "b.tar.gz")


def test_what_a_killed_back_up_left_goes_with_the_next_a_day_later(config: Config, tmp_path: Path) -> None:
    old, new = (tmp_path / f"dip-lod-backup-{name}" for name in ("old", "new"))
    for left in (old, new):
        left.mkdir()
        (left / JOURNAL).write_bytes(b"what was deleted")
    before = time.time() - 90_000
    os.utime(old, (before, before))
    backup(config.data_folder, tmp_path / "b.tar.gz")
    assert not old.exists() and new.exists(), "the other may still be under way"


def test_a_disk_without_room_for_the_journal_is_told_as_such(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"

    def refuse(path: object, **_: object) -> sqlite3.Connection:
        raise full

    monkeypatch.setattr(backing_up.sqlite3, "connect", refuse)
    with pytest.raises(OSError, match="No space left on device"):
        backing_up._copy(config.data_folder / JOURNAL, config.folder / "copy")


def repacked(
    source: Path, target: Path, change: Callable[[str, bytes], tuple[str, bytes] | None], link: bool = False
) -> None:
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            stream = old.extractfile(member)
            assert stream is not None
            kept = change(member.name, stream.read())
            if kept:
                info = tarfile.TarInfo(kept[0])
                info.size = len(kept[1])
                new.addfile(info, io.BytesIO(kept[1]))
        if link:
            info = tarfile.TarInfo("publication/link")
            info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            new.addfile(info)


def test_the_key_of_the_folder_comes_back_for_its_owner_alone(config: Config, tmp_path: Path) -> None:
    """Without it a harvest under way breaks off, and the next build publishes anew where audiences are configured."""
    secret.ensure(config.data_folder)
    backup(config.data_folder, tmp_path / "b.tar.gz")
    restore(tmp_path / "whole", tmp_path / "b.tar.gz")
    assert secret.read(tmp_path / "whole") == secret.read(config.data_folder) != b""
    assert (tmp_path / "whole" / secret.NAME).stat().st_mode & 0o777 == 0o600
    (config.data_folder / secret.NAME).unlink()
    backup(config.data_folder, tmp_path / "without.tar.gz")
    restore(tmp_path / "without", tmp_path / "without.tar.gz")
    assert not (tmp_path / "without" / secret.NAME).exists()


CHANGES: dict[str, tuple[Callable[[str, bytes], tuple[str, bytes] | None], bool, str]] = {
    "another statement": (
        lambda name, body: (name, body.replace(b"Andere naam", b"Valse naam") if name.endswith(layout.DUMP) else body),
        False,
        "differs from its checksums",
    ),
    "a file less": (
        lambda name, body: None if name.endswith("faults.ndjson") else (name, body),
        False,
        "differs from its",
    ),
    "no list": (lambda name, body: None if name == backing_up.LIST else (name, body), False, "is no back-up that this"),
    "a way out": (
        lambda name, body: (name.replace("publication/", "publication/../../"), body),
        False,
        "which no back-up does",
    ),
    "an absolute path": (lambda name, body: (f"/tmp/{name}", body), False, "which no back-up does"),
    "a link": (lambda name, body: (name, body), True, "holds 'publication/link', which no back-up does"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_back_up_that_was_tampered_with_is_refused_whole(config: Config, tmp_path: Path, name: str) -> None:
    change, link, sentence = CHANGES[name]
    backup(config.data_folder, tmp_path / "b.tar.gz")
    repacked(tmp_path / "b.tar.gz", tmp_path / "c.tar.gz", change, link)
    empty = tmp_path / "empty"
    with pytest.raises(PublicationError, match=sentence):
        restore(empty, tmp_path / "c.tar.gz")
    assert not (empty / JOURNAL).exists() and list((empty / "publications").iterdir()) == []


@pytest.mark.parametrize("length", [0, 100, 5000])
def test_a_back_up_that_breaks_off_is_refused(config: Config, tmp_path: Path, length: int) -> None:
    backup(config.data_folder, tmp_path / "b.tar.gz")
    (tmp_path / "c.tar.gz").write_bytes((tmp_path / "b.tar.gz").read_bytes()[:length])
    with pytest.raises(PublicationError, match=r"nothing was restored, take another back-up"):
        restore(tmp_path / "empty", tmp_path / "c.tar.gz")
    assert restore(tmp_path / "empty", tmp_path / "b.tar.gz")
