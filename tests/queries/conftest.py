"""One publication of a made-up season and the real records, and the questions asked of it."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from dip_records import Performance, Season
from docs_harness import ROOT
from questions_harness import BASE, Ask, Row

from dip_lod.figures.reading import Figures
from dip_lod.journal.reading import current
from dip_lod.publication import layout
from dip_lod.questions import filling, reading

COMMAND = Path(sys.executable).with_name("dip-lod")


AUDIENCES = """
[audiences]
schemes = ["cultuurprofielen-stand-in", "audience-spectrum-stand-in"]
crosswalks = ["crosswalk-stand-in"]
[[audiences.visits]]
scheme = "cultuurprofielen-stand-in"
files = ["records/visits/performances.csv", "records/visits/seasons.csv"]
[[audiences.visits]]
scheme = "audience-spectrum-stand-in"
files = ["records/visits/elsewhere.csv"]
"""


@pytest.fixture(scope="session")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build everything, as of a day on which a part of the season lies ahead."""
    made = tmp_path_factory.mktemp("questions")
    data = shared / "data"
    subprocess.run([COMMAND, "sample", "--productions", "60", "--seed", "3", "records"], cwd=made, check=True)
    sources = {
        "dip": "records/*.ndjson",
        "nyphil": f"{data}/nyphil/*.json",
        "dutchdracor": f"{data}/dutchdracor/tei-headers/*.xml",
        "rotterdams-publiek-venues": f"{data}/rotterdams-publiek/locaties.geojson",
        "rotterdams-publiek-posters": f"{data}/rotterdams-publiek/sa-affiches.ttl",
    }
    toml = 'inhabitants = "records/inhabitants.csv"\n' + "".join(f'[[sources]]\nmapping = "{name}"\nfiles = [{json.dumps(file)}]\n' for name, file in sources.items())
    (made / "dip-lod.toml").write_text(toml + AUDIENCES, "utf-8")
    subprocess.run([COMMAND, "build", "--as-of", "2026-03-02"], cwd=made, check=True, capture_output=True)
    return made


@pytest.fixture(scope="session")
def season(folder: Path) -> Season:
    """Read the records of the made-up season in plain Python."""
    (file,) = (folder / "records").glob("*.ndjson")
    return Season([json.loads(line) for line in file.read_text("utf-8").splitlines()])


@pytest.fixture(scope="session")
def ask(folder: Path) -> Ask:
    """Give a function that asks a question and gives its rows; our own URIs begin at `id/`, and nothing is cut off."""
    publication = current(folder / "data")
    names = {"": layout.STORE, "rda": layout.RDA_STORE}
    stores = {view: ox.Store.read_only(str(publication / name)) for view, name in names.items()}

    def run(name: str, /, **written: str) -> list[Row]:
        question = reading.named(name)
        text = filling.fill(question, filling.terms(question, written, BASE), BASE)
        found = stores[question.view].query(re.sub(r"\nLIMIT \d+\n", "\n", text))
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [
            {one: row[one].value.removeprefix(BASE) for one in names if row[one] is not None}  # type: ignore[union-attr]
            for row in found
        ]

    return run


@pytest.fixture(scope="module")
def figures(folder: Path) -> Figures:
    return Figures(current(folder / "data"))


@pytest.fixture(scope="module")
def played(season: Season) -> list[Performance]:
    return [one for one in season.performances if one.on and "mergedInto" not in one.record["production"]]


@pytest.fixture(scope="module")
def provinces() -> dict[str, str]:
    with (ROOT / "mappings" / "places" / "municipalities.csv").open(encoding="utf-8") as stream:
        return {row["municipality"]: row["province"] for row in csv.DictReader(x for x in stream if x[0] != "#")}
