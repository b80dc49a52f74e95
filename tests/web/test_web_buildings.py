"""Venues as their sources tell of them: outlines, names and uses of a time, when they were built, and a town full."""

from pathlib import Path

import pytest
import web_harness
from flask.testing import FlaskClient
from page_harness import page, parsed, texts_of

from dip_lod.web.app import create_app

MANY = 62
OUTLINE = " ".join(f"51.91{n:04},4.47{n:04}" for n in range(174))
SAID = f"""@base <https://data.example.org/> . @prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix crm: <http://www.cidoc-crm.org/cidoc-crm/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> . @prefix prov: <http://www.w3.org/ns/prov#> .
<id/place/stad> a schema:Place ; rdfs:label "Stad"@nl .
<id/term/name/vorige-naam> rdfs:label "vorige naam"@nl, "former name"@en .
<id/term/kind/bioscoop> rdfs:label "bioscoop"@nl, "cinema"@en .
<id/venue/grand> a schema:Place ; rdfs:label "Grand"@nl ; schema:containedInPlace <id/place/stad> ;
  schema:geo <id/venue/grand#geo> ; crm:P1_is_identified_by <id/venue/grand#name-studio> ;
  crm:P108i_was_produced_by <id/venue/grand#making> ; crm:P13i_was_destroyed_by <id/venue/grand#loss> .
<id/venue/grand#geo> a schema:GeoCoordinates, schema:GeoShape ; schema:latitude 51.925603 ; schema:longitude -4.5 ;
  schema:polygon "{OUTLINE}" .
<id/venue/grand#name-studio> a crm:E41_Appellation ; rdfs:label "Studio (21 oktober 1932 – 14 mei 1940)"@nl ;
  crm:P2_has_type <id/term/name/vorige-naam> ; crm:P190_has_symbolic_content "Studio" ;
  dcterms:temporal "1932-10-21/1940-05-14"^^edtf:EDTF .
<id/venue/grand#use-bioscoop> a crm:E7_Activity ; rdfs:label "bioscoop (vanaf 1913)"@nl ;
  crm:P2_has_type <id/term/kind/bioscoop> ; dcterms:temporal "1913/"^^edtf:EDTF .
<id/venue/grand#making> crm:P4_has_time-span <id/venue/grand#making-time> .
<id/venue/grand#making-time> crm:P82a_begin_of_the_begin "1922-01-01"^^xsd:date ;
  crm:P82b_end_of_the_end "1922-12-31"^^xsd:date .
<id/venue/grand#loss> crm:P4_has_time-span <id/venue/grand#loss-time> .
<id/venue/grand#loss-time> crm:P82a_begin_of_the_begin "1940-05-01"^^xsd:date ;
  crm:P82b_end_of_the_end "1940-05-31"^^xsd:date .
<doc/venue/grand> schema:isPartOf <id/dataset/bare> ; prov:wasDerivedFrom <id/venue/grand#record> .
<doc/venue/een> schema:isPartOf <id/dataset/bare>, <id/dataset/dip> ; prov:wasDerivedFrom <id/venue/een#record> ;
  schema:license <https://creativecommons.org/publicdomain/zero/1.0/> .
<doc/venue/twee> schema:isPartOf <id/dataset/bare> ; prov:wasDerivedFrom <id/venue/twee#record> ;
  schema:license <https://creativecommons.org/publicdomain/zero/1.0/> .
<doc/place/stad> schema:isPartOf <id/dataset/bare> .
<id/dataset/bare> rdfs:label "Kaal"@nl .
<id/place/dorp> a schema:Place ; rdfs:label "Dorp"@nl .
<id/venue/een> rdfs:label "De Doelen"@nl ; schema:containedInPlace <id/place/dorp> .
<id/venue/twee> rdfs:label "De Doelen"@nl ; schema:containedInPlace <id/place/dorp> .
<id/venue/nowhere> rdfs:label "Nergens"@nl ; schema:geo <id/venue/nowhere#geo> .
<id/venue/nowhere#geo> a schema:GeoCoordinates ; schema:latitude "hoog" ; schema:longitude 4.5 .
""" + "".join(
    f'<id/venue/v{n:02}> rdfs:label "Podium {n:02}"@nl ; schema:containedInPlace <id/place/stad> .\n'
    for n in range(MANY)
)
FACTS = ".//div[@class='facts']"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Serve a town full of venues where nothing played."""
    folder: Path = tmp_path_factory.mktemp("town")
    (folder / "said.ttl").write_text(SAID, "utf-8")
    publication = web_harness.publish(folder, web_harness.triples(folder / "said.ttl"))
    return create_app(web_harness.config(folder), publication).test_client()


@pytest.mark.parametrize(
    ("path", "language", "said"),
    [
        ("venue/grand", "nl", ["Kaal vermeldt geen licentie"]),
        ("venue/grand", "en", ["Kaal states no licence"]),
        ("venue/grand", "fy", ["Kaal neamt gjin lisinsje"]),
        ("venue/een", "en", ["CC0 1.0 (public domain) Kaal states no licence"]),
        ("venue/twee", "en", ["CC0 1.0 (public domain)"]),  # its records state their own
        ("place/stad", "en", []),  # about which no record is
    ],
)
def test_a_page_says_which_of_its_sources_states_no_licence(
    town: FlaskClient, path: str, language: str, said: list[str]
) -> None:
    tree = parsed(page(town, f"/doc/{path}", language))
    rows = {row[0].text: texts_of(row, "dd") for row in tree.findall(".//div[@class='aside']//dl[@class='rows']/div")}
    assert [*rows.get("licentie", []), *rows.get("licence", []), *rows.get("lisinsje", [])] == said


def test_a_venue_says_when_it_was_built_and_lost(town: FlaskClient) -> None:
    for language, said in (("nl", "gebouwd 1922 · verdwenen mei 1940"), ("en", "built 1922 · lost May 1940")):
        tree = parsed(page(town, "/doc/venue/grand", language))
        assert texts_of(tree, ".//p[@class='subtitle']") == [f"Stad · {said}"]


def test_an_outline_is_counted_and_not_written_out(town: FlaskClient) -> None:
    tree = parsed(page(town, "/doc/venue/grand"))
    assert "51,925603° NB, 4,5° WL, omtrek van 174 punten" in texts_of(tree, f"{FACTS}//dd")
    assert "51.910173" not in "".join(tree.find(".//main").itertext())
    assert OUTLINE in town.get("/doc/venue/grand.ttl").text


def test_names_and_uses_of_a_time_are_told_in_words_the_earliest_first(town: FlaskClient) -> None:
    told = {
        "nl": ("Door de tijd", ["bioscoop vanaf 1913", "Studio vorige naam, 21 oktober 1932 – 14 mei 1940"]),
        "en": ("Through time", ["cinema from 1913", "Studio former name, 21 October 1932 – 14 May 1940"]),
    }
    for language, (heading, lines) in told.items():
        tree = parsed(page(town, "/doc/venue/grand", language))
        assert texts_of(tree, ".//section[@class='past']/h2") == [heading]
        assert texts_of(tree, ".//section[@class='past']//li") == lines
        assert not {"Onderdelen", "Parts"} & set(texts_of(tree, ".//h2"))
        assert "name-studio" in {one.get("id") for one in tree.findall(".//section[@class='past']//div")}


def test_a_venue_where_nothing_is_known_to_have_played_stands_on_a_map_too(town: FlaskClient) -> None:
    tree = parsed(page(town, "/doc/venue/grand"))
    drawn = tree.find(".//figure[@id='_map']")
    assert [texts_of(drawn, f".//tbody/tr/{cell}") for cell in ("th", "td")] == [["Grand"], ["51,925603° NB, 4,5° WL"]]
    assert drawn.find(".//tr[@data-at]").get("data-at") == "51.925603 -4.5"
    assert "Kaart met een stip op Grand." in page(town, "/doc/venue/grand")


def test_a_position_that_is_none_is_on_no_map(town: FlaskClient) -> None:
    assert parsed(page(town, "/doc/venue/nowhere")).find(".//figure[@id='_map']") is None


def test_a_town_says_how_many_venues_it_shows_and_leads_to_all(town: FlaskClient) -> None:
    tree = parsed(page(town, "/doc/place/stad"))
    assert texts_of(tree, f"{FACTS}/section/h2")[0] == f"Podia 60 van {MANY + 1}"
    assert len(tree.findall(f"{FACTS}/section/ul/li")) == 60
    more = next(one for one in tree.findall(".//a[@class='more']") if "list=within" in str(one.get("href")))
    listed = parsed(town.get(str(more.get("href")), headers={"Accept": "text/html"}).text)
    assert len(listed.findall(".//main//ul[@class='links']/li")) == MANY + 1
    last = parsed(page(town, "/doc/place/stad?list=within&after=venue/v59"))
    assert texts_of(last, ".//main//ul[@class='links']/li") == ["Podium 60", "Podium 61"]


def test_two_venues_of_one_name_are_told_apart(town: FlaskClient) -> None:
    listed = texts_of(parsed(page(town, "/doc/place/dorp")), f"{FACTS}/section/ul/li")
    assert listed == ["De Doelen een", "De Doelen twee"]


def test_a_list_of_what_is_in_nothing_is_not_there(town: FlaskClient) -> None:
    assert town.get("/doc/venue/grand?list=within", headers={"Accept": "text/html"}).status_code == 404
