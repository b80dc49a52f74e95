"""Maps in a real browser: they move where there is a script, the keyboard reaches every dot, and without one they stand."""

from collections.abc import Callable

from patience import LATE
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait
from test_browser_pages import come, findings, hosts, look

FOUND = "/search?kind=performance&view=map"


def test_a_map_moves_and_its_dots_open_by_the_keyboard(browser: Chrome, address: str, axe: str) -> None:
    browser.get_log("performance")
    browser.get_log("browser")
    look(browser, 360, True)
    browser.get(address + FOUND)
    browser.execute_script("document.querySelector('figure.map').scrollIntoView()")
    dot = WebDriverWait(browser, LATE).until(lambda page: page.find_elements(By.CSS_SELECTOR, ".leaflet .dot[tabindex]"))[0]
    assert "Stadsschouwburg Voorbeeldstad" in (dot.get_attribute("aria-label") or "")
    browser.execute_script("arguments[0].focus()", dot)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    link = WebDriverWait(browser, LATE).until(lambda page: page.find_elements(By.CSS_SELECTOR, ".popup a"))[0]
    assert link.get_attribute("href") == address + "/doc/venue/v.stad"
    seen = "return getComputedStyle(document.querySelector('.leaflet-popup')).opacity"
    WebDriverWait(browser, LATE).until(lambda page: page.execute_script(seen) == "1")
    assert findings(browser, axe) == []
    assert hosts(browser) == {"127.0.0.1"}
    assert [one["message"] for one in browser.get_log("browser") if one["level"] in ("SEVERE", "WARNING")] == []


def test_a_map_is_one_stop_and_the_arrows_go_from_dot_to_dot(browser: Chrome, address: str) -> None:
    look(browser, 1280, False)
    browser.get(address + "/search?view=map")
    browser.execute_script("document.querySelector('figure.map').scrollIntoView()")
    WebDriverWait(browser, 20).until(lambda page: page.find_elements(By.CSS_SELECTOR, ".leaflet .dot[tabindex]"))
    dots = browser.find_elements(By.CSS_SELECTOR, ".leaflet .dot")
    assert len(dots) > 1
    (stop,) = browser.find_elements(By.CSS_SELECTOR, ".leaflet .dot[tabindex='0']")
    browser.execute_script("arguments[0].focus()", stop)
    reached = []
    for key in (*[Keys.ARROW_RIGHT] * len(dots), Keys.END, Keys.HOME, Keys.ARROW_LEFT, Keys.ARROW_DOWN):
        browser.switch_to.active_element.send_keys(key)
        reached.append(browser.switch_to.active_element.get_attribute("aria-label"))
    names = [one.get_attribute("aria-label") for one in dots]
    assert sorted(reached[: len(dots)]) == sorted(names)
    assert reached[len(dots) :] == [names[-1], names[0], names[-1], names[0]]
    assert len(browser.find_elements(By.CSS_SELECTOR, ".leaflet .dot[tabindex='0']")) == 1


def test_a_map_stands_without_scripts(open_browser: Callable[..., Chrome], address: str) -> None:
    browser = open_browser(scripts=False)
    browser.get(address + FOUND)
    assert browser.find_element(By.CSS_SELECTOR, "figure.map .drawn svg").is_displayed()
    assert not browser.find_elements(By.CSS_SELECTOR, ".leaflet")
    browser.find_element(By.CSS_SELECTOR, "figure.map summary").click()
    browser.find_element(By.LINK_TEXT, "Stadsschouwburg Voorbeeldstad").click()
    come(browser, lambda page: page.current_url == address + "/doc/venue/v.stad")


def test_a_map_does_not_glide_for_who_wants_no_motion(browser: Chrome, address: str) -> None:
    durations = "const map = document.querySelector('.leaflet'); map.querySelector('.leaflet-map-pane').classList.add('leaflet-zoom-anim');" \
        "return [...map.querySelectorAll('.leaflet-zoom-animated')].map(one => getComputedStyle(one).transitionDuration)"
    for motion, glides in (("reduce", False), ("no-preference", True)):
        features = [{"name": "prefers-reduced-motion", "value": motion}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        browser.get(address + FOUND)
        browser.execute_script("document.querySelector('figure.map').scrollIntoView()")
        WebDriverWait(browser, LATE).until(lambda page: page.find_elements(By.CSS_SELECTOR, ".leaflet .leaflet-zoom-animated"))
        found = browser.execute_script(durations)
        assert found and any(one != "0s" for one in found) == glides, motion
