"""Bad input of every kind: one sentence with the place, and what was published stays (docs/reference/faults.md)."""

import fcntl
import json
import re
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import bad_input
import pytest
from bad_input import READING, STOPPING, Bad
from docs_harness import ROOT, agree

from dip_lod import cli
from dip_lod.errors import DipLodError
from dip_lod.journal.reading import JOURNAL, current

PAGE = ROOT / "docs/reference/faults.md"
SHOWN = dict(re.findall(r"^- (.+)\n  `(.+)`$", PAGE.read_text("utf-8"), re.M))
"""The sentences of the page, by what went wrong."""
OTHERS = {"another build at work", "nothing published yet", "another base than was built", "a port in use"}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give the command line, in one process, in a folder."""
    monkeypatch.setenv("DIP_LOD_BUILD__PROCESSES", "1")

    def command(folder: Path, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["dip-lod", *arguments])
        capsys.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, "".join(re.sub(r"^\w+: \d+\.\d s\n", "", printed.err, flags=re.M))

    return command


_built: list[Path] = []
"""The good folder that is copied for each test, once it is built."""


@pytest.fixture
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """Give a folder whose two productions have been published."""
    if not _built:
        good = tmp_path_factory.mktemp("good")
        bad_input.good(good)
        assert run(good, "build")[0] == 0
        _built.append(good)
    return Path(shutil.copytree(_built[0], tmp_path / "theatre"))


def contents(folder: Path) -> Mapping[str, bytes]:
    """Read all files but those of the data folder."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.relative_to(folder).parts[0] != "data")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def rows(folder: Path) -> list[tuple[object, ...]]:
    """Read the journal."""
    connection = sqlite3.connect(folder / "data" / JOURNAL)
    try:
        return connection.execute("SELECT * FROM publication").fetchall()
    finally:
        connection.close()


def keys(folder: Path) -> set[str]:
    """List the documents of the current publication."""
    connection = sqlite3.connect(current(folder / "data") / "documents.sqlite")
    try:
        return {row[0] for row in connection.execute("SELECT key FROM document WHERE kind <> 'term'")}
    finally:
        connection.close()


def assert_shown(name: str, sentence: str, folder: Path) -> None:
    """Compare a sentence with the one on the page."""
    given = sentence.strip().replace(str(folder), "/home/you/theatre")
    assert agree(SHOWN[name], given), f"{name}\nshown: {SHOWN[name]}\ngiven: {given}"


def test_the_page_shows_every_kind_of_bad_input_and_no_other() -> None:
    assert set(SHOWN) == {bad.name for bad in READING + STOPPING} | OTHERS


@pytest.mark.parametrize("bad", READING, ids=[bad.name for bad in READING])
def test_a_bad_record_or_file_is_reported_and_the_rest_goes_on(bad: Bad, folder: Path, run: Run) -> None:
    bad_input.put(bad, folder)
    bad_input.write(folder / "records/new.csv", "id,title,genre\n10,Nieuw,toneel\n")
    before = contents(folder)
    code, printed, _ = run(folder, "build")
    assert code == 0
    written = (folder / "data/steward-faults.ndjson").read_text("utf-8")
    faults = [json.loads(line) for line in written.splitlines()]
    first = faults[0]
    assert_shown(bad.name, f"{first['place']}: {first['what']}; {first['remedy']}", folder)
    assert f"{first['what']}; {first['remedy']}" in printed
    assert {fault["severity"] for fault in faults[1:]} <= {"warning"}
    assert keys(folder) >= {"production/schuur.1", "production/schuur.2", "production/schuur.10"}
    assert contents(folder) == before


@pytest.mark.parametrize("bad", STOPPING, ids=[bad.name for bad in STOPPING])
def test_what_stops_a_build_is_one_sentence_and_leaves_the_last_publication(bad: Bad, folder: Path, run: Run) -> None:
    published = rows(folder)
    bad_input.put(bad, folder)
    before = contents(folder)
    code, printed, sentence = run(folder, "build")
    assert (code, printed) == (bad.exit_code, "")
    assert_shown(bad.name, sentence, folder)
    assert contents(folder) == before
    if bad.name == "a broken journal":
        return
    assert rows(folder) == published
    assert keys(folder) >= {"production/schuur.1", "production/schuur.2"}
    assert not list((folder / "data").glob("scratch-*")) + list((folder / "data/publications").glob("building-*"))


def test_wild_identifiers_become_addresses_of_their_own(folder: Path, run: Run) -> None:
    wild = ["a b", "a/b", 'a"b', "a'b", "../../etc", "🎭", "<script>", "a\\b", "a%2Fb", "a#b", "a?b", "é"]
    lines = [json.dumps({"id": one, "title": "Wild", "genre": "toneel"}) + "\n" for one in wild]
    bad_input.write(folder / "records/wild.ndjson", "".join(lines))
    before = contents(folder)
    assert run(folder, "build")[0] == 0
    found = {key for key in keys(folder) if key.startswith("production/")} - {"production/schuur.1", "production/schuur.2"}
    assert len(found) == len(wild)
    assert all(re.fullmatch(r"production/schuur\.[A-Za-z0-9._~:%-]+", key) for key in found)
    assert contents(folder) == before


def test_a_title_of_seven_megabytes_is_published(folder: Path, run: Run) -> None:
    bad_input.write(folder / "records/long.ndjson", json.dumps({"id": "9", "title": 'h"' * 3_500_000}) + "\n")
    assert run(folder, "build")[0] == 0
    assert "production/schuur.9" in keys(folder)


def test_a_second_build_says_who_holds_the_lock(folder: Path, run: Run) -> None:
    with (folder / "data/build.lock").open("r+") as held:
        held.truncate()
        held.write("process 4711\n")
        held.flush()
        fcntl.flock(held, fcntl.LOCK_EX)
        code, _, sentence = run(folder, "build")
    assert code == 7
    assert_shown("another build at work", sentence, folder)


def test_nothing_can_be_served_before_a_build(tmp_path: Path, run: Run) -> None:
    bad_input.good(tmp_path)
    for command in ("serve", "validate"):
        code, _, sentence = run(tmp_path, command)
        assert code == 6
        assert_shown("nothing published yet", sentence, tmp_path)
    assert not (tmp_path / "data").exists()


def test_a_publication_is_served_under_its_own_base_only(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIP_LOD_BASE_URI", "https://data.example.org/")
    code, _, sentence = run(folder, "serve")
    assert code == 2
    assert_shown("another base than was built", sentence, folder)


def test_a_port_in_use_is_named(folder: Path, run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, sentence = run(folder, "serve", "--port", str(port))
    assert code == DipLodError.exit_code
    assert_shown("a port in use", sentence.replace(str(port), "8000"), folder)
