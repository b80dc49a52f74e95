"""The search box in a real browser: it suggests while one types, can be worked without a mouse, and needs no script."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from patience import LATE
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from test_browser_pages import LOOKS, come, findings, headed, hosts, look

BOXES = {"header": "/about?lang=nl", "page": "/search?lang=nl", "front": "/?lang=nl"}


def typed(browser: Chrome, text: str, css: str = "form[role=search] input[name=q]") -> WebElement:
    """Type into the first box, and wait for suggestions to all that was typed."""
    box = browser.find_element(By.CSS_SELECTOR, css)
    box.clear()
    box.send_keys(text)
    settled(browser)
    assert options(browser)
    return box


def settled(browser: Chrome) -> None:
    """Wait until nothing is asked any more."""
    WebDriverWait(browser, LATE).until(lambda page: not page.find_elements(By.CSS_SELECTOR, "[role=listbox][aria-busy]"))


def options(browser: Chrome) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, "[role=option]")


@pytest.mark.parametrize("name", BOXES)
def test_suggestions_are_accessible_and_stay_on_the_page(browser: Chrome, address: str, axe: str, name: str) -> None:
    browser.get_log("performance")
    browser.get_log("browser")
    for view, (width, dark) in LOOKS.items():
        look(browser, width, dark)
        browser.get(address + BOXES[name])
        box = typed(browser, "kers")
        box.send_keys(Keys.ARROW_DOWN)
        assert findings(browser, axe) == [], view
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width, view
        place = options(browser)[0].rect
        assert place["x"] >= 0 and place["x"] + place["width"] <= width and place["height"] >= 24, view
    assert hosts(browser) == {"127.0.0.1"}
    assert [one["message"] for one in browser.get_log("browser") if one["level"] in ("SEVERE", "WARNING")] == []


def test_the_keyboard_chooses_a_suggestion_and_a_screen_reader_follows(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + "/about?lang=nl")
    box = typed(browser, "kersent")
    assert box.get_attribute("role") == "combobox" and box.get_attribute("aria-expanded") == "true"
    listed = browser.find_element(By.ID, box.get_attribute("aria-controls") or "")
    assert listed.get_attribute("role") == "listbox" and listed.is_displayed()
    said = browser.find_element(By.CSS_SELECTOR, "form[role=search] [role=status]")
    assert str(len(options(browser))) in (said.get_attribute("textContent") or "")
    assert box.get_attribute("aria-activedescendant") is None
    box.send_keys(Keys.ARROW_DOWN)
    chosen = browser.find_element(By.CSS_SELECTOR, "[role=option][aria-selected=true]")
    assert (
        box.get_attribute("aria-activedescendant")
        == chosen.get_attribute("id")
        == options(browser)[0].get_attribute("id")
    )
    assert "De Kersentuin" in chosen.text and "Toneelgroep Veldzicht" in chosen.text
    box.send_keys(Keys.ARROW_UP)
    assert box.get_attribute("aria-activedescendant") is None, "back in the box"
    box.send_keys(Keys.ARROW_UP)
    assert box.get_attribute("aria-activedescendant") == options(browser)[-1].get_attribute("id"), "around"
    box.send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
    WebDriverWait(browser, LATE).until(lambda page: "/doc/" in page.current_url)
    headed(browser, "De Kersentuin")
    assert "lang=nl" in browser.current_url


def test_escape_closes_enter_searches_and_tab_goes_on(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + "/about?lang=en")
    box = typed(browser, "kers")
    box.send_keys(Keys.ESCAPE)
    assert box.get_attribute("aria-expanded") == "false" and box.get_attribute("value") == "kers"
    assert not browser.find_element(By.CSS_SELECTOR, "[role=listbox]").is_displayed()
    box.send_keys(Keys.ARROW_DOWN)
    assert box.get_attribute("aria-expanded") == "true"
    box.send_keys(Keys.TAB)
    assert box.get_attribute("aria-expanded") == "false"
    assert browser.switch_to.active_element.tag_name == "button"
    typed(browser, "kersen").send_keys(Keys.ENTER)
    WebDriverWait(browser, LATE).until(lambda page: "/search" in page.current_url)
    assert parse_qs(urlsplit(browser.current_url).query) == {"q": ["kersen"], "lang": ["en"]}


def test_a_suggestion_can_be_clicked_and_hostile_names_stay_text(browser: Chrome, address: str) -> None:
    look(browser, 360, False)
    browser.get(address + "/search?lang=nl")
    typed(browser, "script")
    assert not browser.find_elements(By.CSS_SELECTOR, "[role=option] script, [role=option] img")
    typed(browser, "kersentuin")
    assert "Kersentuin" in options(browser)[0].text
    options(browser)[0].click()
    WebDriverWait(browser, LATE).until(lambda page: "/doc/" in page.current_url)


def test_one_question_is_asked_for_a_word_and_the_last_answer_counts(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + "/about?lang=nl")
    browser.execute_script(
        "window.asked = []; const real = window.fetch;"
        "window.fetch = (url, ...rest) => { window.asked.push(url); return real(url, ...rest); };"
        "const box = document.querySelector('input[name=q]'); box.focus();"
        "for (const letter of 'kersentuin') { box.value += letter; box.dispatchEvent(new Event('input')); }"
    )  # as fast as nobody types, for a slow machine makes slow typists
    settled(browser)
    assert len(browser.execute_script("return window.asked")) == 1 and options(browser)
    box = browser.find_element(By.CSS_SELECTOR, "input[name=q]")
    box.send_keys("zzzz")
    settled(browser)
    assert box.get_attribute("aria-expanded") == "false"
    said = browser.find_element(By.CSS_SELECTOR, "form[role=search] [role=status]")
    assert said.get_attribute("textContent") == "Geen suggesties"


def test_without_scripts_the_box_is_a_form(open_browser: Callable[..., Chrome], address: str) -> None:
    browser = open_browser(scripts=False)
    browser.get(address + "/about?lang=nl")
    box = browser.find_element(By.CSS_SELECTOR, "form[role=search] input[name=q]")
    assert box.get_attribute("role") is None
    box.send_keys("kersentuin", Keys.ENTER)
    come(browser, lambda page: page.find_element(By.CSS_SELECTOR, ".found li a").text == "De Kersentuin")
    assert browser.find_element(By.CSS_SELECTOR, ".gathered a").is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".gathered a").click()
    come(browser, lambda page: "kind=" in page.current_url and page.find_element(By.TAG_NAME, "h1"))
    assert browser.find_elements(By.CSS_SELECTOR, ".found li")
