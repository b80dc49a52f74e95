"""The fingerprints of a publication's files."""

import hashlib
from pathlib import Path

import pytest

from dip_lod.publication import fingerprints
from dip_lod.publication.layout import MANIFEST


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dumps").mkdir()
    for name in ("dump.nt", "dumps/all.nt.gz", MANIFEST):
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def test_a_file_has_its_sha_256_and_the_manifest_none(folder: Path) -> None:
    told = {name: f"sha256:{hashlib.sha256(name.encode()).hexdigest()}" for name in ("dump.nt", "dumps/all.nt.gz")}
    assert fingerprints.take(folder) == told
    assert fingerprints.differences(folder, told) == []


def test_what_was_told_when_a_file_was_written_is_taken_and_compared(folder: Path) -> None:
    marks = fingerprints.take(folder, {"dump.nt": "0" * 64, "gone": "1" * 64})
    assert marks["dump.nt"] == "sha256:" + "0" * 64
    assert "gone" not in marks
    assert fingerprints.differences(folder, marks) == ["dump.nt"]


def test_fingerprints_of_earlier_publications_are_compared_too(folder: Path) -> None:
    earlier = {name: hashlib.blake2b(name.encode(), digest_size=32).hexdigest() for name in ("dump.nt", "dumps/all.nt.gz")}
    assert fingerprints.differences(folder, earlier) == []
    (folder / "dump.nt").write_bytes(b"other")
    assert fingerprints.differences(folder, earlier) == ["dump.nt"]


def test_strange_and_missing_files_are_listed(folder: Path) -> None:
    known = fingerprints.take(folder)
    (folder / "dump.nt").unlink()
    (folder / "strange").touch()
    assert fingerprints.differences(folder, known) == ["dump.nt", "strange"]
