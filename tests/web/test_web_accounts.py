"""/accounts: companies, years, the account as a page and as data, and what makes up each number."""

import re
from html import unescape
from pathlib import Path

import accounts_harness
import html5lib
import pytest
import web_harness
from flask.testing import FlaskClient

from dip_lod.web.app import create_app

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def companies(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    made = accounts_harness.publish(tmp_path_factory.mktemp("accounts") / "data")
    return create_app(web_harness.config(made.folder), made).test_client()


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, path
    html5lib.HTMLParser(strict=True).parse(answer.text)
    return unescape(answer.text)


def test_companies_lead_to_their_years_and_those_to_their_accounts(companies: FlaskClient) -> None:
    page = text(companies, "/accounts")
    assert re.findall(r'href="(/accounts/[^"]+)"', page) == ["/accounts/a", "/accounts/b", "/accounts/c", "/accounts/solo"]
    assert "Zonder producties" not in page
    assert re.findall(r'href="(/accounts/a/\d+)"', text(companies, "/accounts/a")) == [
        f"/accounts/a/{year}" for year in (2026, 2025, 2024)
    ]
    assert "geen voorstellingen" in text(companies, "/accounts/leeg")


def test_a_person_who_is_a_main_producer_has_accounts_and_who_wrote_a_work_has_none(companies: FlaskClient) -> None:
    assert re.findall(r'href="(/accounts/solo/\d+)"', text(companies, "/accounts/solo")) == ["/accounts/solo/2025"]
    page = text(companies, "/accounts/solo/2025?lang=en")
    assert "Sol Solo" in page and "Cancelled (1)" in page and "the day is not known" in page
    numbers = companies.get("/accounts/solo/2025.json").json["numbers"]
    assert max(one["value"] for one in numbers if one["of"] == "regular") == 2
    assert companies.get("/accounts/schrijft").status_code == 404
    assert companies.get("/accounts/schrijft/2025").status_code == 404
    assert 'href="/accounts/solo"' in text(companies, "/doc/person/solo")
    for who in ("person/schrijft", "organization/schrijvers"):
        assert "/accounts/" not in text(companies, f"/doc/{who}").partition("<main")[2].partition("</main>")[0], who


@pytest.mark.parametrize("language", ["nl", "en", "fy"])
def test_each_number_leads_to_the_performances_that_make_it_up(companies: FlaskClient, language: str) -> None:
    page = text(companies, f"/accounts/a/2025?lang={language}")
    links = re.findall(r'<a href="(/accounts/a/2025/counted[^"]*)" rel="nofollow">(\d+)<', page)
    assert len(links) > 15
    for link, value in links:
        counted = text(companies, link)
        assert f": {value}</h1>" in counted
        listed = len(re.findall(r'<li><a href="/doc/performance/', counted))
        assert listed == int(value) or ("what=productions" in link and listed >= int(value))


def test_doubts_and_what_is_not_counted_are_listed(companies: FlaskClient) -> None:
    page = text(companies, "/accounts/a/2025?lang=en")
    for words in ("perhaps entered twice", "another main producer", "more than one kind stated: lecture, regular",
                  "the day is not known", "moved from 15 January 2025", "Cancelled (1)", "Postponed, without a new date (1)",
                  "Moved to another year (1)", "No main producer stated (1)", "2 March 2026"):  # fmt: skip
        assert words in page
    assert "Gezelschap A" in text(companies, "/accounts/b/2025")
    assert "not known: the data names no municipality" in text(companies, "/accounts/c/2025?lang=en")
    assert "provisional" in text(companies, "/accounts/c/2026?lang=en")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_data_answers_with_an_etag(companies: FlaskClient, form: str) -> None:
    answer = companies.get(f"/accounts/a/2025.{form}")
    assert answer.status_code == 200 and form in answer.content_type
    again = companies.get(f"/accounts/a/2025.{form}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert companies.head(f"/accounts/a/2025.{form}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/accounts/none", "/accounts/a/25", "/accounts/a/2025.pdf", "/accounts/a/2025.", "/accounts/a/2025/counted?of=x", "/accounts/a/٢٠٢٥",
     "/accounts/a/2025/counted?place=GM9901", "/accounts/a/2025/counted?what=x", "/accounts/none/2025.csv", "/accounts/.",
     "/accounts/a%27--/2025", "/accounts/%20/2025"],
)  # fmt: skip
def test_what_is_not_there_is_404(companies: FlaskClient, path: str) -> None:
    assert companies.get(path).status_code == 404


def test_a_company_that_was_merged_leads_to_the_other(tmp_path: Path) -> None:
    file = tmp_path / "c.ttl"
    file.write_text(accounts_harness.HEAD, "utf-8")
    made = web_harness.publish(
        tmp_path / "data", web_harness.triples(file), merged={"organization/oud": "organization/a"}
    )
    client = create_app(web_harness.config(made.folder), made).test_client()
    answer = client.get("/accounts/oud/2025.csv?lang=en")
    assert answer.status_code == 301 and answer.headers["Location"] == "/accounts/a/2025.csv?lang=en"
    assert "Er telt niets mee" in text(client, "/accounts/a/2025?lang=nl")
    assert "Nothing counts" in text(client, "/accounts/a/2025?lang=en")


def test_where_nothing_is_published_the_page_says_so(tmp_path: Path) -> None:
    empty = web_harness.publish(tmp_path / "data", [])
    client = create_app(web_harness.config(empty.folder), empty).test_client()
    assert "nog geen gezelschap" in text(client, "/accounts?lang=nl") and "No company" in text(
        client, "/accounts?lang=en"
    )
