"""The vocabulary's judge: it finds what is planted, and lets pass what is right."""

from pathlib import Path

import pytest
from conformance_harness import BASE, Sketch
from vocabulary_judge import misdirected, misplaced, unknown
from vocabulary_tables import load

from dip_lod.vocabulary import prefixes

PREFIXES = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in prefixes().items())

RIGHT = """
<id/run/1> a schema:Event, crm:E7_Activity, lrmoo:F31_Performance ; schema:performer <id/run/1#cast-a> ;
  schema:eventStatus schema:EventScheduled ; lrmoo:R80_performed <id/work/1> ; crm:P9_consists_of <id/run/1#cast-a> .
<id/run/1#cast-a> a schema:Role, schema:PerformanceRole, crm:E7_Activity ; schema:performer <id/person/1> ;
  schema:characterName "Ljoebov"@und .
<id/person/1> a schema:Person, crm:E21_Person ; crm:P2_has_type <id/term/kind/a> .
<id/term/kind/a> a schema:DefinedTerm, schema:URL, crm:E55_Type .
<id/work/1> a schema:CreativeWork, lrmoo:F1_Work ; schema:additionalType <id/term/kind/a> ;
  schema:license <https://creativecommons.org/publicdomain/zero/1.0/> .
"""


@pytest.mark.parametrize("judge", [unknown, misplaced, misdirected])
def test_right_statements_pass(shared: Path, judge: object) -> None:
    assert callable(judge)
    assert judge(Sketch.of(PREFIXES + RIGHT), load(shared / "vocab")) == []


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("<id/work/1> schema:performanceOf <id/run/1> .", (1, 0, 0)),
        ("<id/work/2> a schema:PerformanceWork .", (1, 0, 0)),
        ("<id/person/1> a crm:E40_Legal_Body .", (1, 0, 0)),
        ("<id/run/1> dcterms:title 'Titel'@nl .", (1, 0, 0)),
        ("<id/run/1> schema:genre <id/term/kind/a> .", (0, 1, 0)),
        ("<id/nothing/1> schema:name 'Naam'@nl .", (0, 1, 0)),
        ("<id/person/1> crm:P4_has_time-span <id/run/1#time> . <id/run/1#time> a crm:E52_Time-Span .", (0, 1, 0)),
        # A Role on a property of something else, or one that leads to nothing the property may point to.
        ("<id/person/1> schema:performer <id/run/1#cast-b> . <id/run/1#cast-b> a schema:Role .", (0, 1, 1)),
        ("<id/run/1> schema:performer <id/run/1#cast-b> . <id/run/1#cast-b> a schema:Role .", (0, 0, 1)),
        ("<id/run/1#cast-a> schema:location 'Zaal'@nl .", (0, 1, 0)),
        ("<id/run/1> crm:P9_consists_of <id/person/1> .", (0, 0, 1)),
        ("<id/run/1> crm:P9_consists_of <id/run/gone> .", (0, 0, 1)),
        ("<id/run/1> crm:P4_has_time-span '2025' .", (0, 0, 1)),
        ("<id/run/1> lrmoo:R80_performed <id/term/kind/a> .", (0, 0, 1)),
        ("<id/run/1> schema:eventStatus schema:InStock .", (0, 0, 1)),
        ("<id/run/1> schema:startDate 'donderdag'@nl .", (0, 0, 1)),
        ("<id/work/1> schema:additionalType <id/term/kind/b> . <id/term/kind/b> a schema:DefinedTerm .", (0, 0, 1)),
        ("<id/person/1> schema:birthPlace <id/run/1> .", (0, 0, 1)),
        ("<id/person/1> schema:name <https://example.org/naam> .", (0, 0, 1)),
        ("<id/person/1> schema:birthDate <https://example.org/1971> .", (0, 0, 1)),
        ("<id/person/1> schema:sameAs <https://example.org/1971> .", (0, 0, 0)),
    ],
)
def test_what_is_planted_is_found(shared: Path, wrong: str, found: tuple[int, int, int]) -> None:
    sketch, tables = Sketch.of(PREFIXES + RIGHT + wrong), load(shared / "vocab")
    assert tuple(len(judge(sketch, tables)) for judge in (unknown, misplaced, misdirected)) == found


def test_sketches_are_in_our_own_space() -> None:
    assert all(name.startswith(BASE) for name in Sketch.of(PREFIXES + RIGHT).types)
