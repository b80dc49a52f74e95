"""The archive: a bag is whole by the judgement of others, and a site comes back from it alone."""

import gzip
import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import bagit
import pytest
import toy
from click.testing import CliRunner
from lxml import etree
from rocrate.rocrate import ROCrate

from dip_lod import config as configuration
from dip_lod.archive import bagging
from dip_lod.archive.bagging import archive
from dip_lod.archive.reading import Chain, check
from dip_lod.archive.restoring import restore
from dip_lod.cli import _group
from dip_lod.config import Config
from dip_lod.errors import ArchiveError
from dip_lod.journal import archived, erasing
from dip_lod.journal.reading import JOURNAL, Journal, current
from dip_lod.pipeline.erasing import erase
from dip_lod.pipeline.progress import Progress
from dip_lod.web.app import create_app
from dip_lod.web.current import CurrentPublication

PEOPLE = [{"id": f"{n}", "name": f"Naam {n}"} for n in range(8)]
QUIET = Progress(quiet=True)
ADDRESSES = [f"/{space}/person/toy.{n}{form}" for n in range(9) for space, form in
             (("id", ""), ("doc", ""), ("doc", ".ttl"), ("doc", ".jsonld"))]  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an installation with three publications and three bags: whole, and what is new since each."""
    folder = tmp_path_factory.mktemp("built")
    config = toy.site(folder, PEOPLE, extra="[build]\nprocesses = 1\n")
    toy.published(config)
    archive(config, folder / "bag1", file=folder / "dip-lod.toml")
    merged = [PEOPLE[0] | {"name": "Andere naam"}, *PEOPLE[1:6], PEOPLE[6] | {"mergedInto": "5"}]
    toy.deliver(folder, merged)
    toy.published(config, confirm_loss=True)
    archive(config, folder / "bag2", folder / "bag1", folder / "dip-lod.toml")
    toy.deliver(folder, [*merged, {"id": "8", "name": "Nieuw"}])
    toy.published(config)
    archive(config, folder / "bag3", folder / "bag2", folder / "dip-lod.toml")
    archive(config, folder / "whole", file=folder / "dip-lod.toml")
    return folder


@pytest.fixture
def config(built: Path, tmp_path: Path) -> Config:
    """Give a copy of that installation."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return configuration.load(tmp_path / "dip-lod.toml", {})


def answers(config: Config) -> dict[str, tuple[int, str, str]]:
    """Ask for every address, every version and every feed over HTTP."""
    client = create_app(config, CurrentPublication(config.data_folder)).test_client()
    paths = [*ADDRESSES, "/changes", "/figures", "/sitemap.xml"]
    for n in range(9):
        paths.append(f"/history/person/toy.{n}")
        paths += [f"/history/person/toy.{n}.nt?version={number}" for number in (1, 2, 3)]
        paths.append(f"/timemap/person/toy.{n}")
    asked = {path: client.get(path, headers={"Accept": "text/turtle, */*;q=0.5"}) for path in paths}
    return {path: (got.status_code, got.headers.get("Location", ""), got.text) for path, got in asked.items()}


def history(config: Config) -> list[object]:
    journal = Journal(config.data_folder)
    keys = [f"person/toy.{n}" for n in range(9)]
    told: list[object] = [journal.publications()]
    for key in keys:
        for change in journal.history(key):
            told.append((change, journal.version(key, change.number)))
    return told


def empty(config: Config) -> Config:
    """Give the same installation with another, empty data folder."""
    return replace(config, data=Path("elsewhere"))


@pytest.mark.parametrize("bags", [["whole"], ["bag3", "bag1", "bag2"], ["bag1", "bag2", "bag3", "whole"]])
def test_a_site_comes_back_with_the_same_addresses_versions_and_tombstones(config: Config, bags: list[str]) -> None:
    before, dump, asked = history(config), toy.dump(config), answers(config)
    assert {code for code, *_ in asked.values()} >= {200, 301, 303, 410}
    other = empty(config)
    made = restore(other, Chain(config.folder / bag for bag in bags), (), QUIET)
    assert made == current(config.data_folder).name
    assert history(other) == before and toy.dump(other) == dump
    assert answers(other) == asked
    again = toy.published(other)
    assert not again.changed and again.publication == made


def test_an_installation_comes_back_from_a_bag_alone(config: Config, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.move(config.folder / "whole", alone / "bag")
    asked = answers(config)
    shutil.rmtree(config.data_folder)
    shutil.rmtree(config.folder / "toy")
    done = CliRunner().invoke(_group, ["--config", str(alone / "dip-lod.toml"), "restore", str(alone / "bag")])
    assert done.exit_code == 0, done.output
    assert answers(configuration.load(alone / "dip-lod.toml", {})) == asked


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


def test_verify_says_that_a_chain_is_whole(built: Path) -> None:
    bags = [str(built / bag) for bag in ("bag1", "bag2", "bag3")]
    done = CliRunner().invoke(_group, ["archive", "--verify", *bags])
    assert done.exit_code == 0 and done.output.count("is whole") == 3 and "files make a site of" in done.output


def test_who_was_erased_does_not_come_back_from_an_older_bag(config: Config) -> None:
    bags = {one.id for one in archived.read(config.data_folder)}
    made = erase(config, "person/toy.3", "privacy", QUIET)
    assert {one.id for one in made.archives} == bags and len(bags) == 4
    folder = config.folder
    archive(config, folder / "bag4", folder / "bag3", folder / "dip-lod.toml")
    for file in (folder / "bag4").rglob("*"):
        if file.is_file():
            plain = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
            assert b"Naam 3" not in plain, file
    asked = answers(config)
    assert asked["/doc/person/toy.3"][0] == 410
    chain = [folder / f"bag{n}" for n in (1, 2, 3, 4)]
    restore(replace(config, data=Path("a")), Chain(chain), (), QUIET)
    assert answers(replace(config, data=Path("a"))) == asked
    for name, bag in (("b", "whole"), ("c", "bag1")):
        other = replace(config, data=Path(name))
        restore(other, Chain([folder / bag]), [config.data_folder], QUIET)
        assert answers(other)["/doc/person/toy.3"][0] == 410
        assert "Naam 3" not in toy.dump(other)
        assert b"Naam 3" not in (other.data_folder / JOURNAL).read_bytes()
        toy.published(other, confirm_loss=True)
        assert "Naam 3" not in toy.dump(other)


def test_what_the_bag_never_knew_stays_erased_too(config: Config) -> None:
    erase(config, "person/toy.8", "rights", QUIET)
    other = empty(config)
    restore(other, Chain([config.folder / "bag1"]), [config.data_folder], QUIET)
    assert erasing.erased(other.data_folder) == {"person/toy.8": "rights"}
    toy.published(other, confirm_loss=True)
    assert "Nieuw" not in toy.dump(other)


def test_a_restore_overwrites_nothing(config: Config) -> None:
    with pytest.raises(ArchiveError, match="has a journal; move that folder away, and name it with --erased"):
        restore(config, Chain([config.folder / "whole"]), (), QUIET)


def test_a_bag_overwrites_nothing(config: Config, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="is there already; name a new folder"):
        archive(config, tmp_path / "bag1")


def test_a_bag_of_another_site_is_refused(config: Config) -> None:
    other = replace(empty(config), base_uri="https://podium.example/")
    with pytest.raises(ArchiveError, match=r"is of http://localhost:8000/, not of https://podium.example/"):
        restore(other, Chain([config.folder / "whole"]), (), QUIET)


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


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Keep bagit's log out of the tests."""
    logger = logging.getLogger("bagit")
    with closing(logging.NullHandler()) as handler:
        logger.addHandler(handler)
        yield
        logger.removeHandler(handler)
