"""The rules: what CIDOC-CRM and LRMoo get from settled statements, of whatever source."""

from datetime import date

import mapping_harness as harness
import pyoxigraph as ox
import pytest

from dip_lod.documents.settling import Mark, Settled
from dip_lod.mapping.checking import check
from dip_lod.mapping.query import Query
from dip_lod.mapping.query import read as queries
from dip_lod.pipeline.finishing import Finisher, FinishPlan
from dip_lod.vocabulary import prefixes, shorten

RULES = tuple(rule for view in harness.VIEWS for rule in queries(harness.folder("rules") / view))
CONCERT = """
<id/performance/c> a schema:Event, schema:PerformingArtsEvent, schema:MusicEvent ; rdfs:label "Concert"@nl ;
  schema:startDate "2025-01-09T19:30:00-05:00"^^xsd:dateTime ; schema:location <id/venue/v> ; build:zone "America/New_York" ;
  schema:subEvent <id/performance/c#work-1> ; build:tookPlace true ; build:played <id/performance/c#work-1> .
<id/performance/c#work-1> a schema:Event, schema:MusicEvent ; rdfs:label "Eerste werk"@nl ; build:tookPlace true ;
  schema:superEvent <id/performance/c> ; schema:workPerformed <id/work/1> ; schema:performer <id/performance/c#cast-solist-p> .
<id/performance/c#cast-solist-p> a schema:Role, schema:PerformanceRole ; rdfs:label "P, solist"@nl ;
  schema:performer <id/person/p> ; build:type <id/term/role/solist> .
"""


def derived(key: str, turtle: str) -> set[str]:
    """Give what is said of a document after the rules, as prefixed names, without the page about it."""
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in prefixes().items())
    parsed = ox.parse((head + turtle).encode(), format=ox.RdfFormat.TURTLE, base_iri=harness.BASE)
    settled = Settled(key, {f"{quad.triple} ." for quad in parsed}, [Mark("dip", f"{harness.BASE}id/run/1#record", None, None)])
    finished = Finisher(FinishPlan(RULES, harness.BASE, date(2026, 3, 2))).finish([settled])
    assert finished.failures == []
    (document,) = finished.documents
    lines = document.statements.decode().splitlines()
    return {_short(line) for line in lines if not line.startswith(f"<{harness.BASE}doc/")}


def _short(line: str) -> str:
    subject, predicate, rest = line.split(" ", 2)
    value = rest[:-2]
    words = [subject, predicate, value]
    return " ".join(
        shorten(word[1:-1].removeprefix(harness.BASE)) if word.startswith("<") else word.partition("^^")[0] for word in words
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_sound(rule: Query) -> None:
    assert check(rule, "document") == []


def test_a_concert_consists_of_a_performance_of_each_work() -> None:
    said = derived("performance/c", CONCERT)
    item = "id/performance/c#work-1"
    assert said >= {
        f"id/performance/c crm:P9_consists_of {item}",
        f"{item} rdf:type lrmoo:F31_Performance",
        f"{item} lrmoo:R80_performed id/work/1",
        f"{item} crm:P9_consists_of id/performance/c#cast-solist-p",
        "id/performance/c#cast-solist-p crm:P14_carried_out_by id/person/p",
        "id/performance/c#cast-solist-p crm:P2_has_type id/term/role/solist",
        "id/performance/c crm:P8_took_place_on_or_within id/venue/v",
        "id/performance/c crm:P7_took_place_at id/venue/v#place",
        "id/performance/c crm:P2_has_type id/term/kind/performance",
        'id/performance/c#time crm:P82b_end_of_the_end "2025-01-10T12:00:00-05:00"',
    }
    assert f"{item} crm:P2_has_type id/term/kind/performance" not in said


def test_what_did_not_take_place_is_of_schema_org_alone() -> None:
    said = derived("performance/c", CONCERT.replace("build:tookPlace true", "build:tookPlace false"))
    assert [line for line in said if "crm:" in line or "lrmoo:" in line] == []


def test_hints_are_never_published() -> None:
    assert [line for line in derived("performance/c", CONCERT) if "build:" in line] == []


def test_a_premiere_known_by_its_years_took_place_between_them() -> None:
    said = derived(
        "work/w",
        """<id/work/w> a schema:CreativeWork ; rdfs:label "Spel"@nl ; schema:name "Spel"@nl .
        <id/work/w#premiere> a schema:Event ; rdfs:label "Première"@nl ; schema:workPerformed <id/work/w> ;
          dcterms:temporal "1637/1638"^^edtf:EDTF ; build:tookPlace true .""",
    )
    assert said >= {
        'id/work/w#premiere-time crm:P82a_begin_of_the_begin "1637-01-01"',
        'id/work/w#premiere-time crm:P82b_end_of_the_end "1638-12-31"',
        "id/work/w#premiere lrmoo:R80_performed id/work/w",
    }


def test_an_uncertain_date_that_lost_gives_no_bounds() -> None:
    said = derived(
        "work/w",
        """<id/work/w> a schema:CreativeWork ; rdfs:label "Spel"@nl ; schema:name "Spel"@nl ;
          schema:dateCreated "1640"^^xsd:gYear ; dcterms:created "1599~"^^edtf:EDTF .""",
    )
    assert 'id/work/w#creation-time crm:P82a_begin_of_the_begin "1640-01-01"' in said
    assert not any("1599-" in line for line in said)


def test_an_edition_embodies_a_text_of_the_work() -> None:
    said = derived(
        "work/w",
        """<id/work/w> a schema:CreativeWork, schema:Play ; rdfs:label "Spel"@nl ; schema:name "Spel"@nl ;
          schema:datePublished "1640"^^xsd:gYear .""",
    )
    assert said >= {
        "id/work/w#publication lrmoo:R24_created id/work/w#edition",
        "id/work/w#edition lrmoo:R4_embodies id/work/w#text",
        "id/work/w#text lrmoo:R3i_realises id/work/w",
        'id/work/w#publication-time crm:P82b_end_of_the_end "1640-12-31"',
        'id/work/w#edition rdfs:label "Spel, eerste uitgave"@nl',
    }


def test_titles_of_one_language_are_told_apart_by_their_words() -> None:
    said = derived(
        "work/w",
        """<id/work/w> a schema:CreativeWork ; rdfs:label "Spel"@nl ; schema:name "Spel"@nl ;
          schema:alternateName "Ander spel"@nl, "Play"@en, "Jeu"@fr, "Le jeu"@fr ; schema:alternativeHeadline "Drama"@nl .""",
    )
    titles = {line.split()[-1] for line in said if " crm:P1_is_identified_by " in line}
    assert titles == {
        f"id/work/w#{name}"
        for name in ("title-nl", "title-nl-ander-spel", "title-en", "title-fr-jeu", "title-fr-le-jeu", "subtitle-nl")
    }


def test_a_poster_is_a_visual_item_and_no_work() -> None:
    said = derived(
        "poster/p",
        """<id/poster/p> a schema:CreativeWork, schema:Poster ; rdfs:label "Affiche"@nl ; schema:name "Affiche"@nl ;
          schema:contentLocation <id/venue/v> ; schema:mentions <id/place/x> ; schema:dateCreated "1921-03"^^xsd:gYearMonth ;
          build:type <id/term/kind/affiche> .""",
    )
    assert said >= {
        "id/poster/p rdf:type crm:E36_Visual_Item",
        "id/poster/p crm:P67_refers_to id/venue/v",
        "id/poster/p crm:P67_refers_to id/place/x",
        "id/poster/p crm:P2_has_type id/term/kind/affiche",
        "id/poster/p crm:P94i_was_created_by id/poster/p#creation",
        'id/poster/p#creation-time crm:P82b_end_of_the_end "1921-03-31"',
    }
    assert not any("lrmoo:" in line for line in said)


def test_a_building_came_went_and_served() -> None:
    said = derived(
        "venue/v",
        """<id/venue/v> a schema:Place ; rdfs:label "Schouwburg"@nl ; schema:name "Schouwburg"@nl ; build:built "1887" ;
          build:demolished "1940-05-14" ; build:use <id/venue/v#use-theater> ; build:outline "POLYGON((0 0,0 1,1 1,0 0))" .
        <id/venue/v#use-theater> rdfs:label "Theater"@nl ; dcterms:temporal "1887/1940"^^edtf:EDTF ; build:type <id/term/kind/theater> .""",
    )
    assert said >= {
        "id/venue/v crm:P108i_was_produced_by id/venue/v#making",
        'id/venue/v#making-time crm:P82b_end_of_the_end "1887-12-31"',
        'id/venue/v#loss-time crm:P82a_begin_of_the_begin "1940-05-14"',
        "id/venue/v#use-theater crm:P8_took_place_on_or_within id/venue/v",
        "id/venue/v#use-theater crm:P2_has_type id/term/kind/theater",
        'id/venue/v#use-theater-time crm:P82b_end_of_the_end "1940-12-31"',
        'id/venue/v#place crm:P168_place_is_defined_by "POLYGON((0 0,0 1,1 1,0 0))"',
        'id/venue/v#making rdfs:label "Bouw van Schouwburg"@nl',
    }


def test_a_birth_of_which_not_even_the_year_is_sure_has_bounds() -> None:
    said = derived(
        "person/p",
        """<id/person/p> a schema:Person ; rdfs:label "P"@und ; schema:name "P"@und .
        <id/person/p#birth> dcterms:temporal "158X"^^edtf:EDTF .""",
    )
    assert said >= {
        "id/person/p crm:P98i_was_born id/person/p#birth",
        'id/person/p#birth-time crm:P82a_begin_of_the_begin "1580-01-01"',
        'id/person/p#birth-time crm:P82b_end_of_the_end "1589-12-31"',
    }


def test_what_is_derived_is_labelled_from_the_dutch_label() -> None:
    said = derived(
        "production/p",
        """<id/production/p> a schema:CreativeWork ; schema:additionalType <id/term/kind/production> ; rdfs:label "Apen"@nl, "Aap"@fy, "Apes"@en .""",
    )
    labels = {line for line in said if line.startswith("id/production/p#staging rdfs:label")}
    assert labels == {'id/production/p#staging rdfs:label "Apen, enscenering"@nl'}
