"""What a batch points to is lent to it: known by its classes, judged with its own document and never there."""

from dip_lod.validation import engine, shapes
from dip_lod.validation.lending import lending

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <urn:e:> .
e:T a sh:NodeShape ; sh:targetClass e:Event, e:Person ; sh:property e:name .
e:name a sh:PropertyShape ; sh:path e:name ; sh:minCount 1 .
e:Q a sh:NodeShape ; sh:targetClass e:Event ; sh:property e:who .
e:who a sh:PropertyShape ; sh:path e:who ; """
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
OWN = f"""<urn:a> {TYPE} <urn:e:Event> .
<urn:a> <urn:e:name> "a" .
<urn:a> <urn:e:who> <urn:a> .
<urn:a> <urn:e:who> <urn:group> .
<urn:a> <urn:e:who> <urn:nothing> .
<urn:a> <urn:e:who> <urn:person> .
<urn:e:Group> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <urn:e:Person> .
"""
TYPES = f"<urn:group> {TYPE} <urn:e:Group> .\n<urn:person> {TYPE} <urn:e:Person> .\n".encode()
BORROWED = {"urn:group", "urn:person"}

ASKED = {
    "sh:class e:Person": {"urn:a", "urn:nothing"},
    "sh:or ( [ sh:class e:Person ] [ sh:class e:Event ] )": {"urn:nothing"},
    "sh:not [ sh:class e:Person ]": {"urn:group", "urn:person"},
    "sh:xone ( [ sh:class e:Person ] [ sh:class e:Group ] )": {"urn:a", "urn:nothing", "urn:group"},
    "sh:and ( [ sh:or ( [ sh:class e:Person ; sh:nodeKind sh:IRI ] ) ] e:G )": {"urn:a", "urn:nothing", "urn:person"},
    "sh:or ( e:G [ sh:not [ sh:class e:Event ; sh:class e:Person ] ] )": set(),
    "sh:or ( [ sh:property [ sh:path <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ; sh:hasValue e:Person ] ] )": {
        "urn:a",
        "urn:nothing",
        "urn:group",
    },
}
"""A constraint on who, and the values that break it."""


def test_classes_are_seen_wherever_a_shape_asks_for_them() -> None:
    for asked, wrong in ASKED.items():
        judge = shapes.Shapes(f"{HEAD}{asked} . e:G a sh:NodeShape ; sh:class e:Group .")
        found = [engine.validate(OWN.encode(), judge, name, TYPES, BORROWED) for name in engine.ENGINES]
        assert found[0] == found[1], asked
        assert {one.value for one in found[0]} == {f"<{one}>" for one in wrong}, asked


def test_what_is_lent_is_not_judged_and_what_is_owned_is() -> None:
    judge = shapes.Shapes(f"{HEAD} sh:class e:Person .")
    assert not [one for one in engine.validate(OWN.encode(), judge, "shacl", TYPES, BORROWED) if one.focus in BORROWED]
    owned = engine.validate(OWN.encode() + TYPES, judge)
    assert [one.focus for one in owned if one.component.startswith("MinCount")] == ["urn:group", "urn:person"]


def test_shapes_that_ask_for_no_class_are_given_as_they_are() -> None:
    lent = lending(shapes.Shapes(f"{HEAD} sh:in ( e:a ) ."))
    assert not lent.asked and not lent.classes
