"""JSON and NDJSON: records at a selector, lexical forms, and what happens where the file is bad."""

import gzip
import json
import random
from io import BytesIO
from pathlib import Path

import pytest
from sources_harness import read_text

from dip_lod.sources import json_cursor, json_tree, opening, raw
from dip_lod.sources.opening import CHUNK, Stream
from dip_lod.sources.raw import RawRecord


def test_records_are_found_at_the_selector_and_placed(tmp_path: Path) -> None:
    text = '{"meta": {"programs": ["no"]}, "programs": [{"id": "1"}, {"id": "2"}], "end": "x"}'
    records, faults = read_text(tmp_path, "a.json", text, '[json]\nrecords = "programs.item"')
    assert [(record.id, record.place) for record in records] == [
        ("1", "a.json, programs[0]"),
        ("2", "a.json, programs[1]"),
    ]
    assert faults == []


def test_a_selector_reaches_into_nested_lists(tmp_path: Path) -> None:
    text = '{"seasons": [{"shows": [{"id": "1"}]}, {"none": 1}, {"shows": [{"id": "2"}]}]}'
    records, _ = read_text(tmp_path, "a.json", text, '[json]\nrecords = "seasons.item.shows.item"')
    assert [record.place for record in records] == ["a.json, seasons[0].shows[0]", "a.json, seasons[2].shows[0]"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('{"id": "1"}', ["a.json"]),
        ('[{"id": "1"}, {"id": "2"}]', ["a.json, [0]", "a.json, [1]"]),
        ('{"id": "1"}\n{"id": "2"}\n', ["a.json, record 1", "a.json, record 2"]),
        ("[]", []),
    ],
)
def test_without_a_selector_a_file_is_a_record_or_a_list_or_lines(tmp_path: Path, text: str, places: list[str]) -> None:
    records, faults = read_text(tmp_path, "a.json", text)
    assert [record.place for record in records] == places
    assert faults == []


def test_numbers_and_booleans_keep_their_lexical_form_and_nulls_vanish(tmp_path: Path) -> None:
    text = '{"id": 780e0, "x": 1, "price": 19.50, "big": 123456789012345678901234567890, "zero": -0, "no": false}'
    [record], _ = read_text(tmp_path, "a.json", text)
    assert record.data == {
        "id": "780e0", "x": "1", "price": "19.50", "big": "123456789012345678901234567890", "zero": "-0", "no": "false",
    }  # fmt: skip


def test_a_key_that_occurs_twice_is_reported_and_the_last_used(tmp_path: Path) -> None:
    records, [fault] = read_text(tmp_path, "a.ndjson", '{"id": "1", "a": "x", "a": "y"}')
    assert records[0].data["a"] == "y"
    assert (fault.severity, fault.place) == ("warning", "a.ndjson, line 1")
    assert "the key 'a' twice" in fault.what


def test_a_bad_line_of_ndjson_costs_that_line_only(tmp_path: Path) -> None:
    lines = ['{"id": "1"}', '{"id": "2"', "", "7", '{"id": "3"} {"id": "4"}', '{"id": NaN}', '{"id": "5"}']
    records, faults = read_text(tmp_path, "a.ndjson", "\n".join(lines))
    assert [record.id for record in records] == ["1", "5"]
    assert [fault.place for fault in faults] == [
        "a.ndjson, line 2, column 11",
        "a.ndjson, line 4",
        "a.ndjson, line 5, column 12",
        "a.ndjson, line 6, column 1",
    ]
    assert all(fault.severity == "error" and fault.remedy for fault in faults)


def test_truncated_json_gives_the_records_before_and_one_fault(tmp_path: Path) -> None:
    text = '{"programs": [\n{"id": "1"},\n{"id": "2", "title": "De Ker'
    records, [fault] = read_text(tmp_path, "a.json", text, '[json]\nrecords = "programs.item"')
    assert [record.id for record in records] == ["1"]
    assert fault.place == "a.json, line 3, column 22"
    assert "what follows was not read" in fault.remedy


@pytest.mark.parametrize(
    "text",
    ["", "  ", "nonsense", '{"id": "1"} x', '[{"id": "1"}', '[{"id": "1"},]', "{'id': '1'}", '{"id": "1"}}'],
)
def test_other_bad_json_is_a_fault_and_no_exception(tmp_path: Path, text: str) -> None:
    _, faults = read_text(tmp_path, "a.json", text)
    assert len(faults) == 1


def test_a_selector_that_finds_nothing_is_reported(tmp_path: Path) -> None:
    records, [fault] = read_text(tmp_path, "a.json", '{"items": []}', '[json]\nrecords = "programs.item"')
    assert records == []
    assert str(fault) == "a.json: has nothing at programs.item; check [json] records in source.toml"


def test_an_empty_list_at_the_selector_is_no_fault(tmp_path: Path) -> None:
    assert read_text(tmp_path, "a.json", '{"programs": []}', '[json]\nrecords = "programs.item"') == ([], [])


@pytest.mark.parametrize("name", ["a.json", "a.ndjson"])
def test_wrong_bytes_are_read_as_windows_1252_told_by_field_and_cost_no_record(tmp_path: Path, name: str) -> None:
    content = b'{"id": "1"}\n{"id": "2", "caf\xe9": {"title": "na\xefef \x93x\x94"}}\n{"id": "3"}\n'
    records, [fault] = read_text(tmp_path, name, content)
    assert [record.id for record in records] == ["1", "2", "3"]
    assert records[1].data["café"] == {"title": "naïef “x”"}
    assert (fault.record, fault.severity) == ("2", "warning")
    assert fault.what == "café.title has bytes that are not UTF-8, and is read as Windows-1252"
    assert fault.full == f"{fault.what}: 'naïef “x”'"
    assert "UTF-8" in fault.remedy


def test_a_wrong_byte_on_the_edge_of_a_chunk_is_read(tmp_path: Path) -> None:
    for length in range(CHUNK - 16, CHUNK + 2):
        content = b'[{"id": "1", "t": "' + b"x" * (length - 18) + b"\xc3\xa9\xe9\xe2\x82\xac" + b'"}]'
        [record], [fault] = read_text(tmp_path, "a.json", content)
        assert str(record.data["t"]).endswith("xéé€") and "Windows-1252" in fault.what


def test_control_characters_are_left_out_and_those_that_part_lines_become_line_ends(tmp_path: Path) -> None:
    row = {"id": "1", "role": "zan\x00ger\ufffe", "rôle": "a\x7f", "hall": "Zaal 1\x0bbegane grond\x1f", "none": "\x00", "text": "a\n\tb"}
    [record], faults = read_text(tmp_path, "a.json", json.dumps(row))
    assert record.data == {"id": "1", "role": "zanger", "rôle": "a", "hall": "Zaal 1\nbegane grond", "text": "a\n\tb"}
    assert not faults


@pytest.mark.parametrize("text", ["BeyoncÃ©", "itâ€™s", "Ã‰Ã©n avond", "it\x92s", "RenÃ©e"])
def test_letters_read_in_a_wrong_encoding_are_told_and_published_as_they_stand(tmp_path: Path, text: str) -> None:
    [record], [fault] = read_text(tmp_path, "a.json", json.dumps({"id": "1", "title": text}))
    assert record.data["title"] == text
    assert fault.what == "title has letters that were read in a wrong encoding; it is published as it stands"
    assert text not in str(fault) and f"'{text}'" in (fault.full or "")


@pytest.mark.parametrize(
    "text",
    [
        "Café ‘ZOË’", "«Één crème brûlée, 20 €»", "Ånd & Øde", "Dvořák – Szymanowski", "Чехов", "Götterdämmerung ™", "Ça ira… naïef",
        "Súdwest-Fryslân", "Été®", "“Ë”", "ÄÖÜ", "山田", "Ελλάδα",
    ],
)  # fmt: skip
def test_real_letters_are_not_suspected(tmp_path: Path, text: str) -> None:
    [record], faults = read_text(tmp_path, "a.json", json.dumps({"id": "1", "title": text}))
    assert (record.data["title"], faults) == (text, [])


@pytest.mark.parametrize("name", ["a.json", "a.ndjson"])
def test_a_byte_order_mark_is_fine_and_utf16_is_refused(tmp_path: Path, name: str) -> None:
    records, faults = read_text(tmp_path, name, b'\xef\xbb\xbf{"id": "1"}')
    assert (records[0].id, faults) == ("1", [])
    records, [fault] = read_text(tmp_path, name, '{"id": "1"}'.encode("utf-16"))
    assert (records, fault.what) == ([], "is UTF-16")


@pytest.mark.parametrize("name", ["a.json", "a.ndjson", "a.json.gz"])
def test_a_text_of_almost_eight_megabytes_is_read(tmp_path: Path, name: str) -> None:
    content = json.dumps({"id": "1", "text": "é" * 3_900_000}, ensure_ascii=False).encode()
    records, faults = read_text(tmp_path, name, gzip.compress(content, 1) if name.endswith("gz") else content)
    assert (len(str(records[0].data["text"])), faults) == (3_900_000, [])


def test_a_record_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_cursor, "MAX_RECORD_BYTES", 1_000_000)
    monkeypatch.setattr("dip_lod.sources.ndjson.MAX_RECORD_BYTES", 1_000_000)
    line = json.dumps({"id": "1", "text": "x" * 2_000_000})
    _, [fault] = read_text(tmp_path, "a.json", line)
    assert "has a record of more than" in fault.what
    records, [fault] = read_text(tmp_path, "a.ndjson", f'{line}\n{{"id": "2"}}')
    assert ("is longer than" in fault.what, [record.id for record in records]) == (True, ["2"])


@pytest.mark.parametrize("text", ["[" * 100_000, '{"id": "1", "x": ' + "[" * 500 + "]" * 500 + "}"])
def test_deep_nesting_is_a_fault(tmp_path: Path, text: str) -> None:
    for name in ("a.json", "a.ndjson"):
        records, faults = read_text(tmp_path, name, text)
        assert (records, len(faults)) == ([], 1)
        assert faults[0].severity == "error"


def test_half_a_character_is_a_fault_and_a_whole_one_is_read(tmp_path: Path) -> None:
    text = '{"id": "\\ud83d\\ude00"}\n{"id": "\\ud83d"}\n'
    records, [fault] = read_text(tmp_path, "a.ndjson", text)
    assert ([record.id for record in records], fault.place) == (["😀"], "a.ndjson, line 2, column 1")


def test_gzip_is_read_through_and_a_cut_one_told(tmp_path: Path) -> None:
    lines = "".join(f'{{"id": "{number}", "x": "{random.Random(number).random()}"}}\n' for number in range(20_000))
    packed = gzip.compress(lines.encode())
    records, faults = read_text(tmp_path, "a.ndjson", packed)
    assert (len(records), faults) == (20_000, [])
    records, [fault] = read_text(tmp_path, "a.ndjson.gz", packed[: len(packed) // 2])
    assert 0 < len(records) < 20_000
    assert fault.remedy == "get a whole copy of the file"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_the_size_of_the_pieces_makes_no_difference(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    programs: list[dict[str, object]] = [
        {"id": i, "t": 'é😀"\\\n', "n": [1.5, -2, True, None], "o": {}} for i in range(20)
    ]
    document = {
        "skip": [{"a": '"]}\\'}, [], 'x"'],
        "programs": programs,
        "after": {"deep": [[["}"]]]},
    }
    content = json.dumps(document, ensure_ascii=size % 2 == 0, indent=1).encode()
    monkeypatch.setattr(json_cursor, "CHUNK", size)
    monkeypatch.setattr(opening.Text.read, "__defaults__", (size,))
    found = list(json_tree.read(Stream(BytesIO(content), "a"), "programs.item"))
    trees = [entry.tree for entry in found if isinstance(entry, RawRecord)]
    assert [json.loads(json.dumps(tree)) for tree in trees] == [
        {**program, "id": str(program["id"]), "n": ["1.5", "-2", True, None]} for program in programs
    ]


@pytest.mark.parametrize("seed", range(40))
def test_damaged_json_never_raises_and_never_invents(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(json.dumps({"programs": [{"id": str(i), "t": ["a", {"b": "c"}]} for i in range(50)]}).encode())
    for _ in range(3):
        content[chance.randrange(len(content))] = chance.choice(b'{}[]",:x\xff\\ ')
    records, faults = read_text(tmp_path, "a.json", bytes(content), '[json]\nrecords = "programs.item"')
    assert len(records) <= 50
    assert len(records) == 50 or faults


def test_a_lexical_number_is_told_from_a_text() -> None:
    assert isinstance(raw.Lexical("1"), str)
