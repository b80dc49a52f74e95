"""CSV and TSV: rows as records, and what happens where a row is bad."""

from pathlib import Path

import pytest
from sources_harness import read_text


def test_rows_are_records_with_their_lines(tmp_path: Path) -> None:
    text = 'id,title,place\n1,"De ""Kersen""tuin","Den\nHaag"\n\n2,Gijsbrecht,\n'
    records, faults = read_text(tmp_path, "a.csv", text)
    assert faults == []
    assert [(record.place, record.data) for record in records] == [
        ("a.csv, line 2", {"id": "1", "title": 'De "Kersen"tuin', "place": "Den\nHaag"}),
        ("a.csv, line 5", {"id": "2", "title": "Gijsbrecht"}),
    ]


@pytest.mark.parametrize(
    ("name", "text", "toml"),
    [
        ("a.csv", "id;t\n1;x\n", '[csv]\ndelimiter = ";"'),
        ("a.tsv", "id\tt\n1\tx\n", ""),
        ("a.csv", "id\tt\r\n1\tx\r\n", '[csv]\ndelimiter = "\\t"'),
        ("a.csv", "\ufeffid,t\n1,x", ""),
        ("a.txt", "id,t\n1,x", 'format = "csv"'),
        ("a.csv", "id,T naam\n1,x", '[csv]\nrename = { "T naam" = "t" }'),
    ],
)
def test_each_way_to_write_a_table(tmp_path: Path, name: str, text: str, toml: str) -> None:
    [record], faults = read_text(tmp_path, name, text, toml)
    assert (record.data, faults) == ({"id": "1", "t": "x"}, [])


def test_quotes_are_ordinary_in_tsv_unless_the_source_says_so(tmp_path: Path) -> None:
    [record], _ = read_text(tmp_path, "a.tsv", 'id\tt\n1\t"Hamlet" de musical\n')
    assert record.data["t"] == '"Hamlet" de musical'
    [record], _ = read_text(tmp_path, "a.tsv", 'id\tt\n1\t"x\ty"\n', "[csv]\nquote = '\"'")
    assert record.data["t"] == "x\ty"


def test_a_row_of_another_length_costs_that_row_only(tmp_path: Path) -> None:
    records, faults = read_text(tmp_path, "a.csv", "id,t\n1,x\n2,Amsterdam, Den Haag\n3\n4,y\n")
    assert [record.id for record in records] == ["1", "4"]
    assert [str(fault) for fault in faults] == [
        "a.csv, line 3: has 3 cells where the header has 2; put cells that hold the delimiter in quotes",
        "a.csv, line 4: has 1 cells where the header has 2; put cells that hold the delimiter in quotes",
    ]


def test_wrong_quotes_cost_their_row_only(tmp_path: Path) -> None:
    records, [fault] = read_text(tmp_path, "a.csv", 'id,t\n1,x\n2,"y"z\n3,u\n')
    assert ([record.id for record in records], fault.place) == (["1", "3"], "a.csv, line 3")
    records, [fault] = read_text(tmp_path, "a.csv", 'id,t\n1,x\n2,"y\n3,u\n')
    assert ([record.id for record in records], fault.place) == (["1", "3"], "a.csv, line 3")


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("id,t,t", "has the column 't' twice"),
        ("id;t", "has one column, and ';' in its name"),
    ],
)
def test_a_wrong_header_is_one_sentence(tmp_path: Path, header: str, sentence: str) -> None:
    records, [fault] = read_text(tmp_path, "a.csv", f"{header}\n1,2,3\n")
    assert (records, fault.place) == ([], "a.csv, line 1")
    assert sentence in fault.what


def test_a_column_without_a_name_is_left_out_with_a_warning(tmp_path: Path) -> None:
    [record], [fault] = read_text(tmp_path, "a.csv", "id,,t\n1,2,3\n")
    assert (record.data, fault.severity) == ({"id": "1", "t": "3"}, "warning")


def test_wrong_bytes_cost_their_row_and_are_told(tmp_path: Path) -> None:
    records, [fault] = read_text(tmp_path, "a.csv", b"id,t\n1,x\n2,caf\xe9\n3,y\n")
    assert [record.id for record in records] == ["1", "3"]
    assert fault.place == "a.csv, line 3"
    assert fault.what == "column 't' has the byte 0xE9 at character 4, which is not utf-8"


@pytest.mark.parametrize("encoding", ["windows-1252", "iso-8859-1", "utf-16"])
def test_another_encoding_can_be_said(tmp_path: Path, encoding: str) -> None:
    [record], _ = read_text(tmp_path, "a.csv", "id,t\n1,café\n".encode(encoding), f'[csv]\nencoding = "{encoding}"')
    assert record.data["t"] == "café"


def test_utf16_that_is_not_said_is_one_sentence(tmp_path: Path) -> None:
    records, [fault] = read_text(tmp_path, "a.csv", "id,t\n1,x\n".encode("utf-16"))
    assert (records, fault.what) == ([], "is UTF-16")


def test_a_cell_of_almost_eight_megabytes_is_read(tmp_path: Path) -> None:
    [record], _ = read_text(tmp_path, "a.csv", f"id,t\n1,{'x' * 7_900_000}\n")
    assert len(str(record.data["t"])) == 7_900_000


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_table_is_reported(tmp_path: Path, text: str) -> None:
    records, [fault] = read_text(tmp_path, "a.csv", text)
    assert (records, fault.what) == ([], "is empty")


def test_a_quote_that_does_not_close_costs_its_own_row_only(tmp_path: Path) -> None:
    rows = "".join(f"{number},x\n" for number in range(3, 10))
    records, faults = read_text(tmp_path, "a.csv", f'id,t\n1,y\n2,"open\n{rows}')
    assert [record.id for record in records] == ["1", *(str(number) for number in range(3, 10))]
    assert [fault.place for fault in faults] == ["a.csv, line 3"]
    assert records[-1].place == "a.csv, line 10"
