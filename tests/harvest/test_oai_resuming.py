"""Lists that go on over pages, publications and restarts, and harvesters that come back."""

import base64
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import oai_harness as oai
import pytest
from oai_harness import OAI, ask, code, harvest, headers, said, token, viewed
from oaipmh_scythe import Scythe
from sickle import Sickle
from werkzeug.serving import make_server

from dip_lod.harvest import secret
from dip_lod.harvest.oai import listing
from dip_lod.journal import erasing, writing
from dip_lod.journal.reading import Journal, current
from dip_lod.publication import layout
from dip_lod.publication.reading import Publication
from dip_lod.web.page import current as publications

Held = dict[str, tuple[str, bool]]


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pages short, and look at the journal each time."""
    monkeypatch.setattr(listing, "PAGE", 7)
    monkeypatch.setattr(publications, "INTERVAL", 0.0)


def world(last: int = 30, word: str = "een") -> dict[str, list[str]]:
    return {f"person/p.{one:02d}": said(f"person/p.{one:02d}", f"{word} {one}") for one in range(last)}


def changed(documents: dict[str, list[str]], gone: str, said_anew: str, new: str) -> dict[str, list[str]]:
    """Take one away, say one anew, and add one."""
    made = {key: lines for key, lines in documents.items() if key != gone}
    return made | {said_anew: said(said_anew, "anders"), new: said(new, "nieuw")}


def test_pages_lose_and_repeat_nothing(tmp_path: Path) -> None:
    oai.publish(tmp_path, 1, world())
    client = oai.client(tmp_path)
    tree = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    cursors = []
    while following := token(tree):
        cursors.append(tree.find(f".//{OAI}resumptionToken").get("cursor"))  # type: ignore[union-attr]
        tree = ask(client, verb="ListRecords", resumptionToken=following)
    assert cursors == ["0", "7", "14", "21"] and tree.find(f".//{OAI}resumptionToken").get("cursor") == "28"  # type: ignore[union-attr]
    assert [one[0] for one in harvest(client)] == sorted(world())


@pytest.mark.parametrize("at", range(5))
def test_list_goes_on_as_it_was_when_a_publication_comes_in_between(tmp_path: Path, at: int) -> None:
    first = world()
    oai.publish(tmp_path, 1, first)
    client = oai.client(tmp_path)
    before = harvest(client, verb="ListRecords")
    tree = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    found, texts, pages = headers(tree), list(tree.itertext("{http://purl.org/dc/elements/1.1/}title")), 0
    while following := token(tree):
        if pages == at:
            second = changed(first, "person/p.20", "person/p.21", "person/p.00a")
            oai.publish(tmp_path, 2, changed(second, "person/p.01", "person/p.02", "person/p.25a"))
            oai.publish(tmp_path, 3, first)
        tree = ask(oai.client(tmp_path), verb="ListRecords", resumptionToken=following)
        found, pages = found + headers(tree), pages + 1
        texts += tree.itertext("{http://purl.org/dc/elements/1.1/}title")
    assert found == before
    assert texts == [f"een {one}" for one in range(30)]


def test_harvest_from_the_last_answer_on_misses_nothing(tmp_path: Path) -> None:
    documents = world()
    oai.publish(tmp_path, 1, documents)
    client = oai.client(tmp_path)
    held: Held = {key: (at, gone) for key, at, gone in harvest(client)}
    for number in range(2, 7):
        documents = changed(documents, f"person/p.{number:02d}", f"person/p.{number + 10}", f"person/p.{number}x")
        oai.publish(tmp_path, number, documents)
        news = harvest(client, from_=f"2026-03-{number - 1:02d}T12:00:01Z")
        assert len(news) == 3
        held |= {key: (at, gone) for key, at, gone in news}
        assert {key for key, (_, gone) in held.items() if not gone} == documents.keys()
        assert held == {key: (at, gone) for key, at, gone in harvest(client)}


def test_what_a_web_worker_has_not_opened_yet_is_in_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publications, "INTERVAL", 3600.0)
    documents = world(3)
    oai.publish(tmp_path, 1, documents, {"person/p.01": viewed("person/p.01", "x")})
    client = oai.client(tmp_path)
    documents["person/p.new"] = said("person/p.new", "nieuw", "bare")
    oai.publish(tmp_path, 2, documents, {key: viewed(key, "x") for key in ("person/p.01", "person/p.new")})
    for asked in ({"metadataPrefix": "rda"}, {"set": "dataset:bare"}, {"set": "view:rda"}):
        assert "person/p.new" in [one[0] for one in harvest(client, **asked)]
    assert [one[0] for one in harvest(oai.client(tmp_path), metadataPrefix="rda")] == ["person/p.01", "person/p.new"]


@pytest.mark.parametrize("old", [False, True])
def test_set_of_few_is_found_without_unpacking_the_rest(
    old: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = world(300)
    documents["person/p.few"] = sorted({*said("person/p.few", "van beide", "bare"), *said("person/p.few", "van beide")})
    documents["work/w.few"] = said("work/w.few", "een", "bare")
    oai.publish(tmp_path, 1, documents)
    unpacked: list[str] = []
    if old:  # of before the datasets stood beside each document
        with sqlite3.connect(current(tmp_path) / layout.DOCUMENTS) as connection:
            connection.execute("ALTER TABLE document DROP COLUMN datasets")
    else:
        monkeypatch.setattr(Publication, "packed", lambda _, keys: unpacked.extend(keys) or iter(()))
    client = oai.client(tmp_path)
    assert [one[0] for one in harvest(client, set="dataset:bare")] == ["person/p.few", "work/w.few"]
    assert len(harvest(client, set="dataset:dip")) == 301
    assert unpacked == []


def test_changed_token_or_one_of_another_journal_or_verb_is_refused(tmp_path: Path) -> None:
    oai.publish(tmp_path / "a", 1, world())
    oai.publish(tmp_path / "b", 1, world(29))
    for name in ("a", "b"):
        secret.ensure(tmp_path / name)
    (tmp_path / "b" / secret.NAME).write_bytes((tmp_path / "a" / secret.NAME).read_bytes())
    client, other = oai.client(tmp_path / "a"), oai.client(tmp_path / "b")
    good = token(ask(client, verb="ListRecords", metadataPrefix="oai_dc"))
    assert code(ask(client, verb="ListRecords", resumptionToken=good)) is None
    raw = base64.urlsafe_b64decode(good + "=" * (-len(good) % 4))
    bad = [
        good[:-1],
        good + "A",
        "A" + good[1:],
        good.upper(),
        base64.urlsafe_b64encode(raw[:16]).decode(),
        good + "\n",
    ]
    bad += [base64.urlsafe_b64encode(raw.replace(b"oai_dc", b"rda")).decode()]
    for text in bad:
        assert code(ask(client, verb="ListRecords", resumptionToken=text)) == "badResumptionToken"
    assert code(ask(client, verb="ListIdentifiers", resumptionToken=good)) == "badResumptionToken"
    assert code(ask(other, verb="ListRecords", resumptionToken=good)) == "badResumptionToken"


def test_token_outlives_a_restart_by_the_secret_of_the_folder(tmp_path: Path) -> None:
    oai.publish(tmp_path, 1, world())
    secret.ensure(tmp_path)
    kept = secret.read(tmp_path)
    secret.ensure(tmp_path)
    assert secret.read(tmp_path) == kept and (tmp_path / secret.NAME).stat().st_mode & 0o777 == 0o600
    good = token(ask(oai.client(tmp_path), verb="ListRecords", metadataPrefix="oai_dc"))
    assert code(ask(oai.client(tmp_path), verb="ListRecords", resumptionToken=good)) is None
    (tmp_path / secret.NAME).write_text("other")
    assert code(ask(oai.client(tmp_path), verb="ListRecords", resumptionToken=good)) == "badResumptionToken"


def test_erased_is_deleted_without_a_word_in_every_set_and_format(tmp_path: Path) -> None:
    documents = world(3)
    oai.publish(tmp_path, 1, documents)
    client = oai.client(tmp_path)
    del documents["person/p.01"]
    _erase(tmp_path, 2, documents, "person/p.01")
    for asked in ({}, {"metadataPrefix": "rda"}, {"set": "dataset:dip"}, {"set": "view:rda"}, {"set": "kind:person"}):
        assert ("person/p.01", "2026-03-02T12:00:00Z", True) in harvest(client, from_="2026-03-02", **asked)
    assert b"een 1" not in oai.answer(client, verb="ListRecords", metadataPrefix="oai_dc").data


def _erase(data: Path, number: int, documents: dict[str, list[str]], key: str) -> None:
    scratch = data / "scratch"
    oai.publish(scratch, number, documents)
    made = current(scratch)
    made.rename(data / "publications" / made.name)
    from dip_lod.publication import manifest

    about = manifest.read(data / "publications" / made.name)
    writing.commit(
        data, about, "1" * 64, cause="erasure",
        within=lambda connection, at: erasing.scrub(connection, at, [key], "privacy", lambda body: body),
    )  # fmt: skip
    assert Journal(data).state(key).change == "erased"  # type: ignore[union-attr]


@contextmanager
def served(data: Path) -> Iterator[str]:
    """Serve for real, for clients that speak HTTP."""
    application = oai.client(data).application
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/oai"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def by_sickle(url: str, prefix: str, **asked: str) -> Held:
    found = Sickle(url).ListRecords(metadataPrefix=prefix, **asked)
    return {one.header.identifier: (one.header.datestamp, bool(one.header.deleted)) for one in found}


def by_scythe(url: str, prefix: str, **asked: str) -> Held:
    with Scythe(url) as scythe:
        found = scythe.list_records(
            metadata_prefix=prefix,
            **{f"{name}_" if name in ("from", "set") else name: value for name, value in asked.items()},
        )
        return {one.header.identifier: (one.header.datestamp, bool(one.header.deleted)) for one in found}


@pytest.mark.parametrize("client", [by_sickle, by_scythe])
def test_real_harvesters_hold_what_the_store_holds_over_three_publications(tmp_path: Path, client) -> None:  # noqa: ANN001
    documents = world()
    views = {key: viewed(key, "x") for key in list(documents)[:12]}
    oai.publish(tmp_path, 1, documents, views)
    with served(tmp_path) as url:
        held = {prefix: client(url, prefix) for prefix in ("oai_dc", "rdf", "crm", "rda")}
        for number in (2, 3):
            documents = changed(documents, f"person/p.0{number}", f"person/p.1{number}", f"person/p.{number}x")
            views.pop(f"person/p.0{number + 4}")
            views = {key: lines for key, lines in views.items() if key in documents}
            oai.publish(tmp_path, number, documents, views)
            for prefix, mine in held.items():
                mine |= client(url, prefix, **{"from": f"2026-03-0{number}T00:00:00Z"})
                assert mine == client(url, prefix)
                live = {key.removeprefix(f"{oai.BASE}id/") for key, (_, gone) in mine.items() if not gone}
                assert live == (views.keys() if prefix == "rda" else documents.keys())
        assert client(url, "oai_dc", set="kind:person", until="2026-03-01") != {}
