"""Whatever happens to a build, the last publication is served untouched, and the next build runs clean."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from patience import LATE
from toy import deliver, dump, published, site

from dip_lod import config as configuration
from dip_lod.errors import LockedError, PublicationError
from dip_lod.journal import writing
from dip_lod.journal.reading import JOURNAL, Journal, current
from dip_lod.pipeline.disk import sentences
from dip_lod.pipeline.verifying import verify
from dip_lod.publication import layout

PEOPLE = [{"id": str(n), "name": f"Persoon {n}", "born": str(1950 + n % 40)} for n in range(120)]
SETTINGS = '[build]\nviolations = "report"\nprocesses = 2\nbatch = 20'
BUILD = [sys.executable, "-c", "from dip_lod.cli import main; main()", "build", "--as-of", "2026-03-02"]
ROOT = Path(__file__).parents[1]
SEED = 20261122
POINTS = 20


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site once."""
    folder = tmp_path_factory.mktemp("template")
    published(site(folder, PEOPLE, extra=SETTINGS))
    return folder


@pytest.fixture
def config(tmp_path: Path, template: Path) -> configuration.Config:
    """Give a site that has been published."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return configuration.load(tmp_path / "dip-lod.toml", {})


def start(
    config: configuration.Config, environment: Mapping[str, str] = MappingProxyType({}), **more: object
) -> "subprocess.Popen[str]":
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.Popen(
        BUILD, cwd=config.folder, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env=environment, **more,  # type: ignore[call-overload]
    )  # fmt: skip


def deliver_anew(config: configuration.Config, number: int) -> None:
    deliver(config.folder, [{**PEOPLE[0], "name": f"Nieuw {number}"}, *PEOPLE[1:]])


def unsound(config: configuration.Config) -> list[object]:
    return [check for check in verify(config.data_folder, current(config.data_folder), whole=True) if check.wrong]


def assert_clean(config: configuration.Config) -> None:
    """Build once more, and see that nothing is left of what was cut off."""
    deliver_anew(config, 999)
    last = published(config)
    assert last.changed and current(config.data_folder).name == last.publication and '"Nieuw 999"' in dump(config)
    names = [path.name for path in config.data_folder.rglob("*")]
    assert [name for name in names if name.startswith(("building-", "scratch-"))] == []
    assert unsound(config) == []


def test_build_that_is_killed_at_twenty_random_points_leaves_a_whole_publication(config: configuration.Config) -> None:
    began = time.monotonic()
    deliver_anew(config, 0)
    with start(config) as process:
        assert process.wait(LATE) == 0
    whole = time.monotonic() - began
    points, cut = random.Random(SEED), 0
    for number in range(1, POINTS + 1):
        before, entries = current(config.data_folder).name, len(Journal(config.data_folder).publications())
        deliver_anew(config, number)
        with start(config) as process:
            # more points near the end, where the commit is
            wait = whole * (1 - points.random() ** 1.5) * 1.1
            began = time.monotonic()
            try:
                process.wait(wait)
                whole = time.monotonic() - began  # others no longer want the cores
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        committed = len(Journal(config.data_folder).publications()) > entries
        assert committed != (current(config.data_folder).name == before)
        cut += not committed
        assert unsound(config) == [], f"after a kill at {wait:.2f} of {whole:.2f} s"
    assert cut > POINTS / 4, "hardly a build was cut off: the machine is faster than this test"
    assert_clean(config)


def _no_file_over(size: int) -> None:
    """Let no file grow beyond a size, as a full disk would: the system then refuses to write."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [1_000, 20_000, 150_000])
def test_full_disk_is_one_sentence_and_leaves_the_last_publication(config: configuration.Config, size: int) -> None:
    before = current(config.data_folder).name
    deliver_anew(config, 1)
    with start(config, preexec_fn=lambda: _no_file_over(size)) as process:
        assert process.stderr is not None
        told = process.stderr.read().strip().splitlines()
    assert process.returncode not in (0, -signal.SIGXFSZ)
    assert "Traceback" not in "\n".join(told), told
    assert "build again" in told[-1] or "make room" in told[-1], told
    assert current(config.data_folder).name == before and unsound(config) == []
    assert_clean(config)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of eight megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip() or 'mount failed'}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


def test_disk_that_is_really_full_leaves_the_last_publication(config: configuration.Config, small_disk: Path) -> None:
    config = replace(config, data=small_disk / "data")
    shutil.copytree(config.folder / "data", config.data_folder)
    before, files = current(config.data_folder).name, {path.name for path in config.data_folder.iterdir()}
    for number, left in enumerate((0, 1_200_000)):
        deliver_anew(config, number)
        (small_disk / "filler").write_bytes(b"\0" * (shutil.disk_usage(small_disk).free - left))
        with start(config, environment={"DIP_LOD_DATA": str(config.data)}) as process:
            assert process.stderr is not None
            told = process.stderr.read().strip().splitlines()
        assert process.returncode == PublicationError.exit_code and "Traceback" not in "\n".join(told), "\n".join(told)
        assert told[-1].endswith("No space left on device; make room or mend the permissions, and build again")
        (small_disk / "filler").unlink()
        assert current(config.data_folder).name == before and unsound(config) == []
        assert {path.name for path in config.data_folder.iterdir()} <= files | {"last-build.json", "build.lock"}
    assert_clean(config)


def test_commit_without_room_for_the_journal_leaves_the_last_publication(config: configuration.Config) -> None:
    before = current(config.data_folder).name
    size = (config.data_folder / JOURNAL).stat().st_size
    deliver(config.folder, [{**person, "born": "1900"} for person in PEOPLE])
    script = (
        "import resource, signal, sys; from dip_lod.journal import writing; commit = writing.commit\n"
        "def short(*words, **named):\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"    resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "    return commit(*words, **named)\n"
        "writing.commit = short\n"
        "from dip_lod.cli import main; sys.argv[1:] = ['build', '--as-of', '2026-03-02']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=config.folder, capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 6 and "journal.sqlite: cannot be written" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert current(config.data_folder).name == before and unsound(config) == []
    assert_clean(config)


@pytest.mark.parametrize("name", [layout.DOCUMENTS, "quality.sqlite", "figures.sqlite"])
def test_what_the_disk_damaged_of_the_last_publication_is_named_and_the_build_can_go_on_without(
    config: configuration.Config, name: str
) -> None:
    folder = current(config.data_folder)
    (folder / name).write_bytes(b"x" * (folder / name).stat().st_size)
    deliver(config.folder, [{**person, "name": f"Nieuw {person['id']}"} for person in PEOPLE])
    with pytest.raises(PublicationError, match=f"{name}: is not as committed .* remove that file, and build again"):
        published(config)
    assert current(config.data_folder) == folder
    (folder / name).unlink()
    assert published(config).changed
    lost = [check.name for check in verify(config.data_folder, current(config.data_folder)) if check.wrong]
    assert lost == (["journal"] if name == layout.DOCUMENTS else []), "what was there said goes with that file"


def test_read_only_folder_is_one_sentence(config: configuration.Config) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere; test_bad_input has a folder that nobody can write")
    config.data_folder.chmod(0o500)
    try:
        with start(config) as process:
            assert process.stderr is not None and "cannot be written" in process.stderr.read()
        assert process.returncode == 6 and unsound(config) == []
    finally:
        config.data_folder.chmod(0o700)


def test_of_two_builds_at_once_one_commits_and_the_other_says_who_is_at_work(config: configuration.Config) -> None:
    deliver_anew(config, 1)
    first = start(config)
    held = config.data_folder / "build.lock"
    while held.read_text("utf-8") != f"process {first.pid}\n":
        assert first.poll() is None
        time.sleep(0.01)
    os.killpg(first.pid, signal.SIGSTOP)  # or it might be done before the second has begun
    second = start(config)
    told = [second.communicate(timeout=LATE)[1]]
    os.killpg(first.pid, signal.SIGCONT)
    told.append(first.communicate(timeout=LATE)[1])
    both = (first, second)
    codes = sorted(process.returncode for process in both)
    assert codes == [0, LockedError.exit_code], told
    assert any(f"another build holds the lock (process {process.pid})" in "".join(told) for process in both)
    assert len(Journal(config.data_folder).publications()) == 2 and unsound(config) == []


def test_lock_is_free_again_after_a_kill(config: configuration.Config) -> None:
    with start(config) as process:
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGKILL)
    assert unsound(config) == []
    with writing.lock(config.data_folder):
        pass


def test_a_table_that_the_disk_has_no_room_for_is_told_in_a_sentence(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "full.sqlite")) as connection:
        connection.execute("PRAGMA max_page_count = 2")
        said = "No space left on device; make room or mend the permissions, and build again"
        with pytest.raises(PublicationError, match=said), sentences(tmp_path):
            connection.executescript("CREATE TABLE a (b); CREATE TABLE c (d)")
    other = sqlite3.connect(tmp_path / "other.sqlite")
    with closing(other), pytest.raises(sqlite3.OperationalError, match="no such table"), sentences(tmp_path):
        other.execute("SELECT 1 FROM a")
