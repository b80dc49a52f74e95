"""The process that stores pages: alone in its folder, readers first, each day anew, one line where it cannot."""

import errno
import hashlib
import os
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
import toy
import web_harness

from dip_lod.config import Config, Serve
from dip_lod.journal.reading import current
from dip_lod.publication import fingerprints, manifest, stored_pages
from dip_lod.web.app import SITE, create_app
from dip_lod.web.page.current import CurrentPublication
from dip_lod.web.page.site import load
from dip_lod.web.stored import beside, filling, identity, process
from dip_lod.web.stored.beside import Filler
from dip_lod.web.stored.process import FillingProcess
from dip_lod.web.stored.pulse import Pulse
from dip_lod.web.stored.store import State, Store


def today() -> str:
    return date.today().isoformat()


def with_pages(data: Path, pages: str) -> Config:
    return replace(web_harness.config(data), serve=Serve(pages=pages))


class Ended(Exception):
    pass


def running(
    monkeypatch: pytest.MonkeyPatch, config: Config, tmp_path: Path, rounds: int = 3
) -> tuple[list[str], FillingProcess]:
    """Let the process go a few rounds, and give what it logged."""
    lines: list[str] = []
    left = iter(range(rounds))

    def sleep(_: float) -> None:
        if next(left, None) is None:
            raise Ended

    monkeypatch.setattr(process.time, "sleep", sleep)  # type: ignore[attr-defined]
    monkeypatch.setattr(process.logs, "event", lambda _, message, *more, **__: lines.append(message))  # type: ignore[attr-defined]
    made = FillingProcess(config, Pulse(tmp_path / "pulse"))
    with pytest.raises(Ended):
        made.run()
    return lines, made


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_takes_nothing_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int) -> None:
    web_harness.publish(tmp_path / "data", web_harness.triples(web_harness.SAMPLE)[:40])

    def full(*_: object) -> int:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(Store, "put" if fault == errno.ENOSPC else "prepare", full)
    config = with_pages(tmp_path / "data", "{data}/pages")
    lines, _ = running(monkeypatch, config, tmp_path, rounds=6)
    assert len(lines) == 1 and os.strerror(fault) in lines[0] and "serve.pages" in lines[0]


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    web_harness.publish(tmp_path / "data", web_harness.triples(web_harness.SAMPLE)[:40])
    (tmp_path / "file").write_text("", "utf-8")
    lines, _ = running(monkeypatch, with_pages(tmp_path / "data", str(tmp_path / "file" / "pages")), tmp_path, 5)
    assert len(lines) == 1 and "Not a directory" in lines[0]


def test_one_process_writes_and_removes_what_is_no_longer_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = web_harness.publish(tmp_path / "data", web_harness.triples(web_harness.SAMPLE)[:40])
    config = with_pages(tmp_path / "data", "{data}/pages")
    pages = tmp_path / "data" / "pages"
    for name in (stored_pages.name("old", "0" * 24), stored_pages.name(publication.id, "1" * 24)):
        (pages / name).mkdir(parents=True)
    (pages / "of somebody else").mkdir()
    with process._locked(pages):
        lines, _ = running(monkeypatch, config, tmp_path)
        assert lines == [] and len(list(pages.glob("*.pages"))) == 2, "another server fills it"
    lines, _ = running(monkeypatch, config, tmp_path)
    assert lines == ["pages stored"]
    left = {file.name for file in pages.iterdir()}
    assert "of somebody else" in left and len(left) == 3  # and the lock
    client = create_app(config, publication).test_client()
    site = client.application.extensions[SITE]
    assert identity.store(site, publication.manifest, today()).folder.name in left  # type: ignore[union-attr]
    assert "dip_lod_pages_stored_complete 1.0" in client.get("/metrics").text


def test_where_somebody_reads_a_quarter_is_taken_and_else_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    clock = [1000.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    monkeypatch.setattr(process.time, "sleep", sleep)  # type: ignore[attr-defined]
    monkeypatch.setattr(process.time, "monotonic", lambda: clock[0])  # type: ignore[attr-defined]
    pulse = Pulse(tmp_path / "pulse")
    process.give_way(pulse, 0.01)
    assert slept == [], "nobody has asked for anything"
    pulse.beat()
    process.give_way(pulse, 0.01)
    assert sum(slept) == pytest.approx(0.03)
    process.give_way(pulse, 60.0)
    assert sum(slept) < 3, "nobody has for a second"


def test_the_process_is_replaced_with_its_settings_and_never_harms_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Config] = []
    ended = SimpleNamespace(poll=lambda: None, terminate=lambda: None, wait=lambda _: 0)
    monkeypatch.setattr(beside, "_FIRST", 0.0)
    made = Filler(tmp_path / "pulse")
    monkeypatch.setattr(Filler, "_start", lambda _, config: started.append(config) or ended)
    one, other = with_pages(tmp_path, "one"), with_pages(tmp_path, "other")
    for config in (one, one, other, other, with_pages(tmp_path, "")):
        made.keep(config)
    assert started == [one, other]
    made.keep(one)
    made.renew()
    made.keep(one)
    assert started == [one, other, one, one]

    def refused(*_: object) -> None:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(Filler, "_start", refused)
    made.renew()
    made.keep(one)


def test_each_day_has_pages_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    web_harness.publish(tmp_path / "data", web_harness.triples(web_harness.SAMPLE)[:40])
    full: list[float] = []

    class Clock(date):
        """A day that passes when all pages of it are stored."""

        @classmethod
        def today(cls) -> "Clock":
            return cls.fromordinal(date.today().toordinal() + min(len(full), 1))

    tell = Store.tell

    def told(self: Store, state: State) -> None:
        tell(self, state)
        full.extend([state.seconds] if state.done else [])

    monkeypatch.setattr(process, "date", Clock)
    monkeypatch.setattr(filling, "date", Clock)
    monkeypatch.setattr(Store, "tell", told)
    config = with_pages(tmp_path / "data", "{data}/pages")
    lines, made = running(monkeypatch, config, tmp_path, rounds=20)
    assert lines == ["pages stored", "pages stored"]
    (left,) = (tmp_path / "data" / "pages").glob("*.pages")
    site = load(config, made._publications, None)
    tomorrow = identity.store(site, site.publications.current().manifest, Clock.today().isoformat())
    assert tomorrow is not None and tomorrow.folder == left


@pytest.mark.parametrize("older", [False, True])
def test_a_flipped_bit_in_a_label_is_told_in_the_log_the_metrics_and_by_readyz(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, older: bool
) -> None:
    config = toy.site(tmp_path, [{"id": "1", "name": "Noor"}], extra="[build]\nprocesses = 1")
    config = replace(config, serve=Serve(pages="{data}/pages"))
    toy.published(config)
    if older:  # of before the fingerprints were SHA-256
        file = current(config.data_folder) / "documents.sqlite"
        about = manifest.read(file.parent)
        mark = hashlib.blake2b(file.read_bytes(), digest_size=32).hexdigest()
        replace(about, files={**about.files, file.name: mark}).write(file.parent)
    lines, _ = running(monkeypatch, config, tmp_path)
    assert lines == ["pages stored"]
    client = create_app(config, CurrentPublication(config.data_folder)).test_client()
    assert client.get("/readyz").text.splitlines()[0] == "publication ok"
    assert "dip_lod_publication_damaged_files 0.0" in client.get("/metrics").text

    file = current(config.data_folder) / "documents.sqlite"
    file.write_bytes(file.read_bytes().replace(b"Noor", b"Noos"))
    lines, _ = running(monkeypatch, config, tmp_path)
    assert len(lines) == 2 and "documents.sqlite: not as committed; restore it or build again" in lines[1]
    client = create_app(config, CurrentPublication(config.data_folder)).test_client()
    assert client.get("/readyz").text.splitlines()[0] == "publication is damaged"
    assert "dip_lod_publication_damaged_files 1.0" in client.get("/metrics").text


def test_files_are_read_whole_at_a_quarter_of_the_time_and_left_when_another_is_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"x" * 100)
    known = {"a.sqlite": fingerprints.take(tmp_path)["a.sqlite"], "b.sqlite": "sha256:0"}
    monkeypatch.setattr(fingerprints, "_STRETCH", 30)
    rested: list[float] = []
    assert fingerprints.read_anew(tmp_path, known, lambda spent: rested.append(spent) is None) == ["b.sqlite"]
    assert len(rested) == 3
    assert fingerprints.read_anew(tmp_path, known, lambda _: False) is None


def test_a_process_that_ends_soon_is_started_ever_more_seldom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, started = [0.0], []
    monkeypatch.setattr(beside.time, "monotonic", lambda: clock[0])  # type: ignore[attr-defined]
    made, config = Filler(tmp_path / "pulse"), with_pages(tmp_path, "pages")
    ended = SimpleNamespace(poll=lambda: 1)
    monkeypatch.setattr(Filler, "_start", lambda *_: started.append(clock[0]) or ended)
    while clock[0] < 86_400:
        made.keep(config)
        clock[0] += 1
    assert [later - one for one, later in pairwise(started[:4])] == [30, 60, 120] and 24 < len(started) < 36
    before = len(started)
    made.renew()
    made.keep(config)
    assert len(started) == before + 1, "a reload tries at once"
    clock[0] += 2 * 86_400
    before = len(started)
    for _ in range(32):
        made.keep(config)
        clock[0] += 1
    assert len(started) == before + 2, "one that has lived for long is back at once"


def test_it_waits_for_a_publication_that_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    web_harness.publish(data, web_harness.triples(web_harness.SAMPLE)[:40])
    (data / "publications").rename(tmp_path / "away")
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            (tmp_path / "away").rename(data / "publications")

    monkeypatch.setattr(process.time, "sleep", sleep)  # type: ignore[attr-defined]
    FillingProcess(with_pages(data, "pages"), Pulse(tmp_path / "pulse"))
    assert len(waited) == 3


def test_who_cannot_write_does_next_to_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    web_harness.publish(tmp_path / "data", web_harness.triples(web_harness.SAMPLE)[:40])
    config, collected = with_pages(tmp_path / "data", "{data}/pages"), []
    monkeypatch.setattr(process.gc, "collect", lambda: collected.append(1))  # type: ignore[attr-defined]
    with process._locked(tmp_path / "data" / "pages"):
        running(monkeypatch, config, tmp_path)
    assert collected == []
