"""A page can be read with the keyboard alone: the tab key reaches all that can be used, shows where it is, and is never caught."""

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from test_browser_pages import look

PAGES = ("/doc/production/NL-22-017-0000871", "/doc/venue/v.stad", "/search?q=de&kind=person", "/doc/person/p.tsjechov", "/about")
USABLE = """
return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0)
"""
FOCUS = """
const one = document.activeElement, style = getComputedStyle(one), place = one.getBoundingClientRect();
const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
return [one === document.body, outlined || (one.matches('path.dot') && parseFloat(style.strokeWidth) >= 3),
        place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth]
"""


@pytest.mark.parametrize("path", PAGES)
def test_the_tab_key_reaches_everything_and_shows_where_it_is(browser: Chrome, address: str, path: str) -> None:
    look(browser, 1280, False)
    browser.get(address + path)
    usable = {one.id for one in browser.execute_script(USABLE)}
    reached = set()
    for _ in range(len(usable) + 20):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        nowhere, outlined, seen = browser.execute_script(FOCUS)
        if nowhere:
            break
        here = browser.switch_to.active_element
        assert outlined and seen, here.get_attribute("outerHTML")
        reached.add(here.id)
    assert len(usable) > 10 and usable <= reached, browser.execute_script(
        "return arguments[0].map(one => one.outerHTML.slice(0, 200))",
        [one for one in browser.execute_script(USABLE) if one.id not in reached],
    )


def test_what_is_folded_opens_with_the_keyboard(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + PAGES[0])
    folded = browser.find_element(By.CSS_SELECTOR, "details.machine")
    folded.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    assert folded.get_attribute("open") is not None
