"""Each question about works, concerts, plays and posters, answered a second time from the real records."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import rdflib
from dip_records import Season
from lxml import etree
from questions_harness import Ask

TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


@pytest.fixture(scope="module")
def programmes(shared: Path) -> list[dict[str, Any]]:
    """Give the programmes of the New York Philharmonic."""
    (file,) = (shared / "data/nyphil").glob("*.json")
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["programs"]
    return found


@pytest.fixture(scope="module")
def plays(shared: Path) -> list[Any]:
    """Give the headers of DutchDraCor's plays."""
    return [etree.parse(file).getroot() for file in sorted((shared / "data/dutchdracor/tei-headers").glob("*.xml"))]


@pytest.fixture(scope="module")
def posters(shared: Path) -> rdflib.Graph:
    """Give Rotterdam's posters."""
    return rdflib.Graph().parse(shared / "data/rotterdams-publiek/sa-affiches.ttl")


def test_most_played_composers(ask: Ask, programmes: list[dict[str, Any]]) -> None:
    evenings: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for programme in programmes:
        for work in listed(programme.get("works")):
            name = re.sub(r"\s+", " ", work.get("composerName") or "").strip()
            for concert in listed(programme["concerts"]):
                evenings[name].add((programme["id"] + programme["programID"], concert["Date"][:10], concert["Time"]))
    found = {row["composerLabel"]: int(row["performances"]) for row in ask("most-played-composers")}
    for family, given in (
        ("Mahler", "Gustav"),
        ("Beethoven", "Ludwig van"),
        ("Messiaen", "Olivier"),
        ("Ravel", "Maurice"),
    ):
        (written,) = [one for one in evenings if one.split(",")[0].strip() == family]
        assert found[f"{given} {family}"] == len(evenings[written]), family


def test_programme_of_a_composer(ask: Ask, programmes: list[dict[str, Any]]) -> None:
    played = {
        (concert["Date"][:10], work["ID"].split("*")[0])
        for programme in programmes
        for work in listed(programme.get("works"))
        if (work.get("composerName") or "").startswith("Mahler,")
        for concert in listed(programme["concerts"])
    }
    found = {
        (row["day"], row["work"].rpartition("nyphil.")[2])
        for row in ask("programme-of-a-composer", name="Gustav Mahler")
    }
    assert len(found) > 5 and found == played


def test_instruments(ask: Ask, programmes: list[dict[str, Any]]) -> None:
    pianists = {
        re.sub(r"\s+", " ", soloist["soloistName"]).strip()
        for programme in programmes
        for work in listed(programme.get("works"))
        for soloist in listed(work.get("soloists"))
        if (soloist.get("soloistInstrument") or "") == "Piano"
    }
    (row,) = [one for one in ask("instruments") if one["instrumentLabel"] == "piano"]
    assert int(row["soloists"]) == len(pianists)


def test_plays_per_decade(ask: Ask, plays: list[Any], season: Season) -> None:
    expected: Counter[str] = Counter()
    for play in plays:
        written = play.find(".//t:event[@type='written']", TEI)
        earliest = written is not None and (written.get("when") or written.get("notBefore"))
        if earliest:
            expected[earliest[:3] + "0"] += 1
    others = {
        str(work["date"])[:3] + "0"
        for record in season.records
        for work in listed(record["production"].get("basedOn"))
        if work.get("date")
    }
    found = {row["decade"]: int(row["plays"]) for row in ask("plays-per-decade")}
    mine = {decade: many for decade, many in expected.items() if decade not in others}
    assert sum(mine.values()) > 30
    assert {decade: many for decade, many in found.items() if decade not in others} == mine


def test_former_names(ask: Ask, shared: Path) -> None:
    features = json.loads((shared / "data/rotterdams-publiek/locaties.geojson").read_text("utf-8"))["features"]
    assert features
    rows = ask("former-names")
    (exit_club,) = [row for row in rows if row["formerName"] == "Exit"]
    assert (exit_club["venueLabel"], exit_club["years"]) == ("B14/In den Twijfelaar", "2005/2011")
    text = json.dumps(features, ensure_ascii=False)
    for row in rows:
        assert json.dumps(row["formerName"], ensure_ascii=False)[1:-1] in text, row["formerName"]


def test_posters_per_year(ask: Ask, posters: rdflib.Graph) -> None:
    found = {row["year"]: int(row["posters"]) for row in ask("posters-per-year")}
    texts = Counter(
        year
        for one in posters.objects(None, rdflib.URIRef("http://purl.org/dc/elements/1.1/date"))
        for year in re.findall(r"^(?:\d\d?-\d\d?-)?(1[89]\d\d)(?:-\d\d-\d\d)?$", str(one))
    )
    assert sum(found.values()) == 700
    assert all(found.get(year, 0) >= 1 for year, many in texts.items() if many > 3)


def test_links_elsewhere(ask: Ask, shared: Path) -> None:
    features = json.loads((shared / "data/rotterdams-publiek/locaties.geojson").read_text("utf-8"))["features"]
    numbers = set(re.findall(r'"(?:http://www\.wikidata\.org/entity/)?(Q\d+)"', json.dumps(features)))
    found = {
        row["elsewhere"].rpartition("/")[2] for row in ask("links-elsewhere") if row["thing"].startswith("id/venue/rp.")
    }
    assert found and {one for one in found if one.startswith("Q")} <= numbers


def test_sources(ask: Ask) -> None:
    found = {row["dataset"].rpartition("/")[2]: int(row["documents"]) for row in ask("sources")}
    assert set(found) >= {"dip", "nyphil", "dutchdracor", "rotterdams-publiek-venues", "rotterdams-publiek-posters"}
    assert found["rotterdams-publiek-posters"] >= 1772
