"""Every account of the made-up season against counts from the source records, in plain Python."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from dip_records import Performance, Season
from docs_harness import ROOT
from questions_harness import BASE

from dip_lod.accounts import account, codes, companies, rows
from dip_lod.accounts.account import Account
from dip_lod.journal.reading import current
from dip_lod.publication import manifest

AS_OF = "2026-03-02"
Counted = dict[tuple[str, str], list[Performance]]


@pytest.fixture(scope="module")
def accounts(folder: Path) -> dict[tuple[str, str], Account]:
    publication = current(folder / "data")
    with rows.opened(publication) as database:
        made = (
            account.account(database, manifest.read(publication), uri, f"{year}")
            for uri in companies.companies(database, BASE, limit=10_000)
            for year in range(2019, 2028)
        )
        return {(one.company.rpartition("/")[2], one.year): one for one in made if one}


@pytest.fixture(scope="module")
def counted(season: Season) -> Counted:
    """Give what each main producer counts in each year."""
    found: Counted = defaultdict(list)
    for one in season.performances:
        if "mergedInto" in one.record["production"] or not one.on:
            continue
        if one.status == "gespeeld" or (one.day or AS_OF) < AS_OF:
            for producer in one.record["production"]["producers"]:
                if producer["function"] == "hoofdproducent":
                    found[season.key(producer["agent"]), one.told["date"][:4]].append(one)
    return found


def test_each_company_counts_what_the_records_say(accounts: dict[tuple[str, str], Account], counted: Counted) -> None:
    said = {key: {night.uri for night in one.counted} for key, one in accounts.items() if one.counted}
    mine = {
        (company, year): {f"{BASE}id/performance/{one.key}" for one in nights}
        for (company, year), nights in counted.items()
        if company.startswith("org.")
    }
    assert said == mine != {}


def test_each_kind_and_place_is_that_of_the_records(
    accounts: dict[tuple[str, str], Account], counted: Counted, season: Season
) -> None:
    with (ROOT / "mappings" / "places" / "municipalities.csv").open(encoding="utf-8") as stream:
        provinces = {row["municipality"]: row["province"] for row in csv.DictReader(x for x in stream if x[0] != "#")}
    seats = {
        season.key(agent["id"]): agent["seat"]["code"]
        for record in season.records
        for agent in record.get("agents", [])
        if "mergedInto" not in agent and "seat" in agent
    }
    for (company, year), nights in counted.items():
        if not company.startswith("org."):
            continue
        mine: Counter[tuple[str, str]] = Counter()
        for one in nights:
            tags = [codes.FPK[tag] for tag in one.told.get("tags", []) if tag in codes.FPK]
            town = season.municipality(one)
            place = codes.RESIDENCE if town == seats.get(company) else provinces.get(town, codes.UNKNOWN)
            mine[tags[0] if tags else codes.UNSTATED, place] += 1
        numbers = accounts[company, year].numbers()
        said = {(one.of, one.place): one.value for one in numbers
                if one.of in codes.KINDS and one.place != codes.TOTAL and one.value}  # fmt: skip
        assert said == dict(mine), (company, year)


def test_cancelled_and_postponed_are_listed_and_reprises_are_those_of_the_records(
    accounts: dict[tuple[str, str], Account], counted: Counted, season: Season
) -> None:
    off = {f"{BASE}id/performance/{one.key}" for one in season.performances
           if one.status == "geannuleerd" and "mergedInto" not in one.record["production"]}  # fmt: skip
    listed = {night.uri for one in accounts.values() for night in one.nights if night.state == "cancelled"}
    assert listed == off != set()
    reprises = {f"{BASE}id/performance/{one.key}" for nights in counted.values() for one in nights
                if one.record["production"].get("newOrRevival") == "reprise"}  # fmt: skip
    said = {night.uri for one in accounts.values() for night in one.counted if night.novelty == codes.REPRISE}
    assert said == reprises != set()
