"""What builds write into the journal."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from toy import PERSON, SOURCE, deliver, dump, published, site

from dip_lod import config as configuration
from dip_lod.errors import SourceError, ValidationError
from dip_lod.journal.reading import Journal, current
from dip_lod.pipeline import committing

NOOR = {"id": "1", "name": "Noor van Oort", "modified": "2025-06-01T00:00:00+02:00"}
ANNA = {"id": "2", "name": "Anna Berg", "modified": "2025-06-01T00:00:00+02:00"}
MANY = [{"id": str(n), "name": f"Persoon {n}"} for n in range(40)]
REPORT = '[build]\nviolations = "report"\nprocesses = 1'


def told(config: configuration.Config, key: str) -> list[tuple[int, str, str | None]]:
    return [(one.number, one.change, one.why or one.survivor) for one in Journal(config.data_folder).history(key)]


def modified(config: configuration.Config, key: str) -> str:
    (line,) = [
        line
        for line in dump(config).splitlines()
        if line.startswith(f"<http://localhost:8000/doc/{key}> <https://schema.org/dateModified>")
    ]
    return line.split('"')[1]


def test_record_that_was_only_touched_changes_no_date_and_commits_nothing(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA], extra=REPORT)
    published(config)
    deliver(tmp_path, [NOOR | {"modified": "2026-02-01T00:00:00+01:00"}, ANNA])
    assert not published(config, date(2026, 3, 3)).changed
    assert modified(config, "person/toy.1") == NOOR["modified"]


def test_date_follows_the_record_where_it_changed_and_the_build_where_the_mapping_did(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA], extra=REPORT)
    published(config)
    deliver(tmp_path, [NOOR | {"born": "1980", "modified": "2026-02-01T00:00:00+01:00"}, ANNA])
    published(config, date(2026, 3, 3))
    assert modified(config, "person/toy.1") == "2026-02-01T00:00:00+01:00"
    assert modified(config, "person/toy.2") == ANNA["modified"]
    (tmp_path / "toy/person.rq").write_text(
        PERSON.replace("a schema:Person ;", 'a schema:Person ; schema:alternateName "X"@und ;')
    )
    published(config, date(2026, 3, 5))
    assert {modified(config, f"person/toy.{n}") for n in (1, 2)} == {"2026-03-05"}
    assert told(config, "person/toy.2") == [(1, "created", None), (3, "changed", None)]


def test_dates_do_not_depend_on_the_folder_of_the_last_publication(tmp_path: Path) -> None:
    config = site(tmp_path, MANY, extra=REPORT)
    published(config, date(2026, 3, 2))
    before = dump(config)
    documents = current(config.data_folder) / "documents.sqlite"
    documents.unlink()
    published(config, date(2026, 3, 9))
    assert dump(config) == before


def test_deleted_says_why(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA, {"id": "3", "name": "Piet"}], extra=REPORT)
    published(config)
    deliver(tmp_path, [NOOR, ANNA | {"deleted": True}])
    published(config, confirm_loss=True)
    assert told(config, "person/toy.2")[-1] == (2, "deleted", "marked")
    assert told(config, "person/toy.3")[-1] == (2, "deleted", "absent")
    deliver(tmp_path, [NOOR, ANNA])
    published(config)
    assert told(config, "person/toy.2")[-1] == (3, "created", None)


def test_deleted_in_a_delta_is_marked(tmp_path: Path) -> None:
    source = SOURCE.replace('language = "nl"', 'language = "nl"\ndelivery = "delta"')
    config = site(tmp_path, [NOOR, *MANY[2:]], extra=REPORT, source=source)
    published(config)
    deliver(tmp_path, [NOOR, *MANY[2:], {"id": "3", "deleted": True}])
    published(config)
    assert told(config, "person/toy.3")[-1] == (2, "deleted", "marked")


def test_merged_stays_merged_when_the_source_forgets_it(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA], extra=REPORT)
    published(config)
    deliver(tmp_path, [NOOR, ANNA | {"mergedInto": "1"}])
    published(config)
    deliver(tmp_path, [NOOR | {"born": "1980"}])
    published(config, confirm_loss=True)
    assert told(config, "person/toy.2") == [(1, "created", None), (2, "merged", "person/toy.1")]


def test_guard_names_the_documents_and_says_how_to_confirm(tmp_path: Path) -> None:
    config = site(tmp_path, MANY, extra=REPORT)
    published(config)
    deliver(tmp_path, MANY[:10])
    with pytest.raises(ValidationError) as caught:
        published(config)
    sentence = str(caught.value)
    assert sentence.startswith("toy: 30 of 40 records have vanished (documents: person/toy.10, person/toy.11, ")
    assert " and 10 more); the last publication stays. If that is right, build with --confirm-loss" in sentence


def test_swapped_file_stops_the_commit_though_it_has_as_many_records(tmp_path: Path) -> None:
    config = site(tmp_path, MANY, extra=REPORT)
    published(config)
    deliver(tmp_path, [{"id": str(n), "name": f"Ander {n}"} for n in range(100, 140)])
    with pytest.raises(ValidationError, match="toy: 40 of 40 documents have vanished"):
        published(config)


def test_file_that_changes_while_it_is_read_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = site(tmp_path, [NOOR, ANNA], extra=REPORT)
    published(config)
    describe = committing.describe

    def late(*arguments: object) -> object:
        deliver(tmp_path, [NOOR | {"name": "Noor Nieuw"}, ANNA])
        return describe(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(committing, "describe", late)
    deliver(tmp_path, [NOOR | {"born": "1980"}, ANNA])
    with pytest.raises(SourceError, match=r"people\.ndjson: was changed while it was read; build again"):
        published(config)
    monkeypatch.undo()
    assert published(config).changed and "Noor Nieuw" in dump(config)


def test_moments_grow_although_the_clock_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = site(tmp_path, [NOOR, ANNA], extra=REPORT)
    published(config)
    moment = committing.moment
    for born, days in (("1980", -400), ("1981", -4000)):
        clock = datetime.now(UTC) + timedelta(days=days)
        monkeypatch.setattr(committing, "moment", lambda data, clock=clock: moment(data, clock))
        deliver(tmp_path, [NOOR | {"born": born}, ANNA])
        published(config, date(2016, 1, 1))
        assert f'"{born}"' in dump(config)
    entries = Journal(config.data_folder).publications()
    moments = [datetime.fromisoformat(entry.committed) for entry in entries]
    assert moments == sorted(set(moments)) and len(moments) == 3
    assert [entry.folder for entry in entries] == sorted({entry.folder for entry in entries})
    assert modified(config, "person/toy.1") >= "2025-06-01"
