"""Stored pages are those that workers make, byte for byte, of what is current alone; and whatever breaks, pages come."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import web_harness
from flask.testing import FlaskClient
from toy import published

from dip_lod import config as configuration
from dip_lod import sample
from dip_lod.config import Config, Serve
from dip_lod.journal.reading import current
from dip_lod.publication.reading import Publication
from dip_lod.web.app import create_app
from dip_lod.web.documents import whole
from dip_lod.web.page.current import FixedPublication
from dip_lod.web.page.site import Site, load
from dip_lod.web.stored import filling, identity
from dip_lod.web.stored.filling import Filling
from dip_lod.web.stored.reading import KINDS
from dip_lod.web.stored.store import Store

LANGUAGES = ("nl", "en", "fy")


def today() -> str:
    return date.today().isoformat()


def with_pages(data: Path, pages: str, megabytes: int = 1024) -> Config:
    return replace(web_harness.config(data), serve=Serve(pages=pages, pages_megabytes=megabytes))


def filler(
    config: Config, publication: Publication, rest: Callable[[float], bool] = lambda _: True, day: str = ""
) -> Filling:
    site = load(config, FixedPublication(publication), None)
    store = identity.store(site, publication.manifest, day or today())
    assert store is not None
    return Filling(site, store, day or today(), whole.find, rest)


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Give a made-up season of four productions, with all the places where they may be seen."""
    folder = tmp_path_factory.mktemp("season")
    sample.write(folder / "records", 4, 1)
    text = '[[sources]]\nmapping = "dip"\nfiles = ["records/*.ndjson"]\n[build]\nprocesses = 1\nviolations = "report"\n'
    (folder / "dip-lod.toml").write_text(text, "utf-8")
    config = configuration.load(folder / "dip-lod.toml", {})
    published(config, date(2026, 3, 2))
    return Publication(current(config.data_folder))


@pytest.fixture(scope="module")
def filled(season: Publication, tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, Filling]:
    """Give settings with a folder of pages, and what has filled it."""
    config = with_pages(season.folder, str(tmp_path_factory.mktemp("pages")))
    made = filler(config, season)
    assert made.fill() and not made.why
    return config, made


@pytest.fixture
def own(filled: tuple[Config, Filling], tmp_path: Path) -> tuple[Config, Store]:
    """Give settings with a filled folder that a test may break."""
    config, made = filled
    shutil.copytree(made.store.folder, tmp_path / "pages" / made.store.folder.name)
    return with_pages(config.folder, str(tmp_path / "pages")), Store(tmp_path / "pages" / made.store.folder.name)


def addresses(publication: Publication) -> list[str]:
    found = [uri for kind in KINDS for uri in publication.listed(kind, limit=1000)]
    assert len({uri.split("/")[4] for uri in found}) == len(KINDS), "the sample has things of each kind"
    return ["/doc/" + uri.removeprefix(f"{publication.base}id/") for uri in found]


def ask(client: FlaskClient, path: str, language: str = "nl", coding: str = "identity") -> Any:
    return client.get(path, headers={"Accept": "text/html", "Accept-Language": language, "Accept-Encoding": coding})


def said(answer: Any) -> tuple[int, bytes, list[tuple[str, str]]]:
    return answer.status_code, answer.data, sorted(answer.headers)


def from_store(client: FlaskClient) -> int:
    lines = [line for line in client.get("/metrics").text.splitlines() if line.startswith("dip_lod_pages_from_store_t")]
    return int(float(lines[0].split()[1]))


@pytest.fixture(scope="module")
def drawn(season: Publication) -> Iterator[FlaskClient]:
    """Give a client of a site without stored pages."""
    with create_app(with_pages(season.folder, ""), season).test_client() as client:
        yield client


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_a_stored_page_is_what_a_worker_makes_headers_and_all(
    season: Publication, filled: tuple[Config, Filling], drawn: FlaskClient, coding: str
) -> None:
    config, made = filled
    stored = create_app(config, season).test_client()
    paths = addresses(season)
    for path in paths:
        for language in LANGUAGES:
            answer = ask(stored, path, language, coding)
            assert said(answer) == said(ask(drawn, path, language, coding)), path
            assert answer.headers["Content-Language"] == language and answer.status_code == 200
    assert from_store(stored) == made.pages == len(paths) * len(LANGUAGES)
    assert from_store(drawn) == 0


def test_a_page_is_taken_from_the_store_once_and_remembered(
    season: Publication, filled: tuple[Config, Filling]
) -> None:
    client, path = create_app(filled[0], season).test_client(), addresses(season)[0]
    for _ in range(3):
        ask(client, path)
    assert from_store(client) == 1


def test_only_the_page_itself_is_stored(season: Publication, filled: tuple[Config, Filling]) -> None:
    client, path = create_app(filled[0], season).test_client(), addresses(season)[0]
    etag = ask(client, path).headers["ETag"]
    before = from_store(client)
    for target, headers in (
        (path + "?lang=en", {}),
        (path + ".html", {}),
        (path, {"Accept": "text/turtle"}),
        (path, {"Accept-Profile": "<https://schema.org/>"}),
        (path, {"If-None-Match": etag}),
        ("/doc/person/p.veel", {}),
        ("/doc/venue/nobody", {}),
    ):
        client.get(target, headers={"Accept": "text/html", **headers})
    assert from_store(client) == before


def test_whatever_decides_a_page_decides_the_store(season: Publication, tmp_path: Path) -> None:
    config = with_pages(season.folder, str(tmp_path))
    site, about = load(config, FixedPublication(season), None), season.manifest

    def named(site: Site = site, manifest: Any = about, day: str = "2026-03-02") -> str:
        store = identity.store(site, manifest, day)
        assert store is not None
        return store.folder.name

    others = [
        named(day="2026-03-03"),
        named(manifest=replace(about, digest="another")),
        named(manifest=replace(about, triples=about.triples + 1, digest="")),
        named(replace(site, edition="another")),
        named(replace(site, texts={**site.texts, "de": site.texts["en"]})),
    ]
    assert len({named(), *others}) == len(others) + 1


@pytest.mark.parametrize("harm", ["cut off", "emptied", "garbage", "another page", "a folder"])
def test_a_broken_page_is_never_shown_and_is_made_again(
    season: Publication, own: tuple[Config, Store], drawn: FlaskClient, harm: str
) -> None:
    config, store = own
    path, other = addresses(season)[:2]
    file, content = store._file(path, "nl"), store._file(path, "nl").read_bytes()
    broken = {
        "cut off": content[:-100],
        "emptied": b"",
        "garbage": os.urandom(len(content)),
        "another page": store._file(other, "nl").read_bytes(),
    }
    if harm in broken:
        file.write_bytes(broken[harm])
    else:
        file.unlink()
        file.mkdir()
    client = create_app(config, season).test_client()
    assert said(ask(client, path)) == said(ask(drawn, path)) and from_store(client) == 0
    if harm in broken:
        assert not file.exists() and store.state() is None, "it is gone through again"
        assert filler(config, season).fill() and store.find(path, "nl")


def test_a_store_of_another_publication_of_the_same_name_is_not_read(
    season: Publication, own: tuple[Config, Store], tmp_path: Path
) -> None:
    """An erasure leaves a publication of another manifest; what was stored of the first must not come back."""
    config, store = own
    site = load(config, FixedPublication(season), None)
    other = identity.store(site, replace(season.manifest, digest="0" * 64), today())
    assert other is not None and other.folder != store.folder
    shutil.copytree(store.folder, other.folder)
    path = addresses(season)[0]
    assert store.find(path, "nl") and other.find(path, "nl") is None, "nor where somebody moves the folder"


def test_a_folder_that_is_taken_away_harms_nobody(
    season: Publication, own: tuple[Config, Store], drawn: FlaskClient
) -> None:
    config, store = own
    client, (first, second) = create_app(config, season).test_client(), addresses(season)[:2]
    ask(client, first)
    shutil.rmtree(store.folder)
    assert said(ask(client, second)) == said(ask(drawn, second))

    def taken(_: float) -> bool:
        shutil.rmtree(store.folder, ignore_errors=True)
        return True

    with pytest.raises(FileNotFoundError):
        filler(config, season, taken).fill()


def test_it_goes_on_where_it_was_ended(season: Publication, tmp_path: Path) -> None:
    config, left = with_pages(season.folder, str(tmp_path)), iter([True, True, False])
    assert not filler(config, season, lambda _: next(left)).fill()
    files = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("??/*")}
    assert len(files) == 3
    (next(tmp_path.iterdir()) / "new").write_bytes(b"half a pa")  # kill -9
    whole_again = filler(config, season)
    assert whole_again.fill() and whole_again.pages == len(addresses(season)) * len(LANGUAGES)
    assert all(file.stat().st_mtime_ns == then for file, then in files.items())
    assert len(list(tmp_path.rglob("??/*"))) == whole_again.pages


def test_at_midnight_nothing_more_is_stored_of_yesterday(
    season: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> "Tomorrow":
            return cls.fromordinal((date.today() + timedelta(days=1)).toordinal())

    config = with_pages(season.folder, str(tmp_path))
    made = filler(config, season)
    monkeypatch.setattr(filling, "date", Tomorrow)
    made.fill()
    assert made.pages == 0 and not list(tmp_path.rglob("??/*"))


def test_it_stops_where_the_settings_or_the_disk_say_so(
    season: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = filler(with_pages(season.folder, str(tmp_path / "small"), megabytes=1), season)
    assert small.fill() and small.why == "serve.pages_megabytes is reached"
    taken = sum(file.stat().st_size for file in small.store.folder.rglob("??/*"))
    assert taken <= small.bytes <= (1 << 20) + 200_000
    monkeypatch.setattr(filling.shutil, "disk_usage", lambda _: SimpleNamespace(free=1 << 20))  # type: ignore[attr-defined]
    tight = filler(with_pages(season.folder, str(tmp_path / "tight")), season)
    assert tight.fill() and tight.why == "the disk has little room" and tight.pages == 0


@pytest.mark.parametrize(("megabytes", "same", "stops"), [(1, False, True), (100, False, False), (100, True, True)])
def test_a_disk_of_its_own_is_not_filled_up_either(
    season: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int, same: bool, stops: bool
) -> None:
    room = SimpleNamespace(free=megabytes << 20)
    monkeypatch.setattr(filling.shutil, "disk_usage", lambda _: room)  # type: ignore[attr-defined]
    monkeypatch.setattr(filling, "_same_disk", lambda *_: same)
    made = filler(with_pages(season.folder, str(tmp_path)), season)
    assert made.fill() and (made.why == "the disk has little room") is stops
