"""dip_lod/store/publishing.py and pipeline/storing.py: builds into real stores, whole or not at all."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import store_servers
from toy import deliver, dump, published, site

from dip_lod.config import Config, Remote
from dip_lod.errors import PublicationError
from dip_lod.journal.reading import current
from dip_lod.pipeline import committing
from dip_lod.pipeline.erasing import erase
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.rolling_back import roll_back
from dip_lod.pipeline.storing import Storing
from dip_lod.pipeline.verifying import verify
from dip_lod.publication import layout, manifest
from dip_lod.store import begun, counting, graphs, remote
from dip_lod.store.errors import StoreError
from dip_lod.store.publishing import RemoteStore
from dip_lod.store.uploading import Upload

PEOPLE = [{"id": "1", "name": "Noor van Oort", "born": "1980"}, {"id": "2", "name": "Anna Berg"}]
SETTINGS = '[build]\nviolations = "report"\nprocesses = 1\nkeep = 1'


@pytest.fixture(params=store_servers.ENGINES)
def config(
    request: pytest.FixtureRequest,
    server: Callable[[str], Config],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Config:
    """Give the configuration of a toy site over a real store."""
    for name, value in store_servers.WRITER.items():
        monkeypatch.setenv(name, value)
    return store_servers.over(site(tmp_path, PEOPLE, extra=SETTINGS), server(request.param))


def held(config: Config, publication: str, view: str = layout.STORE) -> int:
    where = remote.read(config)
    assert where is not None
    return counting.triples(where, graphs.name(publication, view))


def names(config: Config) -> set[str]:
    return {graph.publication for graph in begun.read(config.data_folder)}


def test_a_publication_is_in_the_store_when_it_is_committed(config: Config) -> None:
    publication = published(config).publication
    made = manifest.read(current(config.data_folder))
    assert made.id == publication
    assert held(config, publication) == made.triples > 20
    rda = (current(config.data_folder) / layout.RDA_DUMP).read_bytes()
    assert held(config, publication, layout.RDA_STORE) == rda.count(b"\n")


def test_an_old_graph_goes_with_its_folder(config: Config, tmp_path: Path) -> None:
    first = published(config).publication
    deliver(tmp_path, [*PEOPLE, {"id": "3", "name": "Nieuw"}])
    second = published(config).publication
    assert held(config, first) == 0 < held(config, second)
    assert names(config) == {second}


def test_a_build_that_is_cut_off_before_its_commit_leaves_a_graph_that_the_next_removes(
    config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = published(config).publication
    deliver(tmp_path, [*PEOPLE, {"id": "3", "name": "Nieuw"}])

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(committing, "commit", cut_off)
        with pytest.raises(KeyboardInterrupt):
            published(config)
    (orphan,) = names(config) - {first}
    assert current(config.data_folder).name == first
    assert held(config, first) > 0 and held(config, orphan) > 0
    third = published(config).publication
    assert names(config) == {third}
    assert held(config, first) == 0 < held(config, third)
    assert third == orphan or held(config, orphan) == 0  # the same name, if the same was built in the same second


def test_a_build_that_changes_nothing_loads_nothing_unless_the_graph_is_gone(config: Config) -> None:
    first = published(config)
    assert not published(config).changed
    where = remote.read(config)
    assert where is not None
    with Upload(where) as upload:
        upload.drop(graphs.name(first.publication, layout.STORE))
    again = published(config)
    assert again.changed and again.publication != first.publication
    assert held(config, again.publication) == first.triples


def test_graphs_of_others_in_the_same_store_stay(config: Config, tmp_path: Path) -> None:
    other = replace(config, data=tmp_path / "other", base_uri="https://data.example.org/")
    theirs = published(other).publication
    published(config)
    deliver(tmp_path, [*PEOPLE, {"id": "3", "name": "Nieuw"}])
    published(config)
    assert held(config, theirs) > 0


def test_a_store_that_cuts_answers_is_refused(config: Config) -> None:
    if config.remote.engine != "virtuoso":
        pytest.skip("Oxigraph's server cuts nothing")
    many = replace(config, limits=replace(config.limits, rows=store_servers.MOST_ROWS))
    with pytest.raises(StoreError, match=r"gives 10000 rows where it is asked for 10001.*limits\.rows"):
        published(many)
    with pytest.raises(PublicationError, match="nothing has been published"):
        current(config.data_folder)


def test_a_store_that_refuses_our_account_is_a_sentence(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    if config.remote.engine != "virtuoso":
        pytest.skip("Oxigraph's server asks nobody who one is")
    monkeypatch.setenv("DIP_LOD_STORE_PASSWORD", "geheim")
    with pytest.raises(StoreError, match=r"answers 401 .*set DIP_LOD_STORE_USER and DIP_LOD_STORE_PASSWORD") as caught:
        published(config)
    assert "geheim" not in str(caught.value)


def test_a_store_that_is_down_stops_the_build_before_it_begins(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=SETTINGS)
    first = published(config).publication
    deliver(tmp_path, PEOPLE[:1])
    down = f"http://127.0.0.1:{store_servers.free_port()}/query"
    config = replace(config, store=f"sparql+{down}", remote=Remote("oxigraph"))
    with pytest.raises(StoreError, match=f"^{down}: cannot be reached .Connection refused.; start the store"):
        published(config)
    assert current(config.data_folder).name == first
    assert names(config) == set()


def test_a_list_of_graphs_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / begun.FILE).write_text("[[1]]", "utf-8")
    with pytest.raises(StoreError, match=r"cannot be read .*; restore it, or remove it"):
        begun.read(tmp_path)


def test_an_old_graph_that_cannot_be_removed_stops_no_build(
    config: Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = published(config).publication
    deliver(tmp_path, PEOPLE[:1])

    def slow(*_: object) -> None:
        raise StoreError("slow")

    with monkeypatch.context() as patched:
        patched.setattr(RemoteStore, "tidy", slow)
        second = published(config, confirm_loss=True).publication
    assert names(config) == {first, second}
    assert not published(config).changed
    assert names(config) == {second}


def test_a_list_of_graphs_that_was_lost_is_found_again(config: Config, tmp_path: Path) -> None:
    first = published(config).publication
    (config.data_folder / begun.FILE).unlink()
    assert not published(config).changed
    assert names(config) == {first}
    deliver(tmp_path, [*PEOPLE, {"id": "3", "name": "Nieuw"}])
    published(config)
    assert held(config, first) == 0


def test_what_is_erased_is_gone_from_the_store(config: Config) -> None:
    first = published(config).publication
    made = erase(config, "person/toy.2", "privacy", Progress(quiet=True))
    assert held(config, first) == 0 < held(config, made.publication)
    assert names(config) == {made.publication}


def test_what_is_erased_is_gone_from_the_store_although_the_list_of_graphs_was_lost(config: Config) -> None:
    first = published(config).publication
    (config.data_folder / begun.FILE).unlink()
    made = erase(config, "person/toy.2", "privacy", Progress(quiet=True))
    assert held(config, first) == held(config, first, layout.RDA_STORE) == 0 < held(config, made.publication)
    assert names(config) == {made.publication}


def test_an_erasure_that_the_store_does_not_follow_fails_and_the_second_try_ends_it(config: Config) -> None:
    first = published(config).publication

    def slow(*_: object) -> None:
        raise StoreError("slow")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RemoteStore, "tidy", slow)
        with pytest.raises(StoreError):
            erase(config, "person/toy.2", "privacy", Progress(quiet=True))
    assert held(config, first) > 0
    erase(config, "person/toy.2", "privacy", Progress(quiet=True))
    assert held(config, first) == 0


def test_an_erasure_while_the_store_is_down_changes_nothing(config: Config) -> None:
    first = published(config).publication
    down = replace(config, store="sparql+http://127.0.0.1:9/query", remote=Remote("oxigraph"))
    with pytest.raises(StoreError, match=r"cannot be reached .*; start the store"):
        erase(down, "person/toy.2", "privacy", Progress(quiet=True))
    assert current(config.data_folder).name == first and held(config, first) > 0
    assert "person/toy.2" in dump(config)


def test_going_back_loads_what_the_store_has_lost(config: Config, tmp_path: Path) -> None:
    config = replace(config, build=replace(config.build, keep=2))
    first = published(config).publication
    deliver(tmp_path, [*PEOPLE, {"id": "3", "name": "Nieuw"}])
    second = published(config).publication
    where = remote.read(config)
    assert where is not None
    with Upload(where) as upload:
        upload.drop(graphs.name(first, layout.STORE))
    checks = {check.name: check.wrong for check in verify(config.data_folder, folder(config, first), Storing(config))}
    assert "does not hold it whole" in checks["remote store"]
    assert roll_back(config, None, Progress(quiet=True)).folder == first
    assert held(config, first) > 0 and held(config, second) > 0
    checks = {check.name: check.wrong for check in verify(config.data_folder, folder(config, first), Storing(config))}
    assert not any(checks.values()), checks


def folder(config: Config, publication: str) -> Path:
    return config.data_folder / "publications" / publication
