"""Reading a source: ids, order, faults, and the sentences where files are not what they should be."""

import os
import pickle
from pathlib import Path

import pytest
from sources_harness import describe, read_files, read_text

from dip_lod.errors import ConfigurationError, SourceError
from dip_lod.sources import reading
from dip_lod.sources.opening import open_stream
from dip_lod.sources.record import Fault, RdfRecord, Record


@pytest.mark.parametrize("id_", ["a b", "a/b", 'a"b', "😀", "../a", "%2F", "é"])
def test_ids_are_kept_as_they_are(tmp_path: Path, id_: str) -> None:
    [record], _ = read_text(tmp_path, "a.csv", 'id,t\n"' + id_.replace('"', '""') + '",x\n')
    assert record.id == id_


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"x": "1"}', "has no id at id"),
        ('{"id": null}', "has no id at id"),
        ('{"id": " "}', "has no id at id"),
        ('{"id": ["1", "2"]}', "has 2 ids at id"),
        ('{"id": {"a": "b"}}', "has an id at id that is no text"),
        ('{"id": "1", "gone": "perhaps"}', "has a mark at gone that is neither true nor false"),
    ],
)
def test_a_record_without_one_id_or_with_an_unclear_mark_is_a_fault(tmp_path: Path, line: str, what: str) -> None:
    toml = '[record]\nid = "id"\ndeleted = "gone"\n'
    records, [fault] = read_text(tmp_path, "a.ndjson", f'{line}\n{{"id": "2"}}\n', toml)
    assert ([record.id for record in records], fault.place, fault.what) == (["2"], "a.ndjson, line 1", what)


def test_faults_never_show_a_value(tmp_path: Path) -> None:
    for line in ('{"x": "SECRET"}', '{"id": ["SECRET", "SECRET2"]}', '{"id": "1", "id": "SECRET"', "SECRET"):
        _, faults = read_text(tmp_path, "a.ndjson", line)
        assert faults
        assert "SECRET" not in str(faults)


def test_an_id_and_a_date_may_lie_deep_and_a_deleted_record_drops(tmp_path: Path) -> None:
    toml = '[record]\nid = "a.id"\ndate = "a.changed"\ndeleted = "a.gone"\n'
    lines = [
        '{"a": {"id": 1, "changed": "2026-01-01"}}',
        '{"a": {"id": 2, "gone": true}}',
        '{"a": {"id": 3, "gone": "False"}}',
    ]
    records, faults = read_text(tmp_path, "a.ndjson", "\n".join(lines), toml)
    assert [(record.id, record.date) for record in records] == [("1", "2026-01-01"), ("3", None)]
    assert faults == []


def test_files_are_read_in_code_point_order_whatever_order_they_are_named_in(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", "B.json", "ä.json"):
        (tmp_path / name).write_text(f'{{"id": "{name}"}}')
    files = sorted(tmp_path.iterdir(), reverse=True)
    records, _ = read_files(describe(), *files)
    assert [record.id for record in records] == ["B.json", "a.json", "b.json", "ä.json"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for folder in ("2025", "2024"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.json").write_text(f'{{"id": "{folder}"}}')
    records, _ = read_files(describe(), tmp_path / "2025" / "a.json", tmp_path / "2024" / "a.json")
    assert [record.place for record in records] == ["2024/a.json", "2025/a.json"]


def test_forms_may_be_mixed_in_one_source(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"id": "1"}')
    (tmp_path / "b.csv").write_text("id\n2\n")
    (tmp_path / "c.xml").write_text('<r id="3"/>')
    (tmp_path / "d.geojson").write_text('{"features": [{"id": 4, "geometry": {"x": [1.50, 2]}}]}')
    records, faults = read_files(describe('[lift]\nwhole = ["geometry"]\n'), *tmp_path.iterdir())
    assert ([record.id for record in records], faults) == (["1", "2", "3", "4"], [])
    assert records[3].data["geometry"] == '{"x":[1.50,2]}'


def test_a_file_that_turns_bad_does_not_stop_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"id": "1"')
    (tmp_path / "b.json").write_text('{"id": "2"}')
    records, faults = read_files(describe(), *tmp_path.iterdir())
    assert ([record.id for record in records], len(faults)) == (["2"], 1)


def test_a_missing_file_is_one_sentence_before_the_first_record(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"id": "1"}')
    with pytest.raises(SourceError, match=r"b\.json: there is no such file; check the path"):
        reading.read(describe(), [tmp_path / "a.json", tmp_path / "b.json"])


def test_other_files_that_cannot_be_read_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    (tmp_path / "a.doc").write_text("x")
    with pytest.raises(SourceError, match="is a folder; name the files in it"):
        reading.read(describe(), [tmp_path / "a.json"])
    with pytest.raises(SourceError, match="is of no known format; name it by one of csv, "):
        reading.read(describe(), [tmp_path / "a.doc"])
    with pytest.raises(SourceError, match="test: has no files; name them"):
        reading.read(describe(), [])
    with pytest.raises(SourceError, match="is RDF in no known form"):
        reading.read(describe('format = "rdf"\n[rdf]\nrecord = "http://x/C"'), [tmp_path / "a.doc"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "a.json").chmod(0)
    with pytest.raises(SourceError, match="cannot be opened"):
        reading.read(describe(), [tmp_path / "a.json"])


def test_a_description_that_does_not_fit_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("")
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(ConfigurationError, match=r"'rdf.record' is missing, and a\.ttl is RDF"):
        reading.read(describe(), [tmp_path / "a.ttl"])
    with pytest.raises(ConfigurationError, match=r"'record.id' is missing, and a\.json is json"):
        reading.read(describe('[rdf]\nrecord = "http://x/C"'), [tmp_path / "a.json"])


def test_entries_can_be_sent_to_other_processes() -> None:
    for entry in (
        Record("a", "1", None, "p", {"x": ["y"]}),
        RdfRecord("a", "http://x", None, "p", ("<http://x> <http://y> <http://z> .",)),
        Fault("a", None, "p", "sources", "w", "r"),
    ):
        assert pickle.loads(pickle.dumps(entry)) == entry


def test_json_xml_and_csv_of_one_record_give_one_tree(tmp_path: Path) -> None:
    toml = '[xml]\nrecord = "r"\n[lift]\nnull = ["None"]\nsplit = { c = ";" }\n'
    json = '{"id": 1, "a": true, "b": "None", "c": " x ; y", "d": ["z"], "e": []}'
    [one], _ = read_text(tmp_path, "a.json", json, toml)
    [two], _ = read_text(tmp_path, "a.xml", '<r id="1"><a>true</a><b>None</b><c>x;y</c><d>z</d><e/></r>', toml)
    [three], _ = read_text(tmp_path, "a.csv", "id,a,b,c,d,e\n1,true,None,x; y,z,\n", toml)
    assert one.data == two.data == three.data == {"id": "1", "a": "true", "c": ["x", "y"], "d": "z"}


def test_a_pipe_or_device_is_refused_before_it_can_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    for path in (tmp_path / "a.json", Path("/dev/zero")):
        with pytest.raises(SourceError, match=r"is no file \(a pipe or a device\); save"), open_stream(path, "a"):
            pass
