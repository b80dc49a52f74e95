import json
import os
import shutil
import sqlite3
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from patience import LATE
from toy import PERSON, SOURCE, deliver, dump, faults, published, site

from dip_lod import config as configuration
from dip_lod import sample, uris
from dip_lod.errors import ConfigurationError, LockedError, MappingError, PublicationError, ValidationError
from dip_lod.journal import writing as committing
from dip_lod.journal.reading import current
from dip_lod.pipeline import checks, statistics
from dip_lod.publication.reading import Publication
from dip_lod.publication.writing import Writer

NOOR = {"id": "1", "name": "Noor van Oort", "born": "1980"}
ANNA = {"id": "2", "name": "Anna Berg"}
PEOPLE = [NOOR, ANNA]
REPORT = '[build]\nviolations = "report"\nprocesses = 1'


def test_bytes_do_not_depend_on_batches_or_processes(tmp_path: Path) -> None:
    sample.write(tmp_path / "records", 40, 1)
    (tmp_path / "dip-lod.toml").write_text(
        '[[sources]]\nmapping = "dip"\nfiles = ["records/*.ndjson"]\n[build]\nviolations = "report"\n'
    )
    config = configuration.load(tmp_path / "dip-lod.toml", {})
    seen = set()
    for batch, processes in ((1, 2), (7, 1), (1000, 1)):
        one = replace(config, data=Path(f"data-{batch}"), build=replace(config.build, batch=batch, processes=processes))
        if seen:  # the queries are the same: half of the time went into checking them anew
            one.data_folder.mkdir()
            shutil.copy(tmp_path / "data-1" / checks.FILE, one.data_folder)
        summary = published(one)
        assert summary.conflicts > 0, "the sample is to hold records that disagree"
        seen.add(dump(one))
    assert len(seen) == 1


def test_documents_stand_together_and_sorted(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT)
    published(config)
    keys = []
    for line in dump(config).splitlines():
        name = uris.parse(config.base_uri, line.split(" ", 1)[0].strip("<>"))
        assert name is not None
        keys.append(uris.path(*name, prefix="")[1:])
    assert keys == sorted(keys)


def test_a_rebuild_that_changes_nothing_commits_nothing(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT)
    first = published(config)
    again = published(config)
    assert first.changed and not again.changed
    assert again.publication == first.publication
    assert len(committing.folders(config.data_folder)) == 1
    assert "tables" in first.seconds and "tables" not in again.seconds, "tables are made only where they are needed"


@pytest.mark.parametrize("processes", [1, 2])
def test_a_failure_beside_the_tables_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT.replace("1", str(processes)))

    def fail(*_: object) -> None:
        raise PublicationError("no statistics today")

    with monkeypatch.context() as broken:
        broken.setattr(statistics, "write", fail)
        with pytest.raises(PublicationError, match="no statistics today"):
            published(config)
    assert not list((config.data_folder / "publications").glob("building-*"))
    assert published(config).changed


def test_tables_under_way_are_interrupted_where_what_is_made_beside_them_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), list[str]()

    def endless(writer: Writer) -> None:
        writer._database.set_progress_handler(begun.set, 1000)
        try:
            writer._database.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
        except sqlite3.OperationalError as error:
            ended.append(str(error))
            raise

    def fail(*_: object) -> None:
        assert begun.wait(LATE)
        raise PublicationError("no statistics today")

    monkeypatch.setattr(Writer, "close_tables", endless)
    monkeypatch.setattr(statistics, "write", fail)
    with pytest.raises(PublicationError, match="no statistics today"):
        published(site(tmp_path, PEOPLE, extra=REPORT.replace("1", "2")))
    assert ended == ["interrupted"]


def test_old_publications_go_and_the_last_few_stay(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT + "\nkeep = 2")
    for number in range(4):
        deliver(tmp_path, [*PEOPLE, {"id": f"9{number}", "name": f"Persoon {number}"}])
        published(config, confirm_loss=True)
    assert len(list((config.data_folder / "publications").iterdir())) == 2


def test_a_publication_that_is_read_is_not_removed(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT + "\nkeep = 1")
    published(config)
    reader = Publication(current(config.data_folder))
    deliver(tmp_path, [*PEOPLE, {"id": "3", "name": "Nieuw"}])
    published(config)
    assert reader.folder.is_dir()
    assert reader.document(uris.Name("person", "toy.1")) is not None


def test_second_build_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT)
    with (
        committing.lock(config.data_folder),
        pytest.raises(LockedError, match=f"another build holds the lock \\(process {os.getpid()}\\); wait"),
    ):
        published(config)


def test_vanished_records_stop_the_commit_until_confirmed(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT)
    first = published(config)
    deliver(tmp_path, PEOPLE[:1])
    with pytest.raises(ValidationError, match=r"1 of 2 records have vanished.*--confirm-loss"):
        published(config)
    assert current(config.data_folder).name == first.publication
    published(config, confirm_loss=True)
    assert "toy.2" not in dump(config)


def test_violation_stops_the_commit_and_keeps_the_report(tmp_path: Path) -> None:
    wrong = PERSON.replace('STRLANG(?text, "und")', "?text")
    config = site(tmp_path, PEOPLE, extra="[build]\nprocesses = 1", query=wrong)
    with pytest.raises(ValidationError, match="violations stop the commit"):
        published(config)
    with pytest.raises(PublicationError, match="nothing has been published"):
        current(config.data_folder)
    assert "person" in (config.data_folder / "rejected/report.txt").read_text("utf-8")


def test_violations_of_the_rda_view_alone_are_told_with_the_report_that_has_them(tmp_path: Path) -> None:
    role = "?person a schema:Person ; <urn:x-dip-lod:build#role> <http://localhost:8000/id/term/role/nergens> ;"
    config = site(tmp_path, PEOPLE, extra="[build]\nprocesses = 1", query=PERSON.replace("?person a schema:Person ;", role))
    report = config.data_folder / "rejected/rda/report.txt"
    with pytest.raises(ValidationError, match=f"^{report}: 2 violations stop the commit"):
        published(config)
    assert "2 violations" in report.read_text("utf-8")


def test_override_wins_over_every_source(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra='overrides = "overrides.nt"\n' + REPORT)
    (tmp_path / "overrides.nt").write_text(
        "<http://localhost:8000/id/person/toy.1> <https://schema.org/birthDate> "
        '"1981"^^<http://www.w3.org/2001/XMLSchema#gYear> .\n'
    )
    published(config)
    assert '"1981"^^' in dump(config) and '"1980"^^' not in dump(config)
    assert any("birthDate differs" in fault["what"] for fault in faults(config))


def test_newest_record_wins_and_the_other_name_stays_as_alternate(tmp_path: Path) -> None:
    old = {"id": "1", "name": "Noor Oort", "born": "1979", "modified": "2025-01-01T00:00:00+01:00"}
    new = {"id": "1", "name": "Noor van Oort", "born": "1980", "modified": "2025-06-01T00:00:00+02:00"}
    config = site(tmp_path, [old, new], extra=REPORT)
    published(config)
    text = dump(config)
    assert '<https://schema.org/name> "Noor van Oort"@und' in text
    assert '<https://schema.org/alternateName> "Noor Oort"@und' in text
    assert '"1979"' not in text


def test_merged_key_redirects_and_is_never_minted(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA | {"mergedInto": "1"}], extra=REPORT)
    published(config)
    assert "id/person/toy.2" not in dump(config)
    publication = Publication(current(config.data_folder))
    assert publication.redirect(uris.Name("person", "toy.2")) == uris.Name("person", "toy.1")


def test_ring_of_merges_is_reported_and_left_alone(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR | {"mergedInto": "2"}, ANNA | {"mergedInto": "1"}], extra=REPORT)
    published(config)
    assert "person/toy.1>" in dump(config) and "person/toy.2>" in dump(config)
    assert any(
        fault["stage"] == "identity" and "person/toy.1 → person/toy.2" in fault["place"] for fault in faults(config)
    )


def test_failure_of_a_function_is_reported_with_its_record(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR | {"born": "in de winter"}, ANNA], extra=REPORT)
    summary = published(config)
    assert summary.mapped == 2 and summary.warnings == 1
    (fault,) = faults(config)
    assert fault["record"] == "1" and fault["place"] == "people.ndjson, line 1" and "is no date" in fault["what"]


def test_bad_record_does_not_stop_the_build(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT)
    with (tmp_path / "people.ndjson").open("a") as stream:
        stream.write('{"id": "3", "name": \n{"id": "4", "name": "Later"}\n')
    summary = published(config)
    assert summary.failed == 1 and summary.mapped == 3
    assert "Later" in dump(config)


def test_restricted_field_reaches_nothing(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR | {"secret": "KANARIE"}, ANNA], extra=REPORT)
    published(config)
    for file in config.data_folder.rglob("*"):
        if file.is_file():
            assert b"KANARIE" not in file.read_bytes(), file


def test_broken_query_stops_before_the_first_record(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT, query=PERSON.replace("schema:birthDate", "schema:geboren"))
    with pytest.raises(MappingError, match=r"toy/person.rq, line 12: schema:geboren is not in ontology/"):
        published(config)


def test_source_in_a_folder_without_queries_is_one_sentence(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT)
    (tmp_path / "toy/person.rq").unlink()
    with pytest.raises(Exception, match=r"toy: has no queries \(\*\.rq\); write at least one") as caught:
        published(config)
    assert "\n" not in str(caught.value)


def test_deleted_record_is_gone_from_dump_and_store(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA | {"deleted": True}], extra=REPORT, source=SOURCE)
    published(config)
    assert "Anna" not in dump(config)


def test_link_to_nothing_is_reported(tmp_path: Path) -> None:
    query = PERSON.replace("schema:birthDate ?born .", "schema:birthDate ?born ; schema:worksFor ?group .").replace(
        "BIND(STRLANG", 'BIND(dip:uri("organization", "nowhere") AS ?group)\n  BIND(STRLANG'
    )
    query = query.replace("schema:worksFor", "schema:birthPlace").replace('"organization"', '"place"')
    config = site(tmp_path, PEOPLE, extra=REPORT, query=query)
    published(config)
    assert any("links to http://localhost:8000/id/place/nowhere" in fault["what"] for fault in faults(config))


def test_journal_is_one_row_a_publication(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT)
    summary = published(config)
    with sqlite3.connect(config.data_folder / "journal.sqlite") as connection:
        rows = connection.execute("SELECT folder, triples FROM publication").fetchall()
    assert rows == [(summary.publication, summary.triples)]


def test_mapping_that_finds_nothing_stops_the_commit(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT)
    published(config)
    (tmp_path / "toy/person.rq").write_text(PERSON.replace("field:name ?text", "field:naam ?text"), "utf-8")
    with pytest.raises(ValidationError, match="person: 2 of 2 documents have vanished"):
        published(config)


def test_record_that_gives_nothing_has_failed(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, {"id": "2"}], extra=REPORT)
    summary = published(config)
    assert summary.mapped == 1 and summary.failed == 1
    assert "gives no statement at all" in faults(config)[0]["what"]


def test_file_that_breaks_off_does_not_delete_what_was_behind_the_break(tmp_path: Path) -> None:
    people = [{"id": str(n), "name": f"Persoon {n}"} for n in range(40)]
    config = site(tmp_path, people, extra=REPORT, source=SOURCE.replace("[record]", 'format = "json"\n[record]'))
    text = json.dumps(people)
    (tmp_path / "people.ndjson").write_text(text, "utf-8")
    published(config)
    (tmp_path / "people.ndjson").write_text(text[: text.index("Persoon 38")], "utf-8")
    with pytest.raises(ValidationError, match="a file was broken off"):
        published(config)


def test_what_no_record_dates_keeps_its_date_until_it_changes(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT)
    published(config, date(2026, 3, 2))
    assert not published(config, date(2026, 3, 3)).changed
    deliver(tmp_path, [NOOR, ANNA | {"born": "1950"}])
    published(config, date(2026, 3, 4))
    dated = {line.split()[0]: line for line in dump(config).splitlines() if "dateModified" in line}
    assert '"2026-03-02"' in dated["<http://localhost:8000/doc/person/toy.1>"]
    assert '"2026-03-04"' in dated["<http://localhost:8000/doc/person/toy.2>"]


def test_merge_into_nobody_is_reported_and_left_alone(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA | {"mergedInto": "nobody"}], extra=REPORT)
    published(config)
    assert "id/person/toy.2>" in dump(config) and "nobody" not in dump(config)
    assert any("which no record describes" in fault["what"] for fault in faults(config))


@pytest.mark.parametrize(
    "moment", ['2026-03-01"08:15', "20260301", "gisteren", "2026-03-01T08:15:00> .\n<urn:a> <urn:b> <urn:c"]
)
def test_odd_date_of_a_record_is_reported_and_never_written(tmp_path: Path, moment: str) -> None:
    config = site(tmp_path, [NOOR | {"modified": moment}, ANNA], extra="[build]\nprocesses = 1")
    published(config)
    assert any("is no moment" in fault["what"] for fault in faults(config))
    assert "urn:" not in dump(config)


def test_licence_of_a_record_cannot_become_a_statement(tmp_path: Path) -> None:
    evil = "https://creativecommons.org/> .\n<http://localhost:8000/id/person/toy.2> <https://schema.org/sameAs> <https://evil/"
    source = SOURCE.replace('date = "modified"', 'date = "modified"\nlicence = "licence"')
    config = site(tmp_path, [NOOR | {"licence": evil}, ANNA], extra=REPORT, source=source)
    published(config)
    assert "evil" not in dump(config)
    assert sum("schema.org/license" in line and "/doc/person/" in line for line in dump(config).splitlines()) == 1


def test_unknown_kind_in_a_source_is_one_sentence(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra=REPORT, source=SOURCE.replace('kind = "person"', 'kind = "persoon"'))
    with pytest.raises(ConfigurationError, match=r"source\.toml: 'persoon' is no kind of entity; choose from person"):
        published(config)


def test_override_of_an_unknown_term_is_refused(tmp_path: Path) -> None:
    config = site(tmp_path, PEOPLE, extra='overrides = "overrides.nt"\n' + REPORT)
    (tmp_path / "overrides.nt").write_text('<http://localhost:8000/id/person/toy.1> <http://evil/p> "x" .\n')
    with pytest.raises(ConfigurationError, match="http://evil/p> is not in ontology/"):
        published(config)
