"""Deliveries: what is read, and what is refused whole because it looks like records of persons."""

from pathlib import Path

import pytest

from dip_lod.audiences import schemes, visits
from dip_lod.audiences.errors import RefusedError
from dip_lod.audiences.schemes import Scheme, shipped

BASE = "https://example.org/"


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    (found,) = schemes.read([shipped("cultuurprofielen-stand-in", ".toml")]).values()
    return found


def read(folder: Path, scheme: Scheme, text: str | bytes) -> list[visits.Visit]:
    file = folder / "visits.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return visits.read(scheme, [file], BASE)


def test_both_kinds_of_delivery_are_read(tmp_path: Path, scheme: Scheme) -> None:
    found = read(tmp_path, scheme, "season,group,municipality,visits\n2024/2025,a,GM0599,120\nnl-2024-2025,_U,,7\n")
    assert found == [
        visits.Visit("nl-2024-2025", "", "_U", "a", "GM0599", 120), visits.Visit("nl-2024-2025", "", "_U", "_U", "_U", 7)
    ]  # fmt: skip
    text = f"\ufeffPerformance;Group;Postcode;Visits\r\n{BASE}id/performance/NL-1.2;b;3011;12\r\nNL-1.3;b;SW1A;4\r\n"
    assert [(one.performance, one.area) for one in read(tmp_path, scheme, text)] == [
        ("NL-1.2", "NL-3011"), ("NL-1.3", "GB-SW1A")
    ]  # fmt: skip


def test_genres_are_counted_under_their_discipline(tmp_path: Path, scheme: Scheme) -> None:
    found = read(tmp_path, scheme, "season,discipline,group,visits\n2024/2025,kamermuziek,a,1\n2024/2025,Toneel,a,2\n")
    assert [one.discipline for one in found] == ["muziek", "toneel"]


SECRETS = ["jan.jansen@example.nl", "06-12345678", "+31 6 12345678", "0612345678", "1234 AB", "1234ab", "SW1A 1AA", "12-03-1980",
           "1980-03-12", "3 mei 1980", "Jan Jansen", "Anna de Wit", "192.168.1.17",
           "8c4f1a52-9d3b-4c1e-8a77-0b6f2f1f9d10"]  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("column", ["group", "municipality", "season"])
def test_a_value_of_a_person_refuses_the_file_and_is_not_told(
    tmp_path: Path, scheme: Scheme, secret: str, column: str
) -> None:
    cells = {"season": "2024/2025", "group": "a", "municipality": "GM0599", "visits": "12"} | {column: secret}
    text = "season,group,municipality,visits\n2024/2025,b,GM0599,30\n" + ",".join(cells.values()) + "\n"
    with pytest.raises(RefusedError) as refused:
        read(tmp_path, scheme, text)
    said = str(refused.value)
    assert "visits.csv, line 3" in said and column in said and "refused whole" in said
    assert secret not in said


@pytest.mark.parametrize("secret", ["jan@example.nl", "0612345678", "1234AB", "12-03-1980", "Jan Jansen"])
def test_a_performance_may_hold_digits_but_no_person(tmp_path: Path, scheme: Scheme, secret: str) -> None:
    head = "performance,group,visits\n"
    assert read(tmp_path, scheme, head + "NL-22-017-0000871.12,a,20\n2024-10-12-avond,a,30\n")
    with pytest.raises(RefusedError, match="looks like a record of persons"):
        read(tmp_path, scheme, f"{head}{secret},a,20\n")


@pytest.mark.parametrize(
    "head",
    ["naam", "Voornaam", "achternaam", "name", "Last Name", "E-mail", "email_address", "telefoon", "Phone", "geboortedatum", "dob",
     "leeftijd", "klantnummer", "customer_id", "bezoeker", "visitorId", "id", "bsn", "adres", "huisnummer", "datum",
     "order_date", "geslacht", "ticket", "account"],
)  # fmt: skip
def test_a_column_about_persons_refuses_the_file(tmp_path: Path, scheme: Scheme, head: str) -> None:
    with pytest.raises(RefusedError, match=r"column 2: looks like a record of persons \("):
        read(tmp_path, scheme, f"season,{head},group,visits\n2024/2025,x,a,12\n")


def test_a_row_for_each_visitor_is_no_count(tmp_path: Path, scheme: Scheme) -> None:
    rows = "".join(f"p.{number},a,{3000 + number},1\n" for number in range(visits.FEW))
    with pytest.raises(RefusedError, match="a row for each visitor"):
        read(tmp_path, scheme, "performance,group,postcode,visits\n" + rows)


def test_persons_further_down_count_before_anything_else(tmp_path: Path, scheme: Scheme) -> None:
    text = "season,group,visits\nnever,a,12\n2024/2025,a,twelve\n2024/2025,jan@example.nl,3\n"
    with pytest.raises(RefusedError, match="line 4, column group: looks like"):
        read(tmp_path, scheme, text)
    with pytest.raises(RefusedError, match="line 2, column 4: looks like"):
        read(tmp_path, scheme, "season,group,visits\n2024/2025,a,12,jan@example.nl\n")
    with pytest.raises(RefusedError, match="column 1: looks like"):
        read(tmp_path, scheme, "jan@example.nl,3011,12\n")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("season,group,visits,remarks\n", "a column that we do not know .column 4."),
        ("season,group\n", "lacks the column 'visits'"),
        ("group,visits\n", "one of the columns 'season' and 'performance'"),
        ("season,season,group,visits\n", "has a column twice"),
        ("performance,discipline,group,visits\n", "a discipline beside performances"),
        ("season,group,visits\n2024/2026,a,12\n", "line 2: column 'season'"),
        ("season,group,visits\n2024/2025,z,12\n", "column 'group' cannot be read.*has a, b, c"),
        ("season,group,visits\n2024/2025,a,-3\n", "column 'visits'"),
        ("season,group,visits\n2024/2025,a,1.5\n", "column 'visits'"),
        ("season,group,visits\n2024/2025,a\n", "more or fewer cells"),
        ("season,group,postcode,visits\n2024/2025,a,30115,12\n", "column 'postcode'"),
        ("season,group,municipality,visits\n2024/2025,a,Rotterdam,12\n", "column 'municipality'"),
        ("season,group,municipality,postcode,visits\n2024/2025,a,GM0599,3011,12\n", "column 'municipality'"),
        ("season,discipline,group,visits\n2024/2025,knitting,a,12\n", "column 'discipline'"),
        ("season,group,visits\n2024/2025,a,12\n2024-2025,a,13\n", "line 3: counts what line 2 of visits.csv counts"),
        ('season,group,visits\n"2024/2025,a,12\n', "is no CSV"),
        (b"season,group,visits\n2024/2025,\xe9,12\n", "not UTF-8 at byte"),
        ("season,group,visits\n2024/2025,a,12\n".encode("utf-16"), "not UTF-8"),
    ],
)
def test_what_cannot_be_counted_refuses_the_file(
    tmp_path: Path, scheme: Scheme, text: str | bytes, sentence: str
) -> None:
    with pytest.raises(RefusedError, match=sentence):
        read(tmp_path, scheme, text)


def test_no_file_is_a_sentence(tmp_path: Path, scheme: Scheme) -> None:
    with pytest.raises(RefusedError, match="put it there"):
        visits.read(scheme, [tmp_path / "none.csv"], BASE)
