"""Bags: whole by the judgement of others, the same for the same state, and for people without software."""

import gzip
import hashlib
import json
import os
import shutil
from pathlib import Path

import bagit
import pytest
from click.testing import CliRunner
from lxml import etree
from rocrate.rocrate import ROCrate

from dip_lod.archive import bagging
from dip_lod.archive.bagging import archive
from dip_lod.archive.reading import check
from dip_lod.cli import _group
from dip_lod.config import Config
from dip_lod.errors import ArchiveError


@pytest.mark.parametrize("bag", ["bag1", "bag2", "bag3", "whole"])
def test_other_software_finds_every_bag_whole(built: Path, bag: str) -> None:
    from bagit_utils import Bag

    assert Bag(built / bag, load=True).validate().valid
    assert bagit.Bag(str(built / bag)).is_valid()


@pytest.mark.parametrize("bag", ["bag1", "bag2"])
def test_a_bag_is_one_by_rfc_8493(built: Path, bag: str) -> None:
    folder = built / bag
    assert (folder / "bagit.txt").read_bytes() == b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"
    payload = {file.relative_to(folder).as_posix() for file in (folder / "data").rglob("*") if file.is_file()}
    for name in ("sha256", "sha512"):
        lines = (folder / f"manifest-{name}.txt").read_text("utf-8").splitlines()
        told = dict(reversed(line.split(maxsplit=1)) for line in lines)
        assert told.keys() == payload
        assert all(hashlib.new(name, (folder / file).read_bytes()).hexdigest() == told[file] for file in told)
        assert f"manifest-{name}.txt" in (folder / "tagmanifest-sha512.txt").read_text("utf-8")
    info = (folder / "bag-info.txt").read_text("utf-8")
    size = sum((folder / file).stat().st_size for file in payload)
    assert f"Payload-Oxum: {size}.{len(payload)}" in info
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.rglob("*") if file.is_file())


def test_a_whole_bag_holds_dumps_history_model_and_words_for_people(built: Path) -> None:
    data = built / "whole" / "data"
    for view in ("all", "schema", "crm", "rda"):
        assert all((data / "dumps" / f"{view}.{form}.gz").is_file() for form in ("nt", "nq", "ttl", "jsonld"))
    for name in ("ontology/dip.ttl", "shapes/schema/person.ttl", "mappings/dip/source.toml"):
        assert (data / "model" / name).is_file()
    assert any((data / "model" / "queries").glob("*.rq"))
    assert (data / "settings" / "dip-lod.toml").is_file() and (data / "settings" / "toy" / "person.rq").is_file()
    for name, words in (("LEESMIJ.txt", "ARCHIEFPAKKET"), ("README.txt", "ARCHIVAL PACKAGE")):
        text = (data / name).read_text("utf-8")
        assert words in text and "$" not in text and check(built / "whole").id in text
    with gzip.open(data / "journal" / "000002.ndjson.gz", "rt", encoding="utf-8") as lines:
        told = [json.loads(line) for line in lines]
    assert told[0]["number"] == 2 and {one["change"] for one in told[1:]} == {"changed", "deleted", "merged"}


def test_an_incremental_bag_holds_only_what_is_new(built: Path) -> None:
    files = {file.name for file in (built / "bag2" / "data" / "journal").iterdir()}
    assert "000002.ndjson.gz" in files and "000001.ndjson.gz" not in files
    assert not (built / "bag2" / "data" / "dumps").exists()
    assert check(built / "bag2").previous == check(built / "bag1").id


def test_the_description_is_an_ro_crate_that_its_library_reads(built: Path) -> None:
    crate = ROCrate(built / "whole" / "data")
    assert crate.metadata.id == "ro-crate-metadata.json" and "1.1" in str(crate.metadata["conformsTo"])
    told = {entity.id for entity in crate.data_entities}
    files = {file.relative_to(built / "whole" / "data").as_posix() for file in
             (built / "whole" / "data").rglob("*") if file.is_file()}  # fmt: skip
    assert files - told == {"ro-crate-metadata.json"}
    assert crate.root_dataset["license"] and crate.root_dataset["datePublished"]


def test_premis_tells_of_publications_and_of_the_bag_in_the_order_of_its_schema(built: Path) -> None:
    root = etree.parse(built / "whole" / "data" / "premis.xml").getroot()
    space = {"p": "http://www.loc.gov/premis/v3"}
    assert root.get("version") == "3.0"
    kinds = [etree.QName(child).localname for child in root]
    assert kinds == sorted(kinds, key=["object", "event", "agent"].index)
    events = root.xpath("p:event/p:eventType/text()", namespaces=space)
    assert events == ["publication"] * 3 + ["information package creation"]
    known = set(root.xpath("//p:objectIdentifierValue/text() | //p:agentIdentifierValue/text()", namespaces=space))
    linked = "//p:linkingObjectIdentifierValue/text() | //p:linkingAgentIdentifierValue/text()"
    assert set(root.xpath(linked, namespaces=space)) <= known
    for one in root.xpath("p:object[.//p:messageDigest]", namespaces=space):
        file = built / "whole" / one.findtext(".//p:objectIdentifierValue", namespaces=space)
        assert hashlib.sha512(file.read_bytes()).hexdigest() == one.findtext(".//p:messageDigest", namespaces=space)


def test_the_same_state_gives_the_same_bytes_and_name(config: Config, tmp_path: Path) -> None:
    archive(config, tmp_path / "again", file=tmp_path / "dip-lod.toml")
    assert check(tmp_path / "again").id == check(tmp_path / "whole").id
    first, second = (
        dict(reversed(line.split()) for line in (tmp_path / bag / "manifest-sha512.txt").read_text().splitlines())
        for bag in ("whole", "again")
    )
    other = {name for name in first if first[name] != second[name]}
    assert first.keys() == second.keys() and other <= {"data/premis.xml", "data/ro-crate-metadata.json"}
    with pytest.raises(ArchiveError, match="nothing is new since that bag"):
        archive(config, tmp_path / "more", tmp_path / "bag3", tmp_path / "dip-lod.toml")


def test_verify_says_that_a_chain_is_whole(built: Path) -> None:
    bags = [str(built / bag) for bag in ("bag1", "bag2", "bag3")]
    done = CliRunner().invoke(_group, ["archive", "--verify", *bags])
    assert done.exit_code == 0 and done.output.count("is whole") == 3 and "files make a site of" in done.output


def test_a_bag_overwrites_nothing(config: Config, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="is there already; name a new folder"):
        archive(config, tmp_path / "bag1")


def test_a_full_disk_leaves_no_bag(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr(bagging.bagit, "make_bag", full)
    with pytest.raises(ArchiveError, match="No space left on device; make room or name another place"):
        archive(config, tmp_path / "new")
    assert not (tmp_path / "new").exists() and not list(tmp_path.glob(".unfinished*"))


def test_a_bag_that_is_cut_off_does_not_look_whole(config: Config, tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        bagging.os.fsync = lambda _: os.kill(os.getpid(), 9)  # type: ignore[assignment]
        archive(config, tmp_path / "new")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -9
    assert not (tmp_path / "new").exists()
    (left,) = tmp_path.glob(".unfinished*")
    shutil.rmtree(left)
    archive(config, tmp_path / "new")
    assert check(tmp_path / "new").number == 3
