"""Roles against ESCO and ISCO-08: each match names a role of ours, and says how sure it is and where it was seen."""

import re

from docs_harness import ROOT

from dip_lod import schemes
from dip_lod.figures.occupations import matches

FILE = ROOT / "mappings" / "terms" / "occupations" / "role.sssom.tsv"


def rows() -> list[dict[str, str]]:
    lines = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if line[0] != "#"]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_each_row_is_a_role_of_ours_with_justification_confidence_and_citation() -> None:
    for row in rows():
        concept = schemes.concepts()[row["subject_id"].removeprefix("dip:term/")]
        assert concept.labels["nl"] == row["subject_label"]
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert 0.8 <= float(row["confidence"]) <= 1
        assert re.search(r"label seen in \S+, \S+, commit [0-9a-f]{7}", row["comment"])


def test_an_occupation_is_near_and_a_group_is_broader() -> None:
    shapes = {
        "skos:closeMatch": r"http://data\.europa\.eu/esco/occupation/[0-9a-f-]{36}",
        "skos:broadMatch": r"http://data\.europa\.eu/esco/isco/C[0-9]{4}",
    }
    for found in matches().values():
        assert all(re.fullmatch(shapes[one.predicate], one.uri) for one in found)
        assert sum(one.predicate == "skos:broadMatch" for one in found) == 1


def test_the_table_has_the_columns_of_the_other_tables() -> None:
    other = (ROOT / "mappings" / "terms" / "role.sssom.tsv").read_text("utf-8").splitlines()
    assert list(rows()[0]) == next(line for line in other if line[0] != "#").split("\t")
