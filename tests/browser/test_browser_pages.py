"""What a person's browser makes of every kind of page: axe, console, hosts, widths, colours, no script, keyboard."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import quality_harness
from patience import LATE
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from dip_lod.publication.quality.writing import code

QUERY = quote("PREFIX schema: <https://schema.org/> SELECT ?who ?name { ?who a schema:Person ; schema:name ?name }")
PAGES = {
    "home": "/",
    "agenda": "/agenda",
    "agenda-week": "/agenda?from=2025-10-01",
    "about": "/about",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "404": "/doc/person/nobody",
    "listing": "/doc/performance",
    "search": "/search?q=de",
    "search-narrowed": "/search?q=de&kind=performance",
    "search-nothing": "/search?q=zzzz&kind=person",
    "search-map": "/search?kind=performance&view=map",
    "search-map-of-makers": "/search?kind=person&view=map",
    "search-timeline": "/search?view=timeline",
    "calendar": "/doc/venue/v.stad?list=calendar-2025",
    "seasons": "/doc/venue/v.stad?list=calendar",
    "day": "/doc/venue/v.stad?list=day-2025-10-04",
    "incoming": "/doc/person/p.veel?in=schema:performer",
    "sparql": "/sparql",
    "sparql-results": f"/sparql?query={QUERY}",
    "sparql-failed": "/sparql?query=SELECT",
    "work": "/doc/work/visnevyj-sad-6e233d",
    "production": "/doc/production/NL-22-017-0000871",
    "run": "/doc/run/NL-24-017-0001234",
    "performance": "/doc/performance/NL-24-017-0001234.2",
    "person": "/doc/person/p.tsjechov",
    "person-with-much": "/doc/person/p.veel",
    "organization": "/doc/organization/org.veldzicht",
    "venue": "/doc/venue/v.stad",
    "hall": "/doc/hall/v.stad.groot",
    "place": "/doc/place/GM9901",
    "season": "/doc/season/nl-2025-2026",
    "festival": "/doc/festival/kaden.2025",
    "term": "/doc/term/genre/toneel",
    "dataset": "/doc/dataset/dip",
    "catalog": "/doc/catalog",
    "downloads": "/downloads",
    "harvest": "/oogsten",
    "figures": "/figures",
    "figures-of-performances": "/figures/of/performances",
    "figures-counted": "/figures/of/performances/counted?season=nl-2025-2026",
    "figures-revisions": "/figures/revisions",
    "partners": "/partners",
    "audiences": "/audiences",
    "audiences-of-a-scheme": "/audiences/cultuurprofielen-stand-in",
    "audiences-groups": "/audiences/schemes/cultuurprofielen-stand-in",
    "accounts": "/accounts",
    "accounts-of-a-company": "/accounts/org.veldzicht",
    "account": "/accounts/org.veldzicht/2025",
    "account-counted": "/accounts/org.veldzicht/2025/counted",
    "quality": "/quality",
    "quality-of-a-supplier": "/quality/by/organization/org.veldzicht",
    "quality-of-a-dataset": "/quality/by/dataset/dip",
    "quality-cause": f"/quality/cause/{code(quality_harness.LONG)}",
    "role": "/doc/term/role/acteur",
    "role-list": "/doc/term/role/acteur?list=bearers-person",
    "performance-list": "/doc/venue/v.stad?list=performances",
    "history": "/history/person/p.tsjechov",
    "changes": "/changes",
    "changes of a publication": "/changes/1",
    "frisian": "/doc/production/NL-22-017-0000871?lang=fy",
    "not-in-that-model": "/doc/production/NL-22-017-0000871?_profile=marc",
    "view-schema": "/doc/production/NL-22-017-0000871?_profile=schema",
    "view-crm": "/doc/production/NL-22-017-0000871?_profile=crm",
    "view-alternates": "/doc/production/NL-22-017-0000871?_profile=alt",
    "hostile": "/doc/production/kwaad",
    "long": "/doc/work/lang",
}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
LOOKS = {"narrow": (360, False), "wide-dark": (1280, True), "narrow-dark": (360, True), "wide": (1280, False)}
IN_ALL_LOOKS = ("home", "production", "sparql-results")
"""The others are seen narrow by day and wide by night, which takes in every rule of the style sheet."""


def look(browser: Chrome, width: int, dark: bool) -> None:
    """Set the width of the window and the colours that the reader likes."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def hosts(browser: Chrome) -> set[str]:
    """List the hosts that the browser has asked since the last time."""
    events = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    asked = (one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent")
    return {urlsplit(url).hostname or "" for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")}


def come(browser: Chrome, seen: Callable[[Chrome], object], what: str = "") -> None:
    """Wait for what the next page shows: a click may be done before the page has come."""
    waiting = WebDriverWait(browser, LATE, ignored_exceptions=(NoSuchElementException, StaleElementReferenceException))
    waiting.until(seen, what)


def headed(browser: Chrome, heading: str) -> None:
    """Wait for a page with a heading."""
    come(browser, lambda page: page.find_element(By.TAG_NAME, "h1").text == heading, f"no heading '{heading}'")


def findings(browser: Chrome, axe: str) -> list[str]:
    """Run axe, with all that is folded unfolded."""
    browser.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
    browser.execute_script(axe)
    run = "const done = arguments[1]; axe.run(document, arguments[0]).then(found => done(found.violations))"
    violations: list[dict[str, Any]] = browser.execute_async_script(run, RULES)
    return [f"{one['id']}: {one['help']}: {[node['html'][:150] for node in one['nodes']][:3]}" for one in violations]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_asks_nobody_else(browser: Chrome, address: str, axe: str, name: str) -> None:
    browser.get_log("performance")
    browser.get_log("browser")
    for view, (width, dark) in list(LOOKS.items())[: 4 if name in IN_ALL_LOOKS else 2]:
        look(browser, width, dark)
        browser.get(address + PAGES[name])
        assert findings(browser, axe) == [], view
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, view
        colour = browser.execute_script("return getComputedStyle(document.body.parentElement).backgroundColor")
        assert (sum(int(part) for part in colour[4:-1].split(",")) < 200) == dark, view
    assert hosts(browser) == {"127.0.0.1"}
    expected = {"404": "404", "not-in-that-model": "406", "history": "404", "sparql-failed": "400"}.get(name, "nothing")
    severe = [one["message"] for one in browser.get_log("browser") if one["level"] in ("SEVERE", "WARNING")]
    assert [message for message in severe if expected not in message] == []


def test_everything_works_without_scripts(open_browser: Callable[..., Chrome], address: str) -> None:
    browser = open_browser(scripts=False)
    browser.get(address + "/")
    browser.find_element(By.PARTIAL_LINK_TEXT, "meeste producties").click()
    assert WebDriverWait(browser, LATE).until(lambda page: page.find_elements(By.CSS_SELECTOR, "tbody tr"))
    editor = browser.find_element(By.ID, "query")
    editor.clear()
    editor.send_keys("ASK { ?s a <https://schema.org/Person> }")
    browser.find_element(By.CSS_SELECTOR, ".query button").click()
    answer = WebDriverWait(browser, LATE).until(lambda page: page.find_element(By.CSS_SELECTOR, ".yesno"))
    assert answer.text == "Ja."


def test_one_browses_from_a_production_to_makers_venues_and_dates(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + "/doc/production/NL-22-017-0000871")
    headed(browser, "De Kersentuin")
    browser.find_element(By.LINK_TEXT, "J. Mulder").click()
    headed(browser, "J. Mulder")
    assert "regisseur" in browser.find_element(By.CSS_SELECTOR, ".lines li").text
    browser.find_element(By.LINK_TEXT, "De Kersentuin").click()
    headed(browser, "De Kersentuin")
    assert browser.current_url.endswith("/doc/production/NL-22-017-0000871")
    browser.find_element(By.CSS_SELECTOR, ".nights li:nth-child(2) .what > a").click()
    come(browser, lambda page: "4 oktober 2025, 20.15 uur" in page.find_element(By.TAG_NAME, "main").text)
    browser.find_element(By.PARTIAL_LINK_TEXT, "Grote Zaal").click()
    come(browser, lambda page: "/doc/hall/" in page.current_url)
    browser.find_element(By.PARTIAL_LINK_TEXT, "Stadsschouwburg").click()
    come(browser, lambda page: page.current_url.endswith("/doc/venue/v.stad"))


def test_the_first_tab_skips_to_the_content(browser: Chrome, address: str) -> None:
    browser.get(address + "/doc/person/p.veel")
    browser.switch_to.active_element.send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert skip.get_attribute("href") == address + "/doc/person/p.veel#_content"
    assert skip.is_displayed() and skip.rect["x"] >= 0


def test_the_language_switch_keeps_the_page(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + "/doc/person/p.veel?in=schema:performer")
    browser.find_element(By.LINK_TEXT, "English").click()
    come(browser, lambda page: page.find_element(By.TAG_NAME, "h1").text.startswith("On stage in"))
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
    first = browser.current_url
    browser.find_element(By.LINK_TEXT, "Next page").click()
    come(browser, lambda page: page.current_url != first and page.find_element(By.TAG_NAME, "h1"))
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"


def test_a_production_prints_on_one_clean_page(browser: Chrome, address: str) -> None:
    browser.get(address + "/doc/production/NL-22-017-0000871")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not browser.find_element(By.CSS_SELECTOR, ".top").is_displayed()
        assert browser.find_element(By.TAG_NAME, "h1").is_displayed()
        assert browser.find_element(By.CSS_SELECTOR, ".uri").is_displayed()
        assert browser.find_element(By.CSS_SELECTOR, ".cite").is_displayed()
        for away in (".forms", ".queries", ".machine", ".more"):
            assert not any(one.is_displayed() for one in browser.find_elements(By.CSS_SELECTOR, away)), away
        paper = browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"]
        assert base64.b64decode(paper).count(b"/Type /Page\n") == 1
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_no_pictures_on_paper_are_a_heading_alone(browser: Chrome, address: str) -> None:
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for path in ("/doc/venue/v.stad", "/doc/production/NL-22-017-0000871", "/doc/season/nl-2025-2026"):
            browser.get(address + path)
            for block in browser.find_elements(By.CSS_SELECTOR, ".pictures"):
                drawn = [one.is_displayed() for one in block.find_elements(By.CSS_SELECTOR, ".picture")]
                assert any(drawn) == block.find_element(By.TAG_NAME, "h2").is_displayed(), path
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
