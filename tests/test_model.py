"""The model as documentation: complete, and true to shapes and profile."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from vocabulary_tables import load

from dip_lod import resources, uris, vocabulary
from dip_lod.model import diagram, examples, files, kinds, mappings, shapes, tables, terms
from dip_lod.model.kinds import Link

BASE = "https://data.example.org/"
SH = rdflib.SH


def shown() -> set[str]:
    return {
        one.path for kind in kinds.read().values() for row in tables.rows(kind) for cell in row.cells for one in cell
    }


def test_every_kind_with_a_shape_has_a_page() -> None:
    found = {shape.kind for shape in shapes.read() if shape.kind}
    assert found <= kinds.read().keys()
    assert set(uris.KINDS) - kinds.read().keys() <= {"catalog"}


def test_every_property_of_a_shape_is_in_a_table_or_in_a_list_of_the_overview() -> None:
    listed = {one.path for shape in [*tables.never(), *tables.general()] for one in shape.properties}
    every = {one.path for shape in shapes.read() for one in shape.properties}
    assert every - shown() - listed == set()


def test_every_published_property_of_the_shapes_has_a_row_of_its_own_subject() -> None:
    grouped = [path for group in tables.groups() for path in group.properties]
    assert len(grouped) == len(set(grouped))
    published = {uri for uri, term in vocabulary.terms().items() if not term.is_class}
    assert shown() & published <= set(grouped)


def test_every_shape_is_told_of_somewhere() -> None:
    told = {shape.uri for kind in kinds.read().values() for shape in tables.rules(kind)}
    told |= {shape.uri for shape in [*tables.never(), *tables.general(), *tables.domains()]}
    told |= {shape.uri for shape in shapes.read() if shape.is_type}
    assert {shape.uri for shape in shapes.read()} - told == set()


def test_the_classes_that_bear_a_property_fit_its_domain(shared: Path) -> None:
    known = load(shared / "vocab")
    data = {one.path for shape in shapes.read() if not shape.of_description for one in shape.properties if one.maximum != 0}
    anything = {vocabulary.expand("schema:Thing"), vocabulary.expand("crm:E1_CRM_Entity")}
    for one in tables.published():
        domain = known.properties[one.uri].domain if one.uri in known.properties else frozenset()
        if not one.bearers:
            assert one.uri not in data or one.is_class or one.is_value or not domain or domain & anything, one.uri
        for bearer in one.bearers if domain else ():
            fits = known.closure([bearer]) & domain
            assert fits or (bearer == vocabulary.expand("schema:Role") and one.uri.endswith(("performer", "contributor"))), (one.uri, bearer)


def test_shapes_are_read_as_they_are_written() -> None:
    graph = rdflib.Graph()
    for file in resources.folder("shapes").rglob("*.ttl"):
        graph.parse(file)
    assert len(shapes.read()) == len(set(graph.subjects(rdflib.RDF.type, SH.NodeShape)))
    for shape in shapes.read():
        assert len(shape.properties) <= len(list(graph.objects(rdflib.URIRef(shape.uri), SH.property)))
        for one in shape.properties:
            subject = rdflib.URIRef(one.uri)
            if one.uri:
                assert str(graph.value(subject, SH.path)) == one.path
                assert {one.names["nl"], one.names["en"]} == {str(name) for name in graph.objects(subject, SH.name)}


def test_a_property_shape_tells_its_cardinality_values_and_severity() -> None:
    production = next(shape for shape in shapes.read() if shape.kind == "production")
    by_uri = {one.uri.rpartition("#")[2]: one for one in production.properties}
    assert by_uri["sdDatePublished"].cardinality == "1..1"
    assert by_uri["creator"].classes == (vocabulary.expand("schema:Person"), vocabulary.expand("schema:Organization"))
    assert (by_uri["Production-genre"].severity, by_uri["Production-genre"].minimum) == ("Warning", 1)


def test_the_classes_of_kinds_are_published_or_targeted() -> None:
    targeted = {one for shape in shapes.read() for one in shape.targets}
    for kind in kinds.read().values():
        assert {uri for uri in kind.classes if uri not in vocabulary.terms()} <= targeted, kind.name


def test_links_lead_to_kinds_whose_classes_the_shapes_allow() -> None:
    every = kinds.read()
    for link in kinds.links():
        demands = [one for shape in every[link.source].shapes for one in shape.properties if one.path == link.path]
        allowed = {uri for one in demands for uri in one.classes}
        assert allowed & set(every[link.target].classes), link


def test_what_kinds_toml_says_of_a_property_is_used_by_a_shape() -> None:
    for kind in kinds.read().values():
        for targets in kind.targets.values():
            assert set(targets) <= kinds.read().keys(), kind.name
        assert set(kind.parts) <= kinds.read().keys(), kind.name


def test_the_diagram_of_the_whole_shows_links_that_there_are() -> None:
    assert set(diagram.main_links()) <= set(kinds.links())
    assert {link.source for link in diagram.main_links()} | {link.target for link in diagram.main_links()} == {
        kind.name for kind in kinds.read().values() if kind.at
    }


@pytest.mark.parametrize("kind", kinds.read())
def test_the_diagram_of_a_kind_is_wellformed_and_has_its_neighbours(kind: str) -> None:
    names = {name: f"<{name}>" for name in kinds.read()}
    picture = ElementTree.fromstring(diagram.around(kinds.read()[kind], names, 'what "it" shows'))
    assert picture.get("aria-label") == 'what "it" shows'
    words = {one.text for one in picture.iter("text") if one.get("class") == "name"}
    assert f"<{kind}>" in words
    direct = {one.target for one in kinds.links() if one.source == kind and not kinds.read()[one.target].is_part}
    assert {f"<{name}>" for name in direct} <= words


def test_a_link_is_named_by_its_properties() -> None:
    run = kinds.read()["run"]
    _, going = diagram.neighbours(run)
    (performance,) = [one for one in going if one.name == "performance"]
    assert [vocabulary.shorten(path) for path in performance.paths] == ["schema:subEvent", "crm:P9_consists_of"]
    assert Link("run", vocabulary.expand("schema:workPerformed"), "production") in kinds.links()


@pytest.mark.parametrize("kind", kinds.read())
def test_the_example_made_from_shapes_is_turtle_of_that_kind(kind: str) -> None:
    text = examples.compose(kinds.read()[kind], BASE)
    stated = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert stated
    types = {one.object.value for one in stated if one.predicate.value.endswith("#type")}
    assert types & set(kinds.read()[kind].classes)


def test_every_file_says_what_it_is() -> None:
    every = files.catalogue({})
    assert [path for path, file in every.items() if not file.line()] == []
    assert "shapes/schema/production.ttl" in every and "mappings/rules/crm/credit.rq" in every
    assert not [path for path in every if path.endswith((".py", ".md"))]


def test_the_comment_of_a_sssom_table_leaves_its_metadata_out() -> None:
    text = '# Kinds, matched to AAT.\n#curie_map:\n#  skos: "http://x"\nsubject_id\tpredicate_id\n'
    assert files.comment(text) == "Kinds, matched to AAT."


def test_every_query_tells_what_it_makes_and_has_a_comment() -> None:
    every = files.catalogue({})
    for name in mappings.names(every):
        for query in mappings.read(every, name).queries:
            assert query.comment, query.file.path
            assert query.classes or query.properties or query.hints, query.file.path


def test_what_a_query_makes_is_what_rdflib_finds_in_its_template() -> None:
    every = files.catalogue({})
    for path in ("mappings/dip/production.rq", "mappings/rules/crm/staging.rq", "mappings/nyphil/run.rq"):
        text = every[path].text
        parsed = prepareQuery(text).algebra.template
        predicates = {str(one) for _, one, _ in parsed if isinstance(one, rdflib.URIRef)}
        classes, properties = mappings.made(text)
        assert set(properties) == predicates - {str(rdflib.RDF.type)}
        assert set(classes) == {
            str(what) for _, one, what in parsed if one == rdflib.RDF.type and isinstance(what, rdflib.URIRef)
        }


def test_queries_make_only_what_the_profile_knows() -> None:
    every = files.catalogue({})
    known = vocabulary.terms().keys()
    for name in mappings.names(every):
        for query in mappings.read(every, name).queries:
            assert set(query.classes) | set(query.properties) <= known, query.file.path


def test_our_own_terms_have_labels_and_reasons_in_both_languages() -> None:
    for term in terms.read().terms:
        assert term.labels.keys() == term.comments.keys() == term.reasons.keys() == {"nl", "en"}, term.name


def test_the_site_is_ready_without_reading_the_model() -> None:
    script = "import sys, dip_lod.web.app; sys.exit('rdflib' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent.parent)
