"""A language is a file: what it lacks is borrowed, and marked as what it is."""

import re
import tomllib

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from page_harness import parsed

from dip_lod import resources
from dip_lod.web.words import borrowed, texts

FOLDER = resources.folder("site") / "translations"
PATHS = (
    "/",
    "/about",
    "/privacy",
    "/downloads",
    "/oogsten",
    "/sparql",
    "/quality",
    "/search",
    "/search?q=kersen",
    "/model",
    "/model/production",
    "/nergens",
    "/doc/production",
    "/doc/production/NL-22-017-0000871",
    "/doc/production/NL-22-017-0000871?_profile=crm",
    "/doc/production/NL-22-017-0000871?_profile=alt",
    "/doc/performance/NL-24-017-0001234.4",
    "/doc/person/p.noor",
    "/doc/venue/v.stad",
    "/doc/term/role/acteur",
    "/doc/dataset/dip",
)


TRANSLATED = ("/search", "/search?q=kersen", "/nergens", "/doc/production")
"""Pages whose own words need not be borrowed."""


@pytest.mark.parametrize("path", PATHS)
def test_a_page_in_a_language_under_way_is_whole(site: FlaskClient, path: str) -> None:
    answer = site.get(path, headers={"Accept": "text/html", "Accept-Language": "fy"})
    assert answer.status_code in (200, 404)
    tree = parsed(answer.text)
    assert tree.get("lang") == "fy"
    assert bool(tree.findall(".//main//span[@lang='nl']")) == (path not in TRANSLATED)
    assert not re.search("[\ufdd0-\ufdd2]|ufdd", answer.text)
    assert not tree.findall(".//title/span") and not tree.findall(".//textarea/span")


def test_what_is_translated_is_not_borrowed(site: FlaskClient) -> None:
    text = site.get("/doc/production?lang=fy", headers={"Accept": "text/html"}).text
    assert "Produksjes" in text and "Folgjende side" not in text
    assert 'lang="fy">Frysk</span>' in text and 'lang="nl">Nederlands</a>' in text


def test_plain_text_has_no_marks(site: FlaskClient) -> None:
    answer = site.delete("/about", headers={"Accept": "text/plain", "Accept-Language": "fy"})
    assert "Dat kan hier niet" in answer.text and "\ufdd0" not in answer.text


def test_suggestions_have_no_marks(site: FlaskClient) -> None:
    for path in ("/search/suggest?q=ker", "/search.json?q=ker"):
        answer = site.get(path, headers={"Accept-Language": "fy"})
        assert "ufdd" not in answer.text and "\ufdd0" not in answer.text


def test_data_is_left_alone(site: FlaskClient) -> None:
    plain, frisian = (
        site.get("/doc/person/p.noor.ttl", headers={"Accept-Language": language}).data for language in ("nl", "fy")
    )
    assert plain == frisian


def test_pages_in_a_whole_language_borrow_nothing() -> None:
    read = texts.load(FOLDER)
    for language in texts.LANGUAGES:
        assert borrowed.BEGIN not in str(read[language].tables)


def test_a_beginning_has_no_word_that_the_whole_lacks() -> None:
    whole = tomllib.loads((FOLDER / "nl.toml").read_text("utf-8"))
    for file in FOLDER.glob("*.toml"):
        for table, words in tomllib.loads(file.read_text("utf-8")).items():
            for key, word in words.items():
                assert key in whole[table], (file.name, table, key)
                gaps = [sorted(re.findall(r"\{\w+\}", str(one))) for one in (word, whole[table][key])]
                assert gaps[0] == gaps[1], (file.name, key)


def test_packed_answer_whose_bytes_look_like_a_mark_is_left_alone() -> None:
    app = Flask(__name__)
    borrowed.install(app)
    packed = b"\x1f\x8b" + borrowed.BEGIN.encode() + b"\xf3\xff"

    @app.get("/")
    def page() -> Response:
        return Response(packed, headers={"Content-Encoding": "br"}, content_type="text/html; charset=utf-8")

    assert app.test_client().get("/").data == packed
