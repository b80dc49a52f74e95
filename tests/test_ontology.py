"""The ontology: own terms, profile, schemes of terms, matches and the JSON-LD context."""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from dip_lod import uris

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology"
FILES = sorted([*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("terms/*.ttl")])
PROFILE = sorted(ONTOLOGY.glob("profile*.ttl"))
SCHEMES = sorted(ONTOLOGY.glob("terms/*.ttl"))
MATCHES = sorted((ROOT / "mappings" / "terms").glob("*.sssom.tsv"))

SCHEMA = "https://schema.org/"
CRM = "http://www.cidoc-crm.org/cidoc-crm/"
LRMOO = "http://iflastandards.info/ns/lrm/lrmoo/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DIP = "https://w3id.org/dip-lod/ontology#"
TERM = "https://base.invalid/id/term/"
REGISTERS = re.compile(r"http://(id\.loc\.gov|www\.wikidata\.org/entity|vocab\.getty\.edu/aat)/\S+")
DERIVED = {SKOS + "Concept", SCHEMA + "DefinedTerm", CRM + "E55_Type"}
"""The types that the build gives every term."""

Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Statements = dict[str, dict[str, list[Value]]]


def read(file: Path) -> Statements:
    found: Statements = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
        found[getattr(quad.subject, "value", "")][quad.predicate.value].append(quad.object)
    return found


def values(terms: list[Value]) -> list[str]:
    return [term.value for term in terms if isinstance(term, (ox.NamedNode, ox.Literal))]


def table(file: Path, delimiter: str) -> list[dict[str, str]]:
    lines = (line for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter=delimiter))


def by_language(terms: list[Value]) -> dict[str | None, str]:
    return {term.language: term.value for term in terms if isinstance(term, ox.Literal)}


def profile() -> Iterator[tuple[str, dict[str, list[Value]]]]:
    for file in PROFILE:
        for uri, said in read(file).items():
            if RDF + "type" in said and not uri.endswith("/profile"):
                yield uri, said


def concepts() -> dict[str, dict[str, list[Value]]]:
    """Give every term and scheme by its path after /id/term/."""
    return {uri.removeprefix(TERM): said for file in SCHEMES for uri, said in read(file).items()}


def words() -> dict[tuple[str, str], set[str]]:
    """Give the concepts that a code or a label in small letters leads to, by scheme."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, said in concepts().items():
        scheme, _, code = key.partition("/")
        labels = [text for name in ("prefLabel", "altLabel", "hiddenLabel") for text in values(said[SKOS + name])]
        for word in [code, *labels] if code else []:
            found[scheme, word.lower()].add(key)
    return found


def enumerations(schema: object) -> Iterator[tuple[str, list[str]]]:
    """Give every named list of codes in a JSON schema."""
    if isinstance(schema, dict):
        for name, part in schema.items():
            inner = part.get("items", part) if isinstance(part, dict) else {}
            if isinstance(inner, dict) and isinstance(inner.get("enum"), list):
                yield name, inner["enum"]
            yield from enumerations(part)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_reads_the_same_in_both_parsers(file: Path) -> None:
    theirs = Graph().parse(file, format="turtle")
    assert len(theirs) == len(list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)))


def test_every_term_of_the_profile_is_defined_once() -> None:
    assert [uri for uri, times in Counter(uri for uri, _ in profile()).items() if times > 1] == []


def test_every_term_of_the_profile_has_names_and_an_origin() -> None:
    for uri, said in profile():
        labels = by_language(said[RDFS + "label"])
        assert set(labels) == {"nl", "en"}, uri
        assert len(said[RDFS + "label"]) == 2, uri
        assert uri.startswith(values(said[RDFS + "isDefinedBy"])[0]), uri


def test_settling_uses_only_our_own_ways() -> None:
    ours = {uri for uri, said in read(ONTOLOGY / "dip.ttl").items() if DIP + "Settlement" in values(said[RDF + "type"])}
    used = {way for _, said in profile() for way in values(said[DIP + "settled"])}
    assert used == ours == {DIP + "oneValue", DIP + "onePerLanguage", DIP + "latest"}
    assert all(len(said[DIP + "settled"]) <= 1 for _, said in profile())


def test_our_own_terms_say_what_they_are_and_why() -> None:
    own = {uri: said for uri, said in read(ONTOLOGY / "dip.ttl").items() if uri.startswith(DIP)}
    assert len(own) == 5
    for uri, said in own.items():
        for name in (RDFS + "label", RDFS + "comment", SKOS + "scopeNote"):
            assert set(by_language(said[name])) == {"nl", "en"}, (uri, name)


def test_the_profile_names_only_terms_that_exist(shared: Path) -> None:
    known: dict[str, str] = {}
    for space, file in ((SCHEMA, "schema-org-30.0"), (CRM, "cidoc-crm-7.1.3"), (LRMOO, "lrmoo-0.9.6")):
        for row in table(shared / "vocab" / f"{file}.tsv", "\t"):
            known[space + row["name"]] = row["kind"]
    kinds = {RDFS + "Class": "class", RDF + "Property": "property"}
    for uri, said in profile():
        if uri.startswith((SCHEMA, CRM, LRMOO)):
            assert known.get(uri) == kinds.get(values(said[RDF + "type"])[0], "member"), uri


@pytest.mark.parametrize("name", ["example.ttl", "example-rda.ttl"])
def test_the_profile_has_every_term_of_the_model(shared: Path, name: str) -> None:
    ours = {uri for uri, _ in profile()}
    for said in read(shared / "model" / name).values():
        assert set(said) <= ours
        assert set(values(said[RDF + "type"])) <= ours


def test_every_concept_has_names_and_one_scheme() -> None:
    for key, said in concepts().items():
        assert set(by_language(said[SKOS + "prefLabel"])) == {"nl", "en"}, key
        assert len(said[SKOS + "prefLabel"]) == 2, key
        if "/" in key:
            assert values(said[SKOS + "inScheme"]) == [TERM + key.partition("/")[0]], key
        else:
            assert set(by_language(said[SKOS + "scopeNote"])) == {"nl", "en"}, key
            assert values(said[RDF + "type"]) == [SKOS + "ConceptScheme"], key


def test_a_file_holds_the_scheme_that_names_it() -> None:
    for file in SCHEMES:
        assert {uri.removeprefix(TERM).partition("/")[0] for uri in read(file)} == {file.stem}


def test_broader_leads_upwards_within_the_scheme() -> None:
    terms = concepts()
    for key in terms:
        above, seen = [key], set()
        while above:
            one = above.pop()
            assert one in terms, key
            assert one.partition("/")[0] == key.partition("/")[0], key
            parents = [uri.removeprefix(TERM) for uri in values(terms[one][SKOS + "broader"])]
            assert key not in parents, f"{key} is above itself"
            above += [parent for parent in parents if parent not in seen]
            seen.update(parents)


def test_a_word_leads_to_one_concept_of_a_scheme() -> None:
    assert {word: found for word, found in words().items() if len(found) > 1} == {}


@pytest.mark.parametrize("scheme", ["role", "genre", "instrument"])
def test_the_code_is_the_slug_of_the_dutch_label(scheme: str) -> None:
    for key, said in concepts().items():
        if key.startswith(scheme + "/"):
            assert key == f"{scheme}/{uris.slug(by_language(said[SKOS + 'prefLabel'])['nl'])}"


def test_the_model_and_our_terms_say_the_same(shared: Path) -> None:
    ours = concepts()
    model = read(shared / "model" / "example.ttl")
    terms = {uri.partition("/id/term/")[2]: said for uri, said in model.items() if "/id/term/" in uri}
    checked = {key: said for key, said in terms.items() if said[SKOS + "prefLabel"] and not key.startswith("award/")}
    assert len(checked) > 40
    for key, said in checked.items():
        assert by_language(ours[key][SKOS + "prefLabel"]) == by_language(said[SKOS + "prefLabel"]), key
        if "/" in key:
            extra = set(values(ours[key][RDF + "type"])) - DERIVED
            assert extra == set(values(said[RDF + "type"])) - DERIVED, key
            assert not set(ours[key]) & {SKOS + "altLabel", SKOS + "broader"}, f"{key} would state more than the model"


def test_a_term_of_the_model_is_matched_as_there(shared: Path) -> None:
    model = read(shared / "model" / "example.ttl")
    for uri, said in model.items():
        key = uri.partition("/id/term/")[2]
        ours = sorted(row["object_id"] for row in rows() if row["subject_id"] == f"dip:term/{key}")
        if said[SKOS + "prefLabel"] and "/" in key:
            assert ours == sorted(values(said[SKOS + "exactMatch"])), key


def test_every_dutch_function_word_is_found(shared: Path) -> None:
    known = words()
    functions = [row["functie"] for row in table(shared / "data/roles/functies.csv", ",")]
    assert len(functions) == 221
    assert [word for word in functions if ("role", word.lower()) not in known] == []


def test_every_code_of_the_dip_record_is_found(shared: Path) -> None:
    known = {word for _, word in words()}
    schema = json.loads((shared / "model" / "dip_record.schema.json").read_text("utf-8"))
    schemes = {"audience", "function", "kind", "outcome", "status", "tags", "type", "newOrRevival"}
    other = {"nieuw", "persoon", "organisatie", "groep", "scenefoto", "campagnebeeld", "logo"}
    prices = {"normal", "discount", "free", "other"}
    codes = {code for name, found in enumerations(schema) if name in schemes for code in found}
    assert len(codes) > 40
    assert codes - known - other - prices == set()


def test_every_instrument_and_kind_of_concert_of_nyphil_is_found(shared: Path) -> None:
    known = words()
    text = (shared / "data/nyphil/2024-25_TO_NOW.json").read_text("utf-8")
    played = {word for name in re.findall(r'"soloistInstrument":\s*"([^"]+)"', text) for word in name.split("/")}
    concerts = set(re.findall(r'"eventType":\s*"([^"]+)"', text))
    assert len(played) > 40
    assert len(concerts) > 15
    assert {word for word in played if not {("instrument", word.lower()), ("role", word.lower())} & set(known)} == set()
    assert {word for word in concerts if ("tag", word.lower()) not in known} == set()


def test_every_genre_of_dracor_and_function_of_rotterdam_is_found(shared: Path) -> None:
    known = words()
    headers = (shared / "data" / "dutchdracor" / "tei-headers").glob("*.xml")
    genres = {name for file in headers for name in re.findall(r'"genreTitle">([^<]+)<', file.read_text("utf-8"))}
    places = json.loads((shared / "data/rotterdams-publiek/locaties.geojson").read_text("utf-8"))["features"]
    functions = {kind["label"] for place in places for kind in place["properties"]["types"]}
    assert len(genres) == 6
    assert {genre for genre in genres if ("genre", genre.lower()) not in known} == set()
    assert {function for function in functions if ("kind", function.lower()) not in known} == set()


def rows() -> list[dict[str, str]]:
    return [row for file in MATCHES for row in table(file, "\t")]


def test_every_match_names_a_term_a_target_and_where_it_was_seen() -> None:
    terms = concepts()
    assert rows()
    for row in rows():
        key = row["subject_id"].removeprefix("dip:term/")
        assert row["subject_label"] == by_language(terms[key][SKOS + "prefLabel"])["nl"], key
        assert row["predicate_id"] == "skos:exactMatch"
        assert REGISTERS.fullmatch(row["object_id"]), key
        assert row["object_label"]
        assert 0.9 <= float(row["confidence"]) <= 0.99
        assert row["comment"].startswith("label seen "), key
    assert max(Counter((row["subject_id"], row["object_id"]) for row in rows()).values()) == 1


def context() -> dict[str, object]:
    return dict(json.loads((ONTOLOGY / "context.jsonld").read_text("utf-8"))["@context"])


def test_the_context_knows_every_schema_term_of_the_profile() -> None:
    defined = {str(term["@id"]) if isinstance(term, dict) else str(term) for term in context().values()}
    kinds = {RDFS + "Class", RDF + "Property"}
    for uri, said in profile():
        if uri.startswith(SCHEMA) and values(said[RDF + "type"])[0] in kinds:
            assert "schema:" + uri.removeprefix(SCHEMA) in defined, uri


def test_the_context_has_the_prefixes_of_the_published_data() -> None:
    """All but those that only the build and the shapes use."""
    listed = dict(re.findall(r"@prefix (\w+): <([^>]+)>", (ONTOLOGY / "prefixes.ttl").read_text("utf-8")))
    inner = {"build", "dip", "field", "known", "lift", "sh", "shape"}
    for name, space in listed.items():
        if name not in inner:
            assert context()[name] == space


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
def test_json_ld_in_our_context_loses_nothing(shared: Path) -> None:
    example = str(shared / "model" / "example.ttl")
    graph = Graph().parse(example, format="turtle")
    written = json.loads(graph.serialize(format="json-ld", context=context(), auto_compact=False))
    text = json.dumps(written | {"@context": context()})
    assert isomorphic(graph, Graph().parse(data=text, format="json-ld"))
    again = {quad.triple for quad in ox.parse(input=text, format=ox.RdfFormat.JSON_LD)}
    assert again == {quad.triple for quad in ox.parse(path=example, format=ox.RdfFormat.TURTLE)}


def test_json_ld_in_our_context_reads_like_schema_org() -> None:
    text = """{"@id": "https://data.example.org/id/performance/1", "@type": "TheaterEvent",
      "name": {"nl": "De Kersentuin"}, "duration": "PT1H45M", "eventStatus": "EventScheduled",
      "location": {"@id": "https://data.example.org/id/venue/1", "@type": "Place",
        "geo": {"@id": "https://data.example.org/id/venue/1#geo", "latitude": "52.1"}}}"""
    document = {"@context": context(), **json.loads(text)}
    stated = {str(quad.triple) for quad in ox.parse(input=json.dumps(document), format=ox.RdfFormat.JSON_LD)}
    event, venue = "<https://data.example.org/id/performance/1>", "<https://data.example.org/id/venue/1"
    assert f'{event} <{SCHEMA}name> "De Kersentuin"@nl' in stated
    assert f"{event} <{SCHEMA}eventStatus> <{SCHEMA}EventScheduled>" in stated
    assert f"{event} <{SCHEMA}location> {venue}>" in stated
    assert f"{venue}> <{SCHEMA}geo> {venue}#geo>" in stated
    assert f'{venue}#geo> <{SCHEMA}latitude> "52.1"^^<http://www.w3.org/2001/XMLSchema#decimal>' in stated
