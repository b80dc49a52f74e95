"""The questions on the site: short addresses, the page of the endpoint, and the pages of the things they go with."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest
import web_harness
from flask.testing import FlaskClient

from dip_lod.publication.reading import Publication
from dip_lod.questions.reading import all_questions
from dip_lod.sparql import supervisor
from dip_lod.web.app import create_app

PAGE = {"Accept": "text/html", "Accept-Language": "nl"}
MULDER = web_harness.BASE + "id/person/p.mulder"


@pytest.fixture(scope="module")
def asking(reference: Publication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = web_harness.config(reference.folder)
    running = supervisor.start(tmp_path_factory.mktemp("s") / "q.sock", settings.limits)
    yield create_app(settings, reference, running.socket_path).test_client()
    running.stop()


def links(client: FlaskClient, path: str) -> dict[str, str]:
    tree = html5lib.parse(client.get(path, headers=PAGE).text, namespaceHTMLElements=False)
    return {one.get("href", ""): "".join(one.itertext()) for one in tree.findall(".//ol[@class='queries']//a")}


def test_a_question_leads_to_the_endpoint_with_the_query_in_the_address(asking: FlaskClient) -> None:
    answer = asking.get("/questions/career", query_string={"person": "p.mulder"})
    assert answer.status_code == 303
    target = urlsplit(answer.headers["Location"])
    (query,) = parse_qs(target.query)["query"]
    assert target.path == "/sparql"
    assert f"VALUES $person {{ <{MULDER}> }}" in query
    shown = asking.get(answer.headers["Location"], headers=PAGE)
    assert "De Kersentuin" in shown.text and "regisseur" in shown.text
    assert '<h1>Hoe verliep de loopbaan van een maker?</h1>' in shown.text
    other = asking.get("/sparql?question=career&query=ASK%20%7B%7D", headers=PAGE)
    assert "<h1>Stel een vraag in SPARQL</h1>" in other.text


def test_a_question_of_the_rda_view_goes_to_its_endpoint(asking: FlaskClient) -> None:
    location = asking.get("/questions/rda-directors").headers["Location"]
    assert location.startswith("/sparql/rda?query=")


def test_the_language_that_was_chosen_stays(asking: FlaskClient) -> None:
    assert "&lang=en" in asking.get("/questions/genres?lang=en").headers["Location"]


def test_terms_in_answers_are_named_in_the_language_of_the_page(asking: FlaskClient) -> None:
    names = {}
    for language in ("nl", "en"):
        headers = {**PAGE, "Accept-Language": language}
        location = asking.get("/questions/career?person=p.mulder", headers=headers).headers["Location"]
        names[language] = asking.get(location, headers={"Accept": "text/csv"}).text
    assert ",regisseur," in names["nl"] and ",director," in names["en"]
    frisian = asking.get("/questions/career.rq?lang=fy")  # under way: it borrows
    assert 'VALUES $language { "nl" }' in frisian.text
    chosen = asking.get("/questions/career.rq?language=en", headers={**PAGE, "Accept-Language": "nl"})
    assert 'VALUES $language { "en" }' in chosen.text


def test_the_text_of_a_question_runs_in_any_client(asking: FlaskClient) -> None:
    answer = asking.get("/questions/genres.rq")
    assert answer.mimetype == "application/sparql-query"
    assert answer.text.startswith(f"BASE <{web_harness.BASE}>\nPREFIX ")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/questions/nobody-asked", 404),
        ("/questions/career?persoon=p.mulder", 400),
        ("/questions/career?person=http://[", 400),
        ("/questions/career?person=a%3E%20%7D%20%23", 400),
        ("/questions/directors-of-an-author?from=last%20year", 400),
        ("/questions/career?person=", 400),
        ("/questions/career?language=fy", 400),
    ],
)
def test_a_wrong_address_says_what_is_wrong(asking: FlaskClient, path: str, status: int) -> None:
    assert asking.get(path, headers=PAGE).status_code == status


def test_a_text_cannot_leave_its_quotes(asking: FlaskClient) -> None:
    answer = asking.get("/questions/directors-of-an-author", query_string={"name": '" } DELETE { "'})
    shown = asking.get(answer.headers["Location"], headers={"Accept": "text/csv"})
    assert shown.status_code == 200
    assert len(shown.text.splitlines()) == 1


def test_the_page_of_the_endpoint_has_every_question(asking: FlaskClient) -> None:
    shown = links(asking, "/sparql")
    assert list(shown) == [f"/questions/{one.name}" for one in all_questions()]
    assert list(shown.values()) == [one.titles["nl"] for one in all_questions()]


@pytest.mark.parametrize("view", ["main"])
def test_the_questions_of_the_front_page_can_be_asked(asking: FlaskClient, view: str) -> None:
    shown = links(asking, "/")
    assert len(shown) == 7
    for link in shown:
        answer = asking.get(link, headers=PAGE, follow_redirects=True)
        assert answer.status_code == 200 and 'id="answer"' in answer.text


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("/doc/person/p.mulder", {"career", "collaborators", "cidoc-crm-credits"}),
        ("/doc/production/NL-22-017-0000871", {"cast-of-a-production", "reach-of-a-tour", "tour-on-the-map"}),
        ("/doc/venue/v.stad", {"repertoire-of-a-venue", "venues-on-the-map"}),
        ("/doc/work/visnevyj-sad-6e233d", {"productions-of-a-work", "cidoc-crm-stagings"}),
        ("/doc/person/p.tsjechov", {"directors-of-an-author"}),
        ("/doc/run/NL-24-017-0001234", {"reach-of-a-tour"}),
        ("/doc/organization/org.veldzicht", {"co-production-network", "output-of-a-company", "productions-of-a-company"}),
    ],
)
def test_a_thing_is_linked_to_the_questions_that_it_fills_in(asking: FlaskClient, page: str, asked: set[str]) -> None:
    shown = links(asking, page)
    assert asked <= {urlsplit(link).path.rpartition("/")[2] for link in shown}
    for link in shown:
        answer = asking.get(link)
        assert answer.status_code == 303, link


def test_a_director_is_not_asked_about_as_a_composer(asking: FlaskClient) -> None:
    assert not any("programme-of-a-composer" in link for link in links(asking, "/doc/person/p.mulder"))


def test_a_thing_is_not_linked_to_questions_that_have_no_answer_for_it(tmp_path: Path) -> None:
    said = """@base <https://data.example.org/> . @prefix schema: <https://schema.org/> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix crm: <http://www.cidoc-crm.org/cidoc-crm/> .
      @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      <id/person/dirigent> rdfs:label "Dirigent"@nl ; skos:exactMatch <http://www.wikidata.org/entity/Q1> .
      <id/run/concert> rdfs:label "Concert"@nl ; schema:performer <id/person/dirigent> .
      <id/organization/kamer> rdfs:label "Kamer"@nl .
      <id/work/spel> rdfs:label "Spel"@nl ; schema:creator <id/organization/kamer> .
      <id/production/p> rdfs:label "Productie"@nl ; schema:contributor <id/production/p#credit> .
      <id/production/p#credit> schema:contributor <id/person/regisseur> .
      <id/person/regisseur> rdfs:label "Regisseur"@nl .
      <id/venue/oud> rdfs:label "Oud"@nl ; crm:P1_is_identified_by <id/venue/oud#name-nieuw> .
      <id/venue/oud#name-nieuw> crm:P2_has_type <id/term/name/vorige-naam> .
      <id/venue/leeg> rdfs:label "Leeg"@nl ."""
    (tmp_path / "said.ttl").write_text(said, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "said.ttl"))
    client = create_app(web_harness.config(tmp_path), publication).test_client()

    def asked(path: str) -> set[str]:
        return {urlsplit(link).path.rpartition("/")[2] for link in links(client, f"/doc/{path}")}

    assert asked("person/dirigent") == {"links-elsewhere"}
    assert asked("person/regisseur") == {"career", "collaborators"}
    assert asked("organization/kamer") == asked("run/concert") == set()
    assert asked("venue/oud") == {"former-names", "venues-on-the-map"}
    assert asked("venue/leeg") == {"venues-on-the-map"}


def test_a_term_is_linked_to_the_questions_that_it_suits(asking: FlaskClient) -> None:
    shown = {term: str(links(asking, f"/doc/term/{term}")) for term in ("genre/toneel", "audience/vo", "role/acteur")}
    assert [term for term, found in shown.items() if "questions/genres" in found] == ["genre/toneel"]
    assert [term for term, found in shown.items() if "questions/audiences" in found] == ["audience/vo"]


def test_a_work_of_no_production_is_not_asked_how_often_it_was_staged(asking: FlaskClient) -> None:
    shown = [str(links(asking, f"/doc/work/{key}")) for key in ("visnevyj-sad-6e233d", "lang")]
    assert ["most-staged-works" in one for one in shown] == [True, False]


def test_the_name_of_another_author_does_not_narrow_down_the_one_who_is_filled_in(asking: FlaskClient) -> None:
    (link,) = [link for link in links(asking, "/doc/person/p.tsjechov") if "directors" in link]
    answer = asking.get(asking.get(link).headers["Location"], headers={"Accept": "text/csv"})
    assert "J. Mulder" in answer.text


def test_a_question_file_says_what_it_should(tmp_path: Path) -> None:
    for one in all_questions():
        assert set(one.titles) == set(one.explanations) == {"nl", "en"}
        for gap in one.gaps:
            assert f"VALUES ${gap.name} {{ " in one.text, one.name
