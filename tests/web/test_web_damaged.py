"""A publication that lacks a file, or has an emptied one: it is told in a line, and never passed over."""

import hashlib
import json
from pathlib import Path

import pytest
import toy
from flask.testing import FlaskClient

from dip_lod.config import Config
from dip_lod.journal.reading import current
from dip_lod.publication import manifest
from dip_lod.web.app import create_app
from dip_lod.web.page.current import CurrentPublication

FILES = (
    "statistics.sqlite", "figures.sqlite", "quality.sqlite", "search.sqlite", "dumps/dumps.json", "dump.nt",
)  # fmt: skip
ASKED = (
    "/", "/doc/person/toy.1", "/doc/dataset/toy", "/search?q=noor", "/figures", "/figures/trends.csv", "/quality",
    "/changes", "/.well-known/datacatalog", "/oai?verb=ListRecords&metadataPrefix=oai_dc",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Give a site that has been published."""
    config = toy.site(tmp_path_factory.mktemp("damaged"), [{"id": "1", "name": "Noor"}], extra="[build]\nprocesses = 1")
    toy.published(config)
    return config


def opened(site: Config) -> FlaskClient:
    return create_app(site, CurrentPublication(site.data_folder)).test_client()


@pytest.mark.parametrize("content", [None, b""], ids=["missing", "empty"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_or_empty_is_named_in_the_log_and_not_ready(
    site: Config, name: str, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    file = current(site.data_folder) / name
    whole = file.read_bytes()
    try:
        file.unlink()
        if content is not None:
            file.write_bytes(content)
        with caplog.at_level("WARNING", "dip_lod"):
            client = opened(site)
            assert any(f"{name}: missing or empty" in one.getMessage() for one in caplog.records)
            answers = {path: client.get(path) for path in ASKED}
        assert {one.status_code for one in answers.values()} <= {200, 500, 503}
        assert all(one.exc_info is None for one in caplog.records), "a line, not a traceback"
        assert client.get("/readyz").text.splitlines()[0] == "publication is damaged"
    finally:
        file.write_bytes(whole)
    assert opened(site).get("/readyz").status_code == 200


def test_documents_without_a_byte_are_an_honest_500(site: Config, caplog: pytest.LogCaptureFixture) -> None:
    file = current(site.data_folder) / "documents.sqlite"
    whole = file.read_bytes()
    try:
        file.write_bytes(b"")
        client = opened(site)
        assert client.get("/doc/person/toy.1").status_code == 500
        assert all(one.exc_info is None for one in caplog.records)
    finally:
        file.write_bytes(whole)


def test_a_list_of_dumps_with_another_number_is_not_told(site: Config, caplog: pytest.LogCaptureFixture) -> None:
    """One bit makes another size or checksum of it, which whoever downloads would believe."""
    file = current(site.data_folder) / "dumps/dumps.json"
    whole = file.read_bytes()
    at = whole.index(b'"bytes": ') + len(b'"bytes": ')
    try:
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert opened(site).get("/.well-known/datacatalog").status_code == 500
        assert all(one.exc_info is None for one in caplog.records)
    finally:
        file.write_bytes(whole)


def test_a_manifest_with_another_name_in_it_is_told_in_the_log_and_not_ready(
    site: Config, caplog: pytest.LogCaptureFixture
) -> None:
    file = current(site.data_folder) / "manifest.json"
    whole = file.read_bytes()
    try:
        file.write_bytes(whole.replace(b"Speelgoed", b"Speelgoef"))
        with caplog.at_level("WARNING", "dip_lod"):
            client = opened(site)
        assert any("manifest.json: is not as committed" in one.getMessage() for one in caplog.records)
        assert client.get("/readyz").text.splitlines()[0] == "publication is damaged"
    finally:
        file.write_bytes(whole)


def test_a_manifest_of_an_earlier_version_is_as_committed(tmp_path: Path) -> None:
    """The digest is of what stands there, not of the fields that this version knows."""
    raw = {"digest": "", "sources": [], "documents": 0, "triples": 0} | dict.fromkeys(("id", "base_uri", "as_of"), "")
    raw |= {"committed": "", "software": {}}  # without `files`, `kinds`: one of before these were there
    raw["digest"] = hashlib.sha256(text(raw)).hexdigest()
    (tmp_path / "manifest.json").write_bytes(text(raw))
    assert manifest.sound(tmp_path)


def text(raw: dict[str, object]) -> bytes:
    return (json.dumps(raw, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def test_nothing_is_lacking_that_was_committed_empty(site: Config, tmp_path: Path) -> None:
    publication = CurrentPublication(site.data_folder).current()
    assert publication.lacking() == []
    assert any((publication.folder / name).stat().st_size == 0 for name in publication.manifest.files)
