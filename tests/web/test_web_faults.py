"""What is wrong with records is told in Dutch too, sentence by sentence."""

import re
from pathlib import Path

import pytest

from dip_lod import resources
from dip_lod.web.quality.faults import told

SENTENCE = re.compile(r'"(?:[^"\n]*: )?([a-z0-9][^"\n:]*); ([^"\n]*)"')
QUERIES = sorted(resources.folder("mappings").glob("*/faults*.rq"), key=str)


@pytest.mark.parametrize("query", QUERIES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_fault_that_a_mapping_of_ours_can_tell_has_its_dutch(query: Path) -> None:
    for what, advice in SENTENCE.findall(query.read_text("utf-8")):
        assert "nl" in told({"en": f"some.field: {what}"}, "what"), what
        assert "nl" in told({"en": advice}, "advice"), advice


def test_records_that_differ_are_told_in_dutch() -> None:
    said = told({"en": "schema:url differs between records a:1 (kept) and a:2, a:3"}, "what")
    assert said["nl"] == "schema:url verschilt tussen records a:1 (gehouden) en a:2, a:3"


def test_what_is_said_in_dutch_already_or_not_known_stays() -> None:
    assert told({"en": "is missing", "nl": "weg"}, "what") == {"en": "is missing", "nl": "weg"}
    assert told({"nl": "alleen"}, "what") == {"nl": "alleen"}
    assert told({"en": "x: nobody knows"}, "what") == {"en": "x: nobody knows"}
