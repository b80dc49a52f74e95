"""How the site looks: one style sheet, and what people ask first stands first."""

from flask.testing import FlaskClient
from page_harness import parsed

HTML = {"Accept": "text/html"}
PATHS = (
    "/", "/search?q=kersen", "/model", "/quality", "/figures", "/audiences", "/accounts", "/partners", "/about",
    "/doc/catalog", "/doc/venue/v.stad", "/doc/production/NL-22-017-0000871", "/nergens",
)  # fmt: skip


def test_every_page_has_the_one_style_sheet(site: FlaskClient) -> None:
    for path in PATHS:
        sheets = parsed(site.get(path, headers=HTML).text).findall(".//link[@rel='stylesheet']")
        assert [str(one.get("href")).partition("?")[0] for one in sheets] == ["/static/site.css"], path


def test_the_style_sheet_is_all_its_parts_in_order(site: FlaskClient) -> None:
    sheet = site.get("/static/site.css").text
    said = ("@font-face", "The page of a thing", "Charts, maps and calendars", "The pages of quality", "On paper")
    assert [one for _, one in sorted((sheet.index(one), one) for one in said)] == list(said)


def test_the_catalogue_tells_of_datasets_before_it_tells_each_statement(site: FlaskClient) -> None:
    tree = parsed(site.get("/doc/catalog", headers=HTML | {"Accept-Language": "nl"}).text)
    datasets = tree.findall(".//ul[@class='datasets']/li")
    assert datasets
    for one in datasets:
        assert str(one.findall("h3/a")[0].get("href")).startswith("/doc/dataset/")
        assert "CC0 1.0" in "".join(one.itertext())
    assert not tree.findall(".//main/section[@class='subject statements']")
    assert tree.findall(".//main/details/section[@class='subject statements']")


def test_the_whole_says_of_which_sources_no_licence_is_known(site: FlaskClient) -> None:
    for language, words in (("nl", "Van Bare is geen licentie bekend."), ("en", "No licence is known of Bare.")):
        assert words in site.get("/doc/dataset/all", headers=HTML | {"Accept-Language": language}).text


def test_a_dataset_names_the_whole_that_it_is_part_of(site: FlaskClient) -> None:
    tree = parsed(site.get("/doc/dataset/rda", headers=HTML | {"Accept-Language": "en"}).text)
    facts = tree.findall(".//main/div[@class='facts']//dl/div")
    told = {"".join(one[0].itertext()): "".join(one[1].itertext()).strip() for one in facts}
    assert {"licence", "modified"} <= {name.lower() for name in told}
    assert "dataset/all" not in str(told)


def test_what_can_be_taken_away_says_of_what_it_is(site: FlaskClient) -> None:
    for path in ("/figures", "/figures/of/productions", "/audiences"):
        links = parsed(site.get(path, headers=HTML).text).findall(".//ul[@class='forms']//a")
        said = ["".join(one.itertext()) for one in links]
        assert len(set(said)) == len(said) and (said or path == "/audiences"), path
        assert all(": " in one for one in said), path
