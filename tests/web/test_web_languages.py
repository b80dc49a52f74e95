"""A language is a file: what it lacks is borrowed, and marked as what it is."""

import re
import shutil
import tomllib

import pytest
import web_harness
from flask import Flask, Response
from flask.testing import FlaskClient
from page_harness import parsed

from dip_lod import resources, vocabulary
from dip_lod.publication.reading import Publication
from dip_lod.web.app import create_app
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


ELSEWHERE = (
    "/",
    "/about",
    "/privacy",
    "/search",
    "/search?q=kersen",
    "/oogsten",
    "/quality",
    "/doc/production/NL-22-017-0000871?_profile=crm",
    "/doc/dataset/dip",
    "/sparql",
    "/model",
    "/model/production",
    "/doc/production",
    "/doc/production/NL-22-017-0000871",
    "/doc/performance/NL-24-017-0001234.4",
    "/doc/person/p.noor",
    "/doc/venue/v.stad",
    "/doc/term/role/acteur",
)
"""Pages with words from outside the catalogues: questions, shapes, definitions and data are in Dutch and English."""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, reference: Publication) -> FlaskClient:
    """Give a client of a site where somebody has added a language: a file of one word."""
    folder = tmp_path_factory.mktemp("site") / "translations"
    shutil.copytree(FOLDER, folder)
    (folder / "li.toml").write_text('[site]\nlanguage = "Limburgs"\n', "utf-8")
    load = texts.load
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "load", lambda _: load(folder))
        return create_app(web_harness.config(reference.folder), reference).test_client()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_in_a_language_of_one_word_is_whole(begun: FlaskClient, path: str) -> None:
    answer = begun.get(path, headers={"Accept": "text/html", "Accept-Language": "li"})
    assert answer.status_code in (200, 404)
    tree = parsed(answer.text)
    assert tree.get("lang") == "li"
    assert tree.findall(".//main//span[@lang='nl']") and 'lang="li">Limburgs</span>' in answer.text
    assert not re.search("[\ufdd0-\ufdd2]|ufdd", answer.text)
    assert not tree.findall(".//title/span") and not tree.findall(".//textarea/span")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_in_frisian_borrows_what_is_written_elsewhere_alone(site: FlaskClient, path: str) -> None:
    tree = parsed(site.get(path, headers={"Accept": "text/html", "Accept-Language": "fy"}).text)
    assert bool(tree.findall(".//main//span[@lang='nl']")) == (path in ELSEWHERE)


@pytest.mark.parametrize(
    ("path", "language", "said", "tag"),
    [("/", "nl", "Bare", "en"), ("/about", "nl", "Bare", "en"), ("/", "fy", "Verzonnen", "nl"), ("/about", "fy", "Verzonnen", "nl")],
)
def test_what_a_source_does_not_say_in_the_language_of_the_page_is_marked(
    site: FlaskClient, path: str, language: str, said: str, tag: str
) -> None:
    text = site.get(path, headers={"Accept": "text/html", "Accept-Language": language}).text
    assert f'<span lang="{tag}">{said}</span>' in text and f">{said}<" not in text.replace(f'<span lang="{tag}">{said}<', "")


def test_the_page_of_the_catalogue_marks_its_title_and_what_it_says_of_itself(site: FlaskClient) -> None:
    tree = parsed(site.get("/doc/catalog", headers={"Accept": "text/html", "Accept-Language": "fy"}).text)
    assert tree.findall(".//h1/span[@lang='nl']") and tree.findall(".//p[@class='subtitle']/span[@lang='nl']")


def test_properties_have_their_names_in_frisian(site: FlaskClient) -> None:
    text = site.get("/doc/venue/v.stad?_profile=schema", headers={"Accept": "text/html", "Accept-Language": "fy"}).text
    assert "beneaming" in text and "benaming" not in text


def test_every_class_and_property_named_in_a_catalogue_is_one_of_ours() -> None:
    for file in FOLDER.glob("*.toml"):
        for name in tomllib.loads(file.read_text("utf-8")).get("terms", {}):
            assert vocabulary.expand(name) in vocabulary.terms(), (file.name, name)


def test_what_is_translated_is_not_borrowed(site: FlaskClient) -> None:
    text = site.get("/doc/production?lang=fy", headers={"Accept": "text/html"}).text
    assert "Produksjes" in text and "Folgjende side" not in text
    assert 'lang="fy">Frysk</span>' in text and 'lang="nl">Nederlands</a>' in text


def test_plain_text_has_no_marks(site: FlaskClient) -> None:
    answer = site.delete("/about", headers={"Accept": "text/plain", "Accept-Language": "fy"})
    assert "Dat kin hjir net" in answer.text and "\ufdd0" not in answer.text


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
            for key, word in words.items() if table != "terms" else ():
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


def test_words_of_the_site_have_apostrophes_and_not_marks_of_feet() -> None:
    for file in sorted(FOLDER.glob("*.toml")):
        found = re.findall(r"\w+'\w+", file.read_text("utf-8"))
        assert not found, (file.name, found)


def test_a_role_and_a_company_are_marked_with_their_own_language(site: FlaskClient) -> None:
    production = parsed(site.get("/doc/production/NL-22-017-0000871", headers={"Accept": "text/html", "Accept-Language": "fy"}).text)
    assert "regisseur" in ["".join(one.itertext()) for one in production.findall(".//dt/span[@lang='nl']")]
    listed = parsed(site.get("/doc/production?lang=en", headers={"Accept": "text/html"}).text)
    assert "Toneelgroep Veldzicht" in ["".join(one.itertext()) for one in listed.findall(".//li//span[@lang='nl']")]
