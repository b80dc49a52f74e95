"""What a person's browser makes of the pages of the model."""

import pytest
from browser.test_browser_pages import LOOKS, come, findings, headed, hosts, look
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

PAGES = (
    "/model",
    "/model/performance",
    "/model/credit",
    "/model/properties",
    "/model/files",
    "/model/mapping/dip",
    "/model/mapping/rules/crm",
    "/ontology",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_model_is_accessible_fits_and_asks_nobody_else(
    browser: Chrome, address: str, axe: str, path: str
) -> None:
    browser.get_log("performance")
    browser.get_log("browser")
    for view, (width, dark) in LOOKS.items():
        look(browser, width, dark)
        browser.get(address + path)
        assert findings(browser, axe) == [], view
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, view
    assert hosts(browser) == {"127.0.0.1"}
    assert [one["message"] for one in browser.get_log("browser") if one["level"] in ("SEVERE", "WARNING")] == []


def test_one_browses_from_the_model_to_a_kind_and_a_thing_of_it(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + "/")
    browser.find_element(By.LINK_TEXT, "Datamodel").click()
    come(browser, lambda page: page.find_element(By.CSS_SELECTOR, "svg.whole").is_displayed())
    browser.find_element(By.LINK_TEXT, "Productie").click()
    headed(browser, "Productie")
    browser.find_element(By.PARTIAL_LINK_TEXT, "/id/production/").click()
    come(browser, lambda page: "/doc/production/" in page.current_url)


def test_boxes_of_a_diagram_do_not_overlap_and_hold_their_words(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    for path in ("/model?lang=nl", "/model?lang=en", "/model/performance?lang=nl", "/model/organization?lang=en"):
        browser.get(address + path)
        wrong = browser.execute_script(
            """
            const boxes = [...document.querySelectorAll('svg.diagram rect')].map(one => one.getBoundingClientRect());
            const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            const pairs = boxes.filter((a, i) => boxes.some((b, j) => i < j && over(a, b))).length;
            const words = [...document.querySelectorAll('svg.diagram text:not(.label)')]
              .filter(one => { const t = one.getBoundingClientRect();
                return !boxes.some(b => b.left <= t.left && t.right <= b.right && b.top <= t.top && t.bottom <= b.bottom); })
              .map(one => one.textContent);
            const labels = [...document.querySelectorAll('svg.diagram text.label')]
              .filter(one => boxes.some(b => over(b, one.getBoundingClientRect()))).map(one => one.textContent);
            return [pairs, words, labels];
            """
        )
        assert wrong == [0, [], []], path
