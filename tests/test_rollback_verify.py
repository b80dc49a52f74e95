"""Going back, checking, and the history on the command line."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from toy import deliver, dump, published, site

from dip_lod import cli
from dip_lod import config as configuration
from dip_lod.errors import DipLodError, PublicationError
from dip_lod.figures.tables import FIGURES
from dip_lod.journal.reading import JOURNAL, Journal, current
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.rolling_back import roll_back
from dip_lod.pipeline.verifying import verify
from dip_lod.publication import layout
from dip_lod.publication.statistics.tables import STATISTICS

PEOPLE = [{"id": str(n), "name": f"Persoon {n}"} for n in range(30)]
REPORT = '[build]\nviolations = "report"\nprocesses = 1'
QUIET = Progress(quiet=True)


@pytest.fixture
def config(tmp_path: Path) -> configuration.Config:
    """Give a site of two publications: in the second one has another name, one is new and one is gone."""
    made = site(tmp_path, PEOPLE, extra=REPORT)
    published(made)
    deliver(tmp_path, [{"id": "0", "name": "Nieuwe Naam"}, *PEOPLE[1:-1], {"id": "99", "name": "Erbij"}])
    published(made)
    return made


def run(config: configuration.Config, *words: str) -> str:
    answer = CliRunner().invoke(cli._group, ["--config", str(config.folder / "dip-lod.toml"), *words])
    if answer.exception and isinstance(answer.exception, DipLodError):
        raise answer.exception
    assert answer.exit_code == 0, answer.output
    return answer.output


def wrong(config: configuration.Config) -> dict[str, str]:
    checks = verify(config.data_folder, current(config.data_folder), whole=True)
    return {check.name: check.wrong for check in checks if check.wrong}


def test_rollback_brings_the_earlier_publication_back_and_says_so(config: configuration.Config) -> None:
    bad = dump(config)
    entry = roll_back(config, None, QUIET)
    assert (entry.number, entry.cause) == (3, "rollback") and dump(config) != bad
    journal = Journal(config.data_folder)
    told = {key: [one.change for one in journal.history(f"person/toy.{key}")] for key in ("0", "1", "29", "99")}
    assert told == {
        "0": ["created", "changed", "changed"],
        "1": ["created"],
        "29": ["created", "deleted", "created"],
        "99": ["created", "deleted"],
    }
    gone = journal.state("person/toy.99")
    assert gone is not None and gone.why == "rollback"
    assert wrong(config) == {}


def test_build_after_a_rollback_compares_with_what_is_back(config: configuration.Config) -> None:
    roll_back(config, "1", QUIET)
    deliver(config.folder, PEOPLE)
    assert not published(config).changed
    deliver(config.folder, [*PEOPLE, {"id": "50", "name": "Later"}])
    published(config)
    assert [one.key for one in Journal(config.data_folder).changes((3, "z"))] == ["person/toy.50"]
    assert wrong(config) == {}


def test_rollback_twice_goes_back_and_forth(config: configuration.Config) -> None:
    folders = [entry.folder for entry in Journal(config.data_folder).publications()]
    assert [roll_back(config, None, QUIET).folder for _ in range(2)] == [folders[0], folders[1]]
    assert wrong(config) == {}


def test_rollback_to_what_is_not_there_is_one_sentence(config: configuration.Config) -> None:
    with pytest.raises(PublicationError, match=r"77: is no earlier publication .* choose from 1 \("):
        roll_back(config, "77", QUIET)
    alone = site(config.folder / "alone", PEOPLE, extra=REPORT)
    published(alone)
    with pytest.raises(PublicationError, match="there is no earlier publication to go back to"):
        roll_back(alone, None, QUIET)


def test_what_was_committed_is_sound(config: configuration.Config) -> None:
    assert wrong(config) == {}
    assert run(config, "verify").count("ok") == 13
    assert run(config, "verify", "1").count("ok") == 13


def _line(folder: Path) -> None:
    file = folder / layout.DUMP
    file.write_bytes(file.read_bytes().replace(b"Persoon 3", b"Persoon 8"))


def _document(folder: Path) -> None:
    with sqlite3.connect(folder / layout.DOCUMENTS) as connection:
        connection.execute("DELETE FROM document WHERE key = 'person/toy.3'")


def _dataset(folder: Path) -> None:
    with sqlite3.connect(folder / layout.DOCUMENTS) as connection:
        connection.execute("UPDATE document SET datasets = ' other ' WHERE key = 'person/toy.3'")


def _store(folder: Path) -> None:
    store = ox.Store(str(folder / layout.STORE))
    store.remove(next(iter(store)))


def _statistics(folder: Path) -> None:
    with sqlite3.connect(folder / STATISTICS) as connection:
        connection.execute("UPDATE property SET triples = triples + 1")


def _figures(folder: Path) -> None:
    with sqlite3.connect(folder / FIGURES) as connection:
        connection.execute("INSERT INTO figure VALUES ('trends', 'productions nl-2021-2022 _T _T _T', 7, 1, NULL)")


def _journal(folder: Path) -> None:
    with sqlite3.connect(folder.parents[1] / JOURNAL) as connection:
        connection.execute("UPDATE change SET digest = x'00' WHERE key = 'person/toy.3'")


def _version(folder: Path) -> None:
    with sqlite3.connect(folder.parents[1] / JOURNAL) as connection:
        connection.execute("DELETE FROM version WHERE key = 'person/toy.0'")


def _body(folder: Path) -> None:
    with sqlite3.connect(folder.parents[1] / JOURNAL) as connection:
        (body,) = connection.execute("SELECT body FROM version WHERE key = 'person/toy.0'").fetchone()
        spoilt = body[:40] + bytes([body[40] ^ 1]) + body[41:]
        connection.execute("UPDATE version SET body = ? WHERE key = 'person/toy.0'", (spoilt,))


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (_line, {"files", "checksums", "documents against dump", "store against dump", "dumps"}),
        (_document, {"files", "counts", "documents against dump", "search index against documents", "journal"}),
        (_dataset, {"files", "documents against dump"}),
        (_store, {"files", "store against dump"}),
        (_statistics, {"files", "statistics against counts"}),
        (lambda folder: (folder / STATISTICS).write_bytes(b"x" * 5000), {"files", "statistics against counts"}),
        (_figures, {"files", "figures against documents"}),
        (lambda folder: (folder / FIGURES).write_bytes(b"x" * 5000), {"files", "figures against documents"}),
        (_journal, {"journal"}),
        (_version, {"journal"}),
        (_body, {"journal"}),
        (lambda folder: (folder / layout.FAULTS).unlink(), {"files"}),
        (lambda folder: (folder / "strange").touch(), {"files"}),
        (lambda folder: (folder / layout.DOCUMENTS).write_bytes(b"x" * 5000), {"files", "counts", "documents against dump", "search index against documents", "figures against documents", "journal"}),
    ],
)  # fmt: skip
def test_what_was_spoilt_is_found(
    config: configuration.Config, spoil: Callable[[Path], object], found: set[str]
) -> None:
    spoil(current(config.data_folder))
    assert wrong(config).keys() == found
    with pytest.raises(PublicationError, match=r"checks failed; go back with 'dip-lod rollback'"):
        run(config, "verify", "--whole")


def test_a_flipped_bit_in_any_file_is_found_and_told_in_a_sentence(config: configuration.Config) -> None:
    folder = current(config.data_folder)
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size):
        whole = file.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 1) if file.name == layout.MANIFEST else (len(whole) // 2,):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            try:
                assert wrong(config), f"{file}, byte {at}"
            except PublicationError as error:  # a manifest that cannot be read ends it
                assert file.name == layout.MANIFEST and "cannot be read" in str(error)
        file.write_bytes(whole)
    assert wrong(config) == {}


def test_history_on_the_command_line(config: configuration.Config) -> None:
    table = run(config, "history", "http://localhost:8000/id/person/toy.29").splitlines()
    assert [line.split()[0] for line in table] == ["publication", "1", "2"]
    assert table[2].split()[2:] == ["deleted", "absent"]
    (first, second) = json.loads(run(config, "history", "--json", "person/toy.0"))
    assert (first["change"], second["change"], second["number"]) == ("created", "changed", 2)
    diff = run(config, "history", "person/toy.0", "--diff", "1", "2")
    assert '- <http://localhost:8000/id/person/toy.0> <https://schema.org/name> "Persoon 0"@und .' in diff
    assert '+ <http://localhost:8000/id/person/toy.0> <https://schema.org/name> "Nieuwe Naam"@und .' in diff
    with pytest.raises(DipLodError, match="was not there as of publication 1"):
        run(config, "history", "person/toy.99", "--diff", "1", "2")
    with pytest.raises(DipLodError, match="has never been published"):
        run(config, "history", "person/toy.nobody")
    with pytest.raises(DipLodError, match="is no URI of ours"):
        run(config, "history", "https://example.org/x")
