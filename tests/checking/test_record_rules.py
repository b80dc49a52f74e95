"""dip_lod/checking/record.ttl: it finds wrong what SCHEMA-AP-NDE's own shapes find wrong, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from dip_lod import checking
from dip_lod.validation import engine, shapes
from dip_lod.validation.shapes import Shapes

SPACE, S = "https://e.org/", "https://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
MANIFEST = "application/ld+json;profile='http://iiif.io/api/presentation/3/context.json'"
GOOD = f"""@prefix : <{S}> . @prefix e: <{SPACE}> . @prefix xsd: <{XSD}> .
e:work a :CreativeWork ; :name "Werk"@nl ; :sdDatePublished "2026-01-01"^^xsd:date ; :isPartOf e:dataset ; :creator e:maker ;
  :genre e:term ; :contentLocation e:spot ; :associatedMedia e:image, e:film, e:manifest ; :dateCreated "1950"^^xsd:gYear .
e:person a :Person ; :name "Persoon"@nl ; :hasOccupation e:craft ; :birthPlace e:home .
e:company a :Organization ; :name "Gezelschap"@nl ; :location e:home .
e:home a :Place ; :name "Plaats"@nl ; :address e:address ; :geo e:geo .
e:address a :PostalAddress ; :addressLocality "Gouda" .
e:geo a :GeoCoordinates ; :latitude 52.0 ; :longitude 4.7 .
e:term a :DefinedTerm ; :name "Term"@nl ; :sameAs <http://vocab.getty.edu/aat/1> .
e:spot a :Place ; :name "Plek"@nl .
e:maker :name "Maker"@nl .
e:craft a :Occupation ; :name "Vak"@nl .
e:image a :ImageObject ; :license e:licence ; :contentUrl e:whole ; :thumbnailUrl e:small .
e:film a :VideoObject ; :license e:licence ; :contentUrl e:whole ; :thumbnailUrl e:small .
e:manifest :license e:licence ; :encodingFormat "{MANIFEST}" .
e:somebody a :Person ; :name "Iemand"@nl .
e:something a :DefinedTerm ; :name "Iets"@nl .
e:somewhere a :Place ; :name "Ergens"@nl .
"""
PROPERTIES = {
    "work": "name sdDatePublished creator about genre material additionalType contentLocation locationCreated identifier "
    "description abstract text size temporalCoverage dateCreated associatedMedia",
    "person": "name birthDate deathDate birthPlace deathPlace hasOccupation",
    "company": "name location",
    "home": "name address geo",
    "address": "streetAddress postalCode addressLocality addressRegion addressCountry",
    "geo": "latitude longitude",
    "term": "name sameAs",
    "spot": "name",
    "maker": "name",
    "craft": "name",
    "image": "license contentUrl thumbnailUrl copyrightNotice",
    "film": "license contentUrl thumbnailUrl copyrightNotice",
    "manifest": "license encodingFormat",
}
OF = {"maker": "work", "spot": "work", "image": "work", "film": "work", "manifest": "work", "term": "work", "craft": "person",
      "address": "home", "geo": "home"}  # fmt: skip
"""What points to it."""
VALUES: dict[str, tuple[Node, ...]] = {
    "nothing": (),
    "a text": (Literal("x"),),
    "two texts": (Literal("x"), Literal("y")),
    "a text in Dutch": (Literal("x", lang="nl"),),
    "two in Dutch": (Literal("x", lang="nl"), Literal("y", lang="nl")),
    "a whole number": (Literal(3),),
    "a number": (Literal("1.5", datatype=URIRef(XSD + "decimal")),),
    "a thing without a class": (URIRef(SPACE + "dataset"),),
    "no web address": (URIRef("urn:x:y"),),
    "a person": (URIRef(SPACE + "somebody"),),
    "a term": (URIRef(SPACE + "something"),),
    "a place": (URIRef(SPACE + "somewhere"),),
}
DATES = {
    "sdDatePublished": ["2011-01-01Z^date", "2011-01-01T00:00:00^dateTime", "2011-01-01T00:00:00.5Z^dateTime", "2011^gYear"],
    "dateCreated": ["2011-01^gYearMonth", "2011-01-01^date", "2011-01-01Z^date", "2011-01-01T00:00:00^dateTime", "2011^string"],
    "temporalCoverage": [
        f"{text}^string"
        for text in ("2011", "2011/2012", "1889-06/07", "-0430/-0403", "-38000/-33000", "1440/..", "../1440", "11", "2011/11/12",
                     "02011", "2011-1", "1889-06-01T10:00", "..", "../..", "2011/")
    ],
}  # fmt: skip


def cases() -> Iterator[tuple[str, str, str, tuple[Node, ...]]]:
    """Give each case: what it is, the thing, its property, and what that has there instead."""
    for thing, properties in PROPERTIES.items():
        for property in properties.split():
            yield from ((f"{thing} {property}: {what}", thing, property, values) for what, values in VALUES.items())
    for property, dates in DATES.items():
        for date in dates:
            text, _, kind = date.partition("^")
            yield f"work {property}: {date}", "work", property, (Literal(text, datatype=URIRef(XSD + kind), normalize=False),)


def around(good: Graph, thing: str) -> list[tuple[Node, Node, Node]]:
    """Give what is said of a thing and of what it points to, and of the things among VALUES."""
    seen = {URIRef(SPACE + one) for one in (thing, "somebody", "something", "somewhere")}
    for _ in range(2):
        seen |= {value for one in seen for value in good.objects(one) if isinstance(value, URIRef)}
    return [triple for triple in good if triple[0] in seen]


@pytest.mark.filterwarnings("ignore")  # of rdflib, which has no dates before our era
def test_the_rules_find_what_the_profile_finds(shared: Path) -> None:
    good, told, text = Graph().parse(data=GOOD, format="turtle"), [], []
    for number, (what, thing, property, values) in enumerate(cases()):
        graph = Graph()
        for triple in around(good, OF.get(thing, thing)):
            graph.add(triple)
        graph.remove((URIRef(SPACE + thing), URIRef(S + property), None))
        for value in values:
            graph.add((URIRef(SPACE + thing), URIRef(S + property), value))
        told.append(what)
        text.append(graph.serialize(format="nt").replace(f"<{SPACE}", f"<{SPACE}{number}/"))
    data = "".join(text).encode()

    def wrong(rules: Shapes, judge: str) -> set[str]:
        found = [one for one in engine.validate(data, rules, judge) if one.severity == "Violation"]
        numbers = {match[1] for one in found if (match := re.match(rf"{SPACE}(\d+)/", one.focus))}
        return {told[int(number)] for number in numbers}

    profile = shapes.load([shared / "standards/shapes/schema-ap-nde/shacl.ttl"])
    ours = Shapes((Path(checking.__file__).parent / "record.ttl").read_text("utf-8"))
    expected = wrong(profile, "pyshacl")
    assert 100 < len(expected) < len(told) - 100
    found = wrong(ours, engine.DEFAULT)
    assert (sorted(expected - found), sorted(found - expected)) == ([], [])
