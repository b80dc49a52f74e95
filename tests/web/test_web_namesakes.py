"""Things of one name in a list are told apart."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import web_harness
from flask.testing import FlaskClient
from page_harness import page, parsed, texts_of

from dip_lod.web.app import create_app

DATA = """@prefix schema: <https://schema.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@base <http://localhost:8000/> .
<id/place/nl> a schema:Country ; rdfs:label "Nederland"@nl . <id/place/be> a schema:Country ; rdfs:label "België"@nl .
<id/place/a> a schema:Place ; rdfs:label "Bergen"@nl ; schema:containedInPlace <id/place/nl> .
<id/place/b> a schema:Place ; rdfs:label "Bergen"@nl ; schema:containedInPlace <id/place/be> .
<id/place/c> a schema:Place ; rdfs:label "Bergen"@nl .
<id/place/d> a schema:Place ; rdfs:label "Utrecht"@nl .
<id/person/x> a schema:Person ; rdfs:label "Jan Jansen"@nl ; schema:birthDate "1860"^^xsd:gYear .
<id/person/x#birth> dcterms:temporal "1860~"^^edtf:EDTF ; rdfs:label "Geboorte van Jan Jansen"@nl .
<id/person/y> a schema:Person ; rdfs:label "Jan Jansen"@nl .
<id/person/z> a schema:Person ; rdfs:label "jan jansen"@nl .
<id/run/r> a schema:EventSeries ; rdfs:label "Reeks"@nl ; schema:identifier <id/run/r#id> .
<id/run/r#id> a schema:PropertyValue ; schema:propertyID "dip" ; schema:value "NL-1" .
<id/term/identifier/dip> a schema:DefinedTerm ; rdfs:label "DIP-nummer"@nl .
<id/work/w1> a schema:CreativeWork ; rdfs:label "Symfonie nr. 5"@nl ; schema:creator <id/person/a> ; schema:genre <id/term/genre/symfonie> .
<id/work/w2> a schema:CreativeWork ; rdfs:label "Symfonie nr. 5"@nl ; schema:creator <id/person/b> ; schema:dateCreated "1808"^^xsd:gYear .
<id/work/w3> a schema:CreativeWork ; rdfs:label "Symfonie nr. 5"@nl ; schema:creator <id/person/b> .
<id/venue/zaal> a schema:Place ; rdfs:label "Zaal"@nl .
<id/poster/een> rdfs:label "Groot bal"@und ; schema:contentLocation <id/venue/zaal> ; schema:dateCreated "1890"^^xsd:gYear .
<id/poster/drie> rdfs:label "Groot bal"@und ; schema:contentLocation <id/venue/zaal> ; schema:creator <id/person/a> .
<id/poster/twee> rdfs:label "Groot bal"@und ; schema:contentLocation <id/venue/zaal> ; schema:dateCreated "1891"^^xsd:gYear .
<id/term/genre/symfonie> a schema:DefinedTerm ; rdfs:label "symfonie"@nl .
<id/person/a> a schema:Person ; rdfs:label "A. Een"@und . <id/person/b> a schema:Person ; rdfs:label "B. Twee"@und .
<id/person/dirigent> a schema:Person ; rdfs:label "C. Drie"@und .
<id/run/concert> a schema:EventSeries ; rdfs:label "Concert"@nl ; schema:performer <id/person/dirigent> ; schema:workPerformed <id/work/w1> .
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("namesakes")
    publication = web_harness.publish(
        folder, [one.triple for one in ox.parse(DATA, format=ox.RdfFormat.TURTLE)], merged={}
    )
    return create_app(web_harness.config(folder), publication).test_client()


def test_places_name_what_they_are_in_and_else_their_key(client: FlaskClient) -> None:
    listed = texts_of(parsed(page(client, "/doc/place")), ".//ul[@class='links']/li")
    assert {"Bergen Nederland", "Bergen België", "Bergen c", "Utrecht"} <= set(listed)


def test_people_name_their_years_and_else_their_key(client: FlaskClient) -> None:
    listed = texts_of(parsed(page(client, "/doc/person")), ".//ul[@class='links']/li")
    assert {"Jan Jansen 1860", "Jan Jansen y", "jan jansen z"} <= set(listed)


def test_the_number_of_a_run_that_never_was_names_its_scheme(client: FlaskClient) -> None:
    assert "NL-1 DIP-nummer" in " ".join(texts_of(parsed(page(client, "/doc/run/r")), ".//dd"))


def test_a_person_says_first_when_they_lived(client: FlaskClient) -> None:
    for language, words in (("nl", "geboren omstreeks 1860"), ("en", "born about 1860")):
        tree = parsed(page(client, "/doc/person/x", language))
        assert texts_of(tree, ".//p[@class='subtitle']") == [words]
        assert not texts_of(tree, ".//div[@class='facts']/dl")
    assert texts_of(parsed(page(client, "/doc/person/y")), ".//p[@class='subtitle']") == []


def test_an_uncertain_birth_stands_in_words_in_place_of_the_date(client: FlaskClient) -> None:
    tree = parsed(page(client, "/doc/person/x"))
    row = next(
        one
        for one in tree.findall(".//dl[@class='rows']/div")
        if "eboren" in " ".join(one.itertext()) or "eboorte" in " ".join(one.itertext())
    )
    assert texts_of(row, "dd") == ["omstreeks 1860"]
    assert "Onderdelen" not in texts_of(tree, ".//h2")


def test_works_and_productions_name_their_makers_beside_their_titles(client: FlaskClient) -> None:
    listed = texts_of(parsed(page(client, "/doc/work")), ".//ul[@class='links']/li")
    assert listed == ["Symfonie nr. 5 A. Een", "Symfonie nr. 5 B. Twee, 1808", "Symfonie nr. 5 B. Twee, w3"]
    listed = texts_of(parsed(page(client, "/doc/term/genre/symfonie")), ".//div[@class='facts']/section/ul/li")
    assert listed == ["Symfonie nr. 5 A. Een"]


def test_the_works_of_a_programme_name_their_makers(client: FlaskClient) -> None:
    (row,) = texts_of(parsed(page(client, "/doc/person/dirigent")), ".//ol[@class='lines']/li")
    assert "Concert Symfonie nr. 5 (A. Een)" in row


def test_posters_of_one_text_are_told_apart_on_the_page_of_their_venue(client: FlaskClient) -> None:
    listed = texts_of(parsed(page(client, "/doc/venue/zaal")), ".//section[@class='pointing']//li")
    assert listed == ["Groot bal A. Een", "Groot bal 1890", "Groot bal 1891"]
