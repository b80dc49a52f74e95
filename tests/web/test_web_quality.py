"""/quality: honest counts, a page for each supplier, history, the report as RDF, cases as CSV, and nothing dangerous."""

import csv
import io
from pathlib import Path

import html5lib
import pyoxigraph as ox
import pytest
import quality_harness as made
import web_harness
from flask.testing import FlaskClient

from dip_lod.publication.quality.tables import FILE
from dip_lod.publication.quality.writing import code
from dip_lod.publication.reading import Publication
from dip_lod.web.app import create_app
from dip_lod.web.quality import quality_data

SH = "http://www.w3.org/ns/shacl#"
HTML = {"Accept": "text/html"}


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    html5lib.HTMLParser(strict=True).parse(answer.text)
    return answer.text


@pytest.mark.parametrize(("language", "words"), [("nl", "Kwaliteit van de gegevens"), ("en", "Quality of the data")])
def test_the_page_tells_causes_parties_and_history(client: FlaskClient, language: str, words: str) -> None:
    page = text(client, f"/quality?lang={language}")
    assert words in page and ("genre: ontbreekt" in page) == (language == "nl")
    assert ("1.734" if language == "nl" else "1,734") in page
    assert f'href="/quality/by/{made.SUPPLIER}?lang={language}"' in page
    assert '<time datetime="2026-03-02T12:00:00+00:00">' in page
    assert "https://example.org/ns#Advice" in page


def test_every_page_leads_to_it_at_its_foot(client: FlaskClient) -> None:
    assert 'href="/quality"' in text(client, "/about").partition("<footer")[2]


def test_what_comes_from_records_is_only_text(client: FlaskClient) -> None:
    for path in ("/quality", "/quality/by/dataset/dip", f"/quality/cause/{code(made.ODD)}"):
        page = text(client, path)
        assert "<script>" not in page and "<img" not in page and "a<b>" not in page


def test_a_fault_leads_to_the_page_of_what_its_record_describes(client: FlaskClient) -> None:
    page = text(client, f"/quality/cause/{code(made.ODD)}?lang=en")
    found = page.partition("example.org/7")[0].rpartition("<li>")[2]
    assert 'href="/doc/person/p.veel?lang=en"' in found and "b&lt;c&gt;.ttl, " in found


def test_a_cause_is_shown_whole_a_page_at_a_time(client: FlaskClient) -> None:
    seen, path = 0, f"/quality/cause/{code(made.LONG)}?lang=en"
    for _ in range(40):
        page = text(client, path)
        assert "of 1,734." in page
        seen += page.count("record: ")
        if 'rel="next"' not in page:
            break
        path = page.partition('rel="next"')[0].rpartition('href="')[2].rstrip('" ').replace("&amp;", "&")
    assert seen == made.MANY


def test_a_suppliers_page_shows_its_own_cases_and_says_how_many_there_are(client: FlaskClient) -> None:
    page = text(client, f"/quality/by/{made.SUPPLIER}?lang=en")
    assert page.count("record: ") == 20 + 1 and "20 of 1,734." in page
    assert "is not JSON" not in page and "2 more" in page
    assert f'href="/quality/cause/{code(made.LONG)}?by={made.SUPPLIER}&amp;lang=en"' in page
    listed = text(client, f"/quality/cause/{code(made.LONG)}?by={made.SUPPLIER}")
    assert f'href="/quality/by/{made.SUPPLIER}"' in listed


@pytest.mark.parametrize(
    "path",
    [
        "/quality/by/organization/nobody", "/quality/by/", "/quality/by/dataset%2Fdip", "/quality/cause/000000000000",
        f"/quality/cause/{code(made.LONG)}?by=dataset/dip", "/quality.csv?by=dataset/none", "/quality.csv?cause=0",
        "/quality.xml", "/quality/cause/../../etc",
    ],
)  # fmt: skip
def test_what_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers=HTML).status_code == 404


@pytest.mark.parametrize("after", ["-1", "x", "1e9", "9" * 30, "²"])
def test_a_wrong_place_begins_at_the_beginning(client: FlaskClient, after: str) -> None:
    assert client.get(f"/quality/cause/{code(made.LONG)}", query_string={"after": after}).status_code == 200


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("*/*", "ttl"),
    ],
)
def test_the_report_is_shacls_in_every_form(client: FlaskClient, accept: str, form: str) -> None:
    answer = client.get("/quality", headers={"Accept": accept})
    assert answer.headers["Content-Location"] == f"/quality.{form}"
    assert client.get(f"/quality.{form}").data == answer.data
    found = list(ox.parse(answer.data, format=ox.RdfFormat.from_extension(form)))
    kinds = [one.object.value for one in found if one.predicate.value.endswith("#type")]
    assert sorted(kinds) == [SH + "ValidationReport"] * 2 + [SH + "ValidationResult"] * 2
    assert {one.subject.value for one in found} >= {web_harness.BASE + "quality", web_harness.BASE + "quality/rda"}
    assert not any(one.predicate.value == SH + "value" for one in found)
    again = client.get(f"/quality.{form}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    head = client.head(f"/quality.{form}")
    assert (head.status_code, head.data) == (200, b"")


def test_a_form_that_is_not_there_is_406(client: FlaskClient) -> None:
    answer = client.get("/quality", headers={"Accept": "image/png"})
    assert answer.status_code == 406 and "/quality.ttl" in answer.text


def test_a_long_report_comes_only_as_it_is_read(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality_data, "LARGEST", 10)
    assert [client.get(f"/quality.{form}").status_code for form in ("ttl", "nt", "rdf", "jsonld")] == [
        200,
        200,
        406,
        406,
    ]


def test_cases_as_csv_are_all_there_and_no_cell_is_a_formula(client: FlaskClient) -> None:
    answer = client.get("/quality.csv?lang=en")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="quality.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == made.MANY + 5
    assert {row["severity"] for row in rows} >= {"Violation", "Warning", "error", "caution"}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    of_party = list(csv.DictReader(io.StringIO(client.get("/quality.csv?by=dataset/dip").text)))
    assert len(of_party) == 4
    assert [row["page"] for row in of_party if row["page"]] == [web_harness.BASE + "doc/person/p.veel"]
    cut = list(csv.DictReader(io.StringIO(client.get(f"/quality.csv?by={made.SUPPLIER}&cause={code(made.LONG)}").text)))
    assert len(cut) == made.MANY


def test_a_publication_from_before_has_no_page(tmp_path: Path) -> None:
    publication = web_harness.publish(tmp_path, web_harness.triples(web_harness.SAMPLE))
    (publication.folder / FILE).unlink()
    client = create_app(web_harness.config(tmp_path), publication).test_client()
    assert client.get("/quality", headers=HTML).status_code == 404


def test_the_history_of_the_publication_before_goes_on(edges: Publication, tmp_path: Path) -> None:
    folder = tmp_path / "p2"
    folder.mkdir()
    made.write(folder, web_harness.BASE, edges.folder)
    from dip_lod.publication.quality.reading import Quality

    assert [one.publication for one in Quality(folder).history()] == ["p2", "p1"]
