"""The query editor in a real browser: it answers, completes, draws, and can be worked without a mouse."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from patience import LATE
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from test_browser_pages import LOOKS, findings, headed, hosts, look

VIEWS = {
    "table": "/questions/cidoc-crm-credits?lang=nl",
    "chart": "/questions/genres?lang=en",
    "columns": "/questions/months?lang=nl",
    "map": "/questions/venues-on-the-map?lang=nl",
    "pivot": "/questions/cancelled-and-moved?lang=en",
    "graph": "/sparql?lang=nl&query=" + quote("CONSTRUCT WHERE { ?s a <https://schema.org/Person> }"),
    "yes": "/sparql?lang=en&query=" + quote("ASK { ?s ?p ?o }"),
    "nothing": "/sparql?lang=nl&query=" + quote("SELECT * { ?s ?p 'nothing of the kind' }"),
}
SHOWN = {
    "chart": ".bars",
    "columns": ".bars, .drawing svg",
    "map": ".map .dot",
    "pivot": "table.pivot",
    "yes": ".yesno",
}


def wait(browser: Chrome, css: str) -> WebElement:
    return WebDriverWait(browser, LATE).until(lambda page: page.find_element(By.CSS_SELECTOR, css))


def ready(browser: Chrome, css: str = ".take") -> None:
    """Wait for the editor and, unless there is nothing to wait for, for the answer."""
    wait(browser, ".yasqe .CodeMirror")
    if css:
        wait(browser, css)
        WebDriverWait(browser, LATE).until(lambda page: not page.find_elements(By.CSS_SELECTOR, "[aria-busy]"))


def posts(browser: Chrome) -> int:
    """Count what the editor has asked of the endpoint since the last look."""
    said = [json.loads(one["message"])["message"] for one in browser.get_log("performance")]
    sent = [one["params"]["request"] for one in said if one["method"] == "Network.requestWillBeSent"]
    return sum(one["method"] == "POST" for one in sent)


def write(browser: Chrome, query: str) -> None:
    browser.execute_script("document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])", query)


@pytest.mark.parametrize("name", VIEWS)
def test_an_answer_is_accessible_in_every_view(browser: Chrome, address: str, axe: str, name: str) -> None:
    browser.get_log("performance")
    browser.get_log("browser")
    for view, (width, dark) in LOOKS.items():
        look(browser, width, dark)
        browser.get(address + VIEWS[name])
        ready(browser)
        wait(browser, SHOWN.get(name, "#answer"))
        assert findings(browser, axe) == [], view
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, view
    assert hosts(browser) == {"127.0.0.1"}
    assert [one["message"] for one in browser.get_log("browser") if one["level"] in ("SEVERE", "WARNING")] == []


def test_the_keyboard_alone_asks_and_leaves(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + "/sparql?lang=nl")
    ready(browser, "")
    write(browser, "SELECT ?who { ?who a <https://schema.org/Person> }")
    browser.execute_script("document.querySelector('.CodeMirror').CodeMirror.focus()")
    ActionChains(browser).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    ready(browser)
    assert "SELECT ?who" in parse_qs(urlsplit(browser.current_url).query)["query"][0]
    browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Stel de vraag"
    ActionChains(browser).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    assert browser.switch_to.active_element.get_attribute("id") == "code"


def test_arrow_keys_change_the_view_and_the_address_keeps_it(browser: Chrome, address: str) -> None:
    browser.get(address + "/questions/genres?lang=nl")
    ready(browser)
    assert wait(browser, "input[name=view]:checked").get_attribute("value") == "chart"
    wait(browser, "input[name=view]:checked").send_keys(Keys.ARROW_LEFT)
    assert wait(browser, ".view table")
    assert "show=" not in browser.current_url
    wait(browser, "input[name=view]:checked").send_keys(Keys.ARROW_RIGHT)
    assert wait(browser, ".view .bars")
    assert parse_qs(urlsplit(browser.current_url).query)["show"] == ["chart"]


def test_an_address_that_is_shared_shows_the_same(browser: Chrome, address: str) -> None:
    browser.get(address + "/sparql?lang=nl")
    ready(browser, "")
    write(
        browser,
        "SELECT ?who ?whoLabel { ?who a <https://schema.org/Person> ; <http://www.w3.org/2000/01/rdf-schema#label> ?whoLabel }",
    )
    browser.find_element(By.CSS_SELECTOR, ".query button").click()
    ready(browser)
    shown = wait(browser, ".view table").text
    browser.get(browser.current_url)
    ready(browser)
    assert wait(browser, ".view table").text == shown
    browser.back()
    ready(browser, "")


def test_a_label_links_to_the_page_of_the_thing(browser: Chrome, address: str) -> None:
    browser.get(address + "/questions/cidoc-crm-credits?lang=nl")
    ready(browser)
    assert "personLabel" not in wait(browser, ".view thead").text
    browser.find_element(By.CSS_SELECTOR, ".view").find_element(By.LINK_TEXT, "J. Mulder").click()
    headed(browser, "J. Mulder")


def test_a_table_is_sorted_and_narrowed_down(browser: Chrome, address: str) -> None:
    browser.get(address + "/questions/cidoc-crm-credits?lang=en")
    ready(browser)
    heading = browser.find_element(By.XPATH, "//th[button[text()='role']]")
    heading.find_element(By.TAG_NAME, "button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    cells = [row.text for row in browser.find_elements(By.CSS_SELECTOR, ".view tbody td:last-child")]
    assert cells == sorted(cells) and len(set(cells)) > 1
    browser.find_element(By.ID, "filter").send_keys("director")
    assert {row.text for row in browser.find_elements(By.CSS_SELECTOR, ".view tbody td:last-child")} == {"director"}


def test_our_own_terms_are_completed_with_label_and_count(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + "/sparql?lang=nl")
    ready(browser, "")
    write(browser, "SELECT * WHERE {\n  ?what ")
    browser.execute_script(
        "const e = document.querySelector('.CodeMirror').CodeMirror; e.focus(); e.setCursor({line: 1, ch: 8})"
    )
    ActionChains(browser).send_keys("workPerf").key_down(Keys.CONTROL).send_keys(" ").key_up(Keys.CONTROL).perform()
    written = WebDriverWait(browser, LATE).until(
        lambda page: page.execute_script(
            "const hint = document.querySelector('.CodeMirror-hints');"
            "const text = document.querySelector('.CodeMirror').CodeMirror.getValue();"
            "return hint ? hint.textContent : text.includes('schema:workPerformed') ? text : null"
        )
    )
    assert "schema:workPerformed" in written


def test_every_kind_of_value_looks_the_same_whether_the_page_brought_it_or_the_editor_asked(
    browser: Chrome, address: str
) -> None:
    query = """SELECT * { VALUES (?a ?b ?c ?d) {
        ("tab\\tline\\n\\"quote\\" é \\\\ <b> </script>" "x"@fy 1.50 <urn:x>)
        (true 2e3 -7 UNDEF) (UNDEF UNDEF UNDEF UNDEF) ("2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date> "" "_:b" "7") } }"""
    browser.get_log("performance")
    browser.get(f"{address}/sparql?lang=en&query={quote(query)}")
    ready(browser)
    assert posts(browser) == 0
    brought = wait(browser, ".view table").get_attribute("innerHTML")
    browser.find_element(By.CSS_SELECTOR, ".query button").click()
    ready(browser)
    assert posts(browser) == 1
    assert wait(browser, ".view table").get_attribute("innerHTML") == brought
    assert "-7" in brought and '"quote"' in brought


def test_a_known_prefix_is_declared_when_its_colon_is_typed(browser: Chrome, address: str) -> None:
    browser.get(address + "/sparql?lang=nl")
    ready(browser, "")
    write(browser, "SELECT * WHERE {\n  ?what a ")
    browser.execute_script(
        "const e = document.querySelector('.CodeMirror').CodeMirror; e.focus(); e.setCursor({line: 1, ch: 10})"
    )
    ActionChains(browser).send_keys("lrmoo:F1_Work").perform()
    text = browser.execute_script("return document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert text.startswith("PREFIX lrmoo: <http://iflastandards.info/ns/lrm/lrmoo/>")
    assert "?what a lrmoo:F1_Work" in text


def test_a_mistake_is_told_in_a_sentence_and_mended(browser: Chrome, address: str) -> None:
    browser.get(address + "/sparql?lang=nl")
    ready(browser, "")
    write(browser, "SELECT * WHERE {\n ?s schema:name ?o }")
    browser.find_element(By.CSS_SELECTOR, ".query button").click()
    assert "Prefix not found" in wait(browser, ".failure[role=alert]").text
    write(browser, "ASK {}")
    browser.find_element(By.CSS_SELECTOR, ".query button").click()
    assert wait(browser, ".yesno").text == "Ja."


def test_a_dot_on_the_map_opens_with_the_keyboard(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + "/questions/venues-on-the-map?lang=nl")
    dot = wait(browser, ".map .dot[tabindex]")
    assert dot.get_attribute("role") == "button" and dot.get_attribute("aria-label")
    browser.execute_script("arguments[0].focus()", dot)
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    assert wait(browser, ".popup a")


def test_what_someone_wrote_into_the_data_stays_text(browser: Chrome, address: str) -> None:
    browser.get(address + "/sparql?lang=nl")
    ready(browser, "")
    write(browser, "SELECT ?a ?b { VALUES (?a ?b) { ('<img src=x onerror=alert(1)>' <javascript:alert(1)>) } }")
    browser.find_element(By.CSS_SELECTOR, ".query button").click()
    row = wait(browser, ".view tbody tr")
    assert "<img src=x" in row.text and not row.find_elements(By.CSS_SELECTOR, "img, a")


def test_other_pages_run_no_script_but_that_of_the_search_box(browser: Chrome, address: str) -> None:
    browser.get(address + "/about")
    scripts = browser.find_elements(By.CSS_SELECTOR, "script:not([type='application/ld+json'])")
    sources = [one.get_attribute("src") or "" for one in scripts]
    assert [source.partition("?")[0] for source in sources] == [address + "/static/search.js"]


def test_without_scripts_the_form_is_plain(open_browser: Callable[..., Chrome], address: str) -> None:
    browser = open_browser(scripts=False)
    browser.get(address + "/questions/genres?lang=nl")
    assert browser.find_element(By.ID, "query").is_displayed()
    assert browser.find_elements(By.CSS_SELECTOR, "#result tbody tr")
    assert not browser.find_elements(By.CSS_SELECTOR, ".CodeMirror")
    assert not browser.find_element(By.ID, "code-hint").is_displayed()
