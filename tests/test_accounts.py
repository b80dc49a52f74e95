"""The account of a company's year: who counts what where, what is doubtful, and what was declared."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import accounts_harness
import pytest
from click.testing import CliRunner

from dip_lod import cli
from dip_lod.accounts import account, codes, declared, forms, rows
from dip_lod.accounts.account import Account
from dip_lod.errors import QueryError
from dip_lod.publication.reading import Publication

ID = accounts_harness.BASE + "id/"


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return accounts_harness.publish(tmp_path_factory.mktemp("accounts") / "data")


def of(publication: Publication, company: str, year: str = "2025") -> Account:
    with rows.opened(publication.folder) as database:
        found = account.account(database, publication.manifest, f"{ID}organization/{company}", year)
    assert found is not None
    return found


def by_state(one: Account) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for night in one.nights:
        found.setdefault(night.state, set()).add(night.uri.removeprefix(ID + "performance/"))
    return found


def doubts(one: Account) -> dict[str, list[tuple[str, str]]]:
    return {
        night.uri.removeprefix(ID + "performance/"): [(each.code, each.about.removeprefix(ID)) for each in night.doubts]
        for night in one.nights
        if night.doubts
    }


def test_each_performance_has_its_state(publication: Publication) -> None:
    assert by_state(of(publication, "a")) == {
        "counted": {"een.1", "een.2", "een.3", "een.4", "een.6", "een.9", "oud.2", "oud-reprise.1", "oud-reprise.2", "twee.1"},
        "cancelled": {"een.5"}, "postponed": {"een.8"}, "moved-away": {"een.7"}, "main-unstated": {"niemand.1"},
    }  # fmt: skip
    assert by_state(of(publication, "c", "2026")) == {"planned": {"los.2"}}


def test_a_co_producer_counts_nothing_of_it_and_is_told_where_it_counts(publication: Publication) -> None:
    one = of(publication, "b")
    shared = {night.uri for night in one.nights if night.state == "coproduced"}
    assert {uri.rpartition("/")[2] for uri in shared} == {"een.1", "een.2", "een.3", "een.4", "een.6", "een.9"}
    assert all(night.mains == (ID + "organization/a",) for night in one.nights if night.uri in shared)
    assert by_state(one)["counted"] == {"een-dubbel.1", "een-dubbel.2", "twee.1"}


def test_what_is_doubtful_counts_and_is_said(publication: Publication) -> None:
    assert doubts(of(publication, "a")) == {
        "een.1": [("duplicate", "performance/een-dubbel.1")],
        "een.3": [("more-kinds", "lecture regular")],
        "een.6": [("moved", "2025-01-15")],
        "een.9": [("day-unknown", "2025-04")],
        "twee.1": [("more-mains", "organization/b")],
    }
    assert doubts(of(publication, "b")) == {
        "een-dubbel.1": [("duplicate", "performance/een.1")], "twee.1": [("more-mains", "organization/a")]
    }  # fmt: skip


def test_numbers_are_by_kind_and_place(publication: Publication) -> None:
    one = of(publication, "a")
    found = {number.key[1:]: number.value for number in one.numbers() if number.what == "performances"}
    assert found["regular", "residence"] == 1 and found["school-po", "NL-UT"] == 1
    assert found["unstated", "abroad"] == found["unstated", "unknown"] == 1
    assert found["educational", "residence"] == 1 and found["other", "residence"] == 2
    assert found["lecture", "total"] == 0
    assert {place: found["total", place] for place in ("residence", "NL-UT", "abroad", "unknown", "total")} == {
        "residence": 4, "NL-UT": 4, "abroad": 1, "unknown": 1, "total": 10,
    }  # fmt: skip


def test_new_reprise_continued_and_coproduction(publication: Publication) -> None:
    one = of(publication, "a")
    counted = {what: Counter({number.of: number.value for number in one.numbers() if number.what == what and number.place == "total"})
               for what in ("performances", "productions")}  # fmt: skip
    assert {of: counted["productions"][of] for of in ("new", "reprise", "continued", "coproduction", "total")} == {
        "new": 2, "reprise": 1, "continued": 1, "coproduction": 2, "total": 3,
    }  # fmt: skip
    assert {of: counted["performances"][of] for of in ("new", "reprise", "continued", "coproduction")} == {
        "new": 7, "reprise": 2, "continued": 1, "coproduction": 7,
    }  # fmt: skip


def test_without_a_seat_nothing_stands_under_residence(publication: Publication) -> None:
    one = of(publication, "c")
    assert one.residence is None and [night.place for night in one.counted] == ["NL-ZH"]


def test_every_number_is_made_up_by_its_performances(publication: Publication) -> None:
    for company in "abc":
        one = of(publication, company)
        for number in one.numbers():
            made_up = {night.production if number.what == "productions" else night.uri for night in number.nights}
            assert number.value == len(made_up)
        total = one.number(codes.PERFORMANCES, codes.TOTAL, codes.TOTAL).value
        assert total == sum(one.number(codes.PERFORMANCES, kind, codes.TOTAL).value for kind in codes.KINDS)
        assert total == sum(one.number(codes.PERFORMANCES, codes.TOTAL, place).value for place in codes.PLACES)


def test_csv_and_json_hold_each_number_with_its_uris(publication: Publication) -> None:
    one = of(publication, "a")
    table = list(csv.DictReader(io.StringIO(forms.table(one))))
    told = json.loads(forms.document(one))
    assert [row["value"] for row in table] == [str(number["value"]) for number in told["numbers"]]
    assert [row["performances"].split() for row in table] == [number["performances"] for number in told["numbers"]]
    assert {row["as_of"] for row in table} == {"2026-03-02"} == {told["asOf"]}
    assert len(told["performances"]) == len(one.nights)


def test_what_is_no_organization_has_no_account(publication: Publication) -> None:
    with rows.opened(publication.folder) as database:
        for uri in (ID + "organization/niemand", ID + "venue/kade", "x"):
            assert account.account(database, publication.manifest, uri, "2025") is None


def test_declared_numbers_stand_beside_those_published(publication: Publication, tmp_path: Path) -> None:
    file = tmp_path / "opgave.csv"
    file.write_text(
        "what,of,place,declared\nperformances,total,total,12\nperformances,regular,NL-GR,3\nproductions,new,total,2\n"
    )
    one = of(publication, "a")
    compared = {
        each.number.key: (each.number.value, each.declared, each.difference)
        for each in declared.compare(one, declared.read(file))
    }
    assert compared["performances", "total", "total"] == (10, 12, 2)
    assert compared["performances", "regular", "NL-GR"] == (0, 3, 3)
    assert compared["productions", "new", "total"] == (2, 2, 0)
    assert compared["productions", "total", "total"] == (3, None, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [("a,b\n1,2\n", "line 1: names other columns"), ("what,of,place,declared\nperformances,regulier,total,1\n", "'regulier' is no of"),
     ("what,of,place,declared\nperformances,total,total,-1\n", "no whole number"),
     ("what,of,place,declared\nperformances,total,total,1.000\n", "no whole number"),
     ("what,of,place,declared\nperformances,total,total\n", "no whole number"),
     ("what,of,place,declared\nperformances,total,total,1,2\n", "no whole number"),
     ("what,of,place,declared\nperformances,new,NL-ZH,1\n", "not counted by place"),
     ("what,of,place,declared\nproductions,regular,total,1\n", "not counted by kind"),
     ("what,of,place,declared\nperformances,total,total,1\nperformances,total,total,1\n", "an earlier line")],
)  # fmt: skip
def test_a_declaration_that_cannot_be_read_is_refused_by_line(text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "opgave.csv"
    file.write_text(text)
    with pytest.raises(QueryError, match=words):
        declared.read(file)
    with pytest.raises(QueryError, match="cannot be read"):
        declared.read(tmp_path / "none.csv")
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match="no CSV in UTF-8"):
        declared.read(file)


def test_the_command_gives_table_csv_and_json(publication: Publication, tmp_path: Path) -> None:
    (tmp_path / "dip-lod.toml").write_text(f'data = "{publication.folder.parents[1]}"\n')
    (tmp_path / "opgave.csv").write_text("what,of,place,declared\nperformances,total,total,12\n")

    def run(*words: str) -> str:
        made = CliRunner().invoke(
            cli._group, ["--config", str(tmp_path / "dip-lod.toml"), "accounts", *words], catch_exceptions=False
        )
        assert made.exit_code == 0
        return made.output

    assert "performances total total (5 doubtful)" in run("a", "2025")
    assert "+2" in run("a", "2025", "--declared", str(tmp_path / "opgave.csv"))
    assert "12,2," in run(ID + "organization/a", "2025", "--format", "csv", "--declared", str(tmp_path / "opgave.csv"))
    run("a", "2025", "--format", "json", "--output", str(tmp_path / "a.json"))
    assert json.loads((tmp_path / "a.json").read_text())["year"] == "2025"
    assert "nothing that counts" in run("leeg", "2025")
    with pytest.raises(QueryError, match="no organization"):
        run("niemand", "2025")
    with pytest.raises(QueryError, match="cannot be the key"):
        run("...", "2025")
