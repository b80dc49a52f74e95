"""What the page of each kind says first."""

import re
from pathlib import Path

import pytest
import web_harness
from flask.testing import FlaskClient
from page_harness import page, parsed, texts_of

from dip_lod.web.app import create_app

HOUR = "20.15 uur"


def test_a_production_names_its_makers_in_order_and_its_performances(site: FlaskClient) -> None:
    tree = parsed(page(site, "/doc/production/NL-22-017-0000871"))
    assert texts_of(tree, ".//p[@class='subtitle']") == ["Toneelgroep Veldzicht · toneel", "naar Višnëvyj sad"]
    roles = texts_of(tree, ".//section[@class='makers']//dt")
    assert roles == ["regisseur", "acteur", "hoofdproducent", "coproducent", "impresariaat"]
    played = texts_of(tree, ".//ol[@class='nights']/li")
    assert len(played) == 5
    assert played[0].startswith(f"do 2 okt 2025 {HOUR} Voorbeeldstad Kleine Zaal")
    assert played[2].endswith("geannuleerd")
    assert played[3].startswith("do 15 jan 2026 13.00 uur Voorbeeldgemeente verplaatst van 1 december 2025")
    assert played[4].startswith("april 2026 plaats onbekend gepland")


def test_a_term_names_what_bears_it_by_kind(site: FlaskClient) -> None:
    tree = parsed(page(site, "/doc/term/genre/toneel"))
    assert texts_of(tree, ".//div[@class='facts']/section/h2")[0] == "Productie"
    assert "De Kersentuin" in texts_of(tree, ".//ul[@class='links']/li")
    assert "In dit genre" not in " ".join(texts_of(tree, ".//section[@class='pointing']//h3"))


def test_terms_stand_under_broader_ones_and_productions_beside_others_of_their_work(tmp_path: Path) -> None:
    said = """@base <https://data.example.org/> . @prefix schema: <https://schema.org/> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
      <id/term/genre/toneel> rdfs:label "toneel"@nl .
      <id/term/genre/mime> rdfs:label "mime"@nl ; skos:broader <id/term/genre/toneel> .
      <id/work/w> rdfs:label "Werk"@nl .
      <id/production/een> rdfs:label "Een"@nl ; schema:isBasedOn <id/work/w> .
      <id/production/twee> rdfs:label "Twee"@nl ; schema:isBasedOn <id/work/w> ."""
    (tmp_path / "said.ttl").write_text(said, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "said.ttl"))
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    broad, narrow = (parsed(page(client, f"/doc/term/genre/{key}")) for key in ("toneel", "mime"))
    assert texts_of(broad, ".//div[@class='facts']/section/h2") == ["Daaronder vallen"]
    assert texts_of(broad, ".//div[@class='facts']/section//li") == ["mime"]
    assert texts_of(narrow, ".//p[@class='subtitle']") == ["valt onder toneel"]
    one = parsed(page(client, "/doc/production/een"))
    assert texts_of(one, ".//div[@class='facts']/section/h2")[0] == "Van hetzelfde werk"
    assert texts_of(one, ".//ol[@class='lines']/li") == ["Twee"]


def test_a_concert_programme_says_what_is_on_it(tmp_path: Path) -> None:
    said = """@base <https://data.example.org/> . @prefix schema: <https://schema.org/> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
      @prefix dcterms: <http://purl.org/dc/terms/> .
      <id/run/r> rdfs:label "Programma 1"@nl ; schema:performer <id/organization/o> ;
        schema:workPerformed <id/work/w1>, <id/work/w2>, <id/work/w3>, <id/work/w4>, <id/work/w5> .
      <id/performance/r.1> rdfs:label "Programma 1, avond"@nl ; schema:superEvent <id/run/r> ; schema:workPerformed <id/work/w1> ;
        schema:location <id/venue/zaal> ; schema:startDate "2026-01-31T20:00:00+01:00"^^xsd:dateTime ;
        dcterms:date "2026-01-31"^^xsd:date .
      <id/venue/zaal> rdfs:label "Zaal, Stad"@nl ; schema:containedInPlace <id/place/stad> .
      <id/place/stad> rdfs:label "Stad"@nl .
      <id/organization/o> rdfs:label "Orkest"@nl . <id/person/c> rdfs:label "Componiste"@nl .
      """ + "".join(f'<id/work/w{n}> rdfs:label "Werk {n}"@nl ; schema:creator <id/person/c> .\n' for n in range(1, 6))
    (tmp_path / "said.ttl").write_text(said, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "said.ttl"))
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    run = parsed(page(client, "/doc/run/r"))
    assert texts_of(run, ".//div[@class='facts']/section/h2")[0] == "Programma"
    assert texts_of(run, ".//ul[@class='links']/li")[:5] == [f"Werk {n} Componiste" for n in range(1, 6)]
    first = "Werk 1 (Componiste), Werk 2 (Componiste), Werk 3 (Componiste), Werk 4 (Componiste), …"
    orchestra = parsed(page(client, "/doc/organization/o"))
    assert texts_of(orchestra, ".//div[@class='facts']/section/h2")[0] == "Speelserie"
    assert texts_of(orchestra, ".//ol[@class='lines']/li") == [f"2026 Programma 1 {first} uitvoerende 1 voorstelling"]
    venue = texts_of(parsed(page(client, "/doc/venue/zaal")), ".//ol[@class='nights']/li")
    assert [row.partition("uur ")[2] for row in venue] == [f"Programma 1 {first}"]
    work = texts_of(parsed(page(client, "/doc/work/w1")), ".//ol[@class='nights']/li")
    assert "Werk 2 (Componiste)" in work[0] and "Werk 1 " not in work[0]
    night = parsed(page(client, "/doc/performance/r.1"))
    assert texts_of(night, ".//div[@class='facts']/section/h2")[0] == "Werk"
    assert texts_of(night, ".//div[@class='facts']/section/ul/li") == ["Werk 1 Componiste"]
    assert texts_of(night, ".//p[@class='subtitle']")[1] == "Zaal · Stad"
    assert "Uitvoering van" not in texts_of(night, ".//div[@class='facts']/dl/div/dt")
    assert "Stad Zaal" in texts_of(run, ".//ol[@class='nights']/li")[0]


def test_an_organization_that_only_wrote_has_works_and_no_productions(tmp_path: Path) -> None:
    said = """@base <https://data.example.org/> . @prefix schema: <https://schema.org/> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      <id/organization/kamer> rdfs:label "Kamer"@nl .
      <id/work/a> rdfs:label "Spel A"@nl ; schema:author <id/organization/kamer> .
      <id/work/b> rdfs:label "Spel B"@nl ; schema:author <id/organization/kamer> ."""
    (tmp_path / "said.ttl").write_text(said, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "said.ttl"))
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    tree = parsed(page(client, "/doc/organization/kamer"))
    assert texts_of(tree, ".//div[@class='facts']/section/h2")[0] == "Werken 2"
    whole = parsed(page(client, "/doc/organization/kamer?list=parts"))
    assert texts_of(whole, ".//h1") == ["Werken 2"]


def test_what_every_venue_is_stands_beside_none(site: FlaskClient) -> None:
    assert texts_of(parsed(page(site, "/doc/venue/v.kerk")), ".//header/p[@class='eyebrow']") == ["Podium"]


def test_a_description_goes_on_where_the_title_ends_and_never_repeats_it(tmp_path: Path) -> None:
    said = """@base <https://data.example.org/> . @prefix schema: <https://schema.org/> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      <id/poster/een> rdfs:label "Feestconcert in de …"@und ; schema:description "Feestconcert in de Doelen."@und .
      <id/poster/twee> rdfs:label "Bal."@und ; schema:description "Bal."@und .
      <id/poster/drie> rdfs:label "Opera"@und ; schema:description "Opera in drie bedrijven."@und ."""
    (tmp_path / "said.ttl").write_text(said, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "said.ttl"))
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    trees = [parsed(page(client, f"/doc/poster/{key}")) for key in ("een", "twee", "drie")]
    assert [texts_of(tree, ".//p[@class='lead']") for tree in trees] == [["… Doelen."], [], ["Opera in drie bedrijven."]]
    for tree, whole in zip(trees, ("Feestconcert in de Doelen.", "Bal.", "Opera in drie bedrijven."), strict=True):
        assert not texts_of(tree, ".//div[@class='facts']/dl")
        assert whole in texts_of(tree, ".//details[@class='machine']//dd")  # each statement is there, folded


def test_a_role_is_borne_by_who_had_it(site: FlaskClient) -> None:
    tree = parsed(page(site, "/doc/term/role/acteur"))
    assert texts_of(tree, ".//div[@class='facts']/section/h2")[0] == "Personen 2"
    assert {"Noor van Oort", "S. Tand"} <= set(texts_of(tree, ".//ul[@class='links']/li"))


def test_all_that_bears_a_term_can_be_paged(site: FlaskClient) -> None:
    tree = parsed(page(site, "/doc/term/role/acteur?list=bearers-person"))
    assert texts_of(tree, ".//h1") == ["Personen 2"]
    assert len(tree.findall(".//main//ul[@class='links']/li")) == 2
    later = parsed(page(site, "/doc/term/role/acteur?list=bearers-person&after=person/p.noor"))
    assert len(later.findall(".//main//ul[@class='links']/li")) < 2
    assert site.get("/doc/term/role/acteur?list=bearers-venue", headers={"Accept": "text/html"}).status_code == 404
    assert site.get("/doc/person/p.noor?list=bearers-person", headers={"Accept": "text/html"}).status_code == 404


def test_roles_are_in_the_readers_language(site: FlaskClient) -> None:
    roles = texts_of(parsed(page(site, "/doc/production/NL-22-017-0000871", "en")), ".//section[@class='makers']//dt")
    assert roles == ["director", "actor", "main producer", "co-producer", "booking agency"]


def test_a_part_without_a_role_is_in_the_readers_language(tmp_path: Path) -> None:
    funded = """@base <https://data.example.org/> . @prefix schema: <https://schema.org/> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      <id/run/r> rdfs:label "Speelserie"@nl ; schema:funder <id/organization/fonds> .
      <id/organization/fonds> rdfs:label "Voetlichtfonds"@nl ."""
    (tmp_path / "funded.ttl").write_text(funded, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "funded.ttl"))
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    for language, word in (("nl", "subsidiegever"), ("en", "funder")):
        tree = parsed(page(client, "/doc/run/r", language))
        assert texts_of(tree, ".//section[@class='makers']//dt") == [word]


def test_a_performance_names_who_made_the_production_and_who_played_that_night(site: FlaskClient) -> None:
    text = page(site, "/doc/performance/NL-24-017-0001234.2")
    people = texts_of(parsed(text), ".//section[@class='makers']//dd//li")
    assert {"J. Mulder", "S. Tand Ljoebov", "Toneelgroep Veldzicht"} <= set(people)
    assert "Noor van Oort Ljoebov" not in people


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (3, "Deze voorstelling is geannuleerd."),
        (4, "Deze voorstelling is verplaatst; zij stond op 1 december 2025."),
        (5, "Deze voorstelling moet nog komen, gerekend vanaf 2 maart 2026."),
    ],
)
def test_a_performance_says_at_once_what_became_of_it(site: FlaskClient, number: int, said: str) -> None:
    tree = parsed(page(site, f"/doc/performance/NL-24-017-0001234.{number}"))
    assert texts_of(tree, ".//p[@class='alert']") == [said]


def test_a_person_has_a_career_of_productions(site: FlaskClient) -> None:
    lines = texts_of(parsed(page(site, "/doc/person/p.noor")), ".//ol[@class='lines']/li")
    assert lines == ["2025–2026 De Kersentuin Toneelgroep Veldzicht acteur (Ljoebov) 4 voorstellingen"]


def test_a_venue_sums_its_halls(site: FlaskClient) -> None:
    tree = parsed(page(site, "/doc/venue/v.stad"))
    assert len(texts_of(tree, ".//ol[@class='nights']/li")) == 2
    assert "Kleine Zaal" in " ".join(texts_of(tree, ".//ol[@class='nights']/li"))
    assert "Grote Zaal 1 voorstelling" in texts_of(tree, ".//ul[@class='links']/li")


def test_a_work_lists_its_productions(site: FlaskClient) -> None:
    lines = texts_of(parsed(page(site, "/doc/work/visnevyj-sad-6e233d")), ".//ol[@class='lines']/li")
    assert lines == ["2025–2026 De Kersentuin Toneelgroep Veldzicht 4 voorstellingen"]


def test_the_whole_list_is_paged_by_key_without_loss(client: FlaskClient) -> None:
    path: str | None = "/doc/person/p.veel?list=parts"
    seen: list[str] = []
    while path:
        text = client.get(path, headers={"Accept": "text/html"}).text
        parsed(text)
        seen += re.findall(r'href="(/doc/performance/[^"]+)"', text)
        following = re.search(r'href="([^"]+)" rel="next"', text)
        path = following[1].replace("&amp;", "&") if following else None
    assert (len(seen), len(set(seen))) == (120, 120)


@pytest.mark.parametrize(
    "path", ["/doc/person/p.noor?list=performances", "/doc/person/p.noor?list=", "/doc/term/genre/toneel?list=parts"]
)
def test_a_list_that_a_kind_has_not_is_404(site: FlaskClient, path: str) -> None:
    assert site.get(path, headers={"Accept": "text/html"}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/doc/venue/v.stad?list=performances&after=zzz",
        "/doc/production?after=zzz",
        "/doc/person/p.veel?in=schema:performer&after=zzz",
    ],
)
def test_a_list_after_a_key_that_is_not_there_says_so(site: FlaskClient, path: str) -> None:
    answer = site.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "‘zzz’" in answer.text


def test_a_work_of_which_only_its_printing_is_known_stands_in_that_year(tmp_path: Path) -> None:
    said = """@base <https://data.example.org/> . @prefix schema: <https://schema.org/> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
      <id/person/v> rdfs:label "Vondel"@nl . <id/work/n> rdfs:label "Zonder jaar"@nl ; schema:creator <id/person/v> .
      <id/work/a> rdfs:label "Adam"@nl ; schema:creator <id/person/v> ; schema:datePublished "1664"^^xsd:gYear .
      <id/work/g> rdfs:label "Gysbreght"@nl ; schema:creator <id/person/v> ; schema:dateCreated "1637"^^xsd:gYear ;
        schema:datePublished "1638"^^xsd:gYear ."""
    (tmp_path / "said.ttl").write_text(said, "utf-8")
    publication = web_harness.publish(tmp_path, web_harness.triples(tmp_path / "said.ttl"))
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    career = texts_of(parsed(page(client, "/doc/person/v")), ".//ol[@class='lines']/li")
    assert [one.split()[:2] for one in career] == [["1664", "Adam"], ["1637", "Gysbreght"], ["Zonder", "jaar"]]
