"""What a person sees of names that are made to harm: they end, and they turn nothing around beside them."""

import pytest
from selenium.webdriver import Chrome
from test_browser_pages import look


@pytest.mark.parametrize("path", ["/doc/work/lang", "/doc/work", "/search?q=x&kind=work"])
def test_a_name_of_ten_thousand_letters_leaves_room_for_the_page(browser: Chrome, address: str, path: str) -> None:
    look(browser, 360, False)
    browser.get(address + path)
    high = browser.execute_script(
        "return Math.max(0, ...[...document.querySelectorAll('h1, .links li, .found li, .cite p')]"
        ".map(one => one.getBoundingClientRect().height))"
    )
    assert 0 < high < 900


def test_what_turns_the_direction_ends_with_its_own_name(browser: Chrome, address: str) -> None:
    browser.get(address + "/doc/production/kwaad")
    kinds = browser.execute_script(
        "return [...new Set([...document.querySelectorAll('main a, main span, main b, main bdi')]"
        ".map(one => getComputedStyle(one).unicodeBidi))]"
    )
    assert kinds and all("isolate" in one for one in kinds), kinds


def test_brackets_stand_around_a_note_that_turns_the_direction(browser: Chrome, address: str) -> None:
    browser.get(address + "/doc/production/NL-22-017-0000871")
    inside = browser.execute_script(
        "const notes = [...document.querySelectorAll('.makers .note')];"
        "return notes.map(one => [...one.childNodes].map(node => node.nodeName).join())"
    )
    assert inside and set(inside) == {"BDI"}  # the brackets are the note's own, outside what is turned
