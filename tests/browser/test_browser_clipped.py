"""Nothing is cut off: whatever a page draws or lists lies within what shows it, at every width."""

from selenium.webdriver import Chrome
from test_browser_pages import PAGES, look

WIDTHS = (360, 768, 1024, 1280, 1920)
FOUND = """
const cut = [], shut = '.country, .province, .leaflet, .CodeMirror, .hidden, .skip, figcaption, details:not([open]) > :not(summary)';
if (document.documentElement.scrollWidth > document.documentElement.clientWidth) cut.push('the page');
for (const one of document.querySelectorAll('header *, main *, footer *')) {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  if (one.closest(shut) || !box.width || style.visibility === 'hidden') continue;
  const told = `${one.nodeName} ${one.getAttribute('class') || ''} ${one.textContent.trim().slice(0, 30)}`;
  const drawn = one.ownerSVGElement && one.ownerSVGElement.getBoundingClientRect();
  if (drawn && (box.right > drawn.right + 1.5 || box.left < drawn.left - 1.5)) cut.push('drawn out of sight: ' + told);
  const free = !one.ownerSVGElement && style.display !== 'inline' && style.overflowX === 'visible';
  if (free && one.clientWidth && one.scrollWidth > one.clientWidth + 1) cut.push('wider than its place: ' + told);
  for (let around = one.parentElement; around && around !== document.body; around = around.parentElement) {
    const bounds = getComputedStyle(around).overflowX;
    if (bounds === 'visible') continue;
    const sides = around.getBoundingClientRect();
    const out = box.right > sides.right + 1 || box.left < sides.left - 1;
    if (out && !['auto', 'scroll'].includes(bounds)) cut.push(`cut by ${around.nodeName}: ${told}`);
    break;
  }
}
return [...new Set(cut)].slice(0, 5);
"""
"""What may be moved sideways (a wide table, the months on a phone) is not cut; what is folded is not there yet."""


def test_nothing_is_cut_off(browser: Chrome, address: str) -> None:
    cut = {}
    for name, path in PAGES.items():
        browser.get(address + path)
        for width in WIDTHS:
            look(browser, width, False)
            if found := browser.execute_script(FOUND):
                cut[f"{name}, {width} px"] = found
    assert cut == {}


HANGING = """
const pen = document.createElement('canvas').getContext('2d'), cut = [];
for (const one of document.querySelectorAll('main :is(h1, h2, h3)')) {
  const style = getComputedStyle(one);
  if (style.overflowY === 'visible') continue;
  pen.font = style.font;
  const ink = pen.measureText('gjpqy'), ascent = ink.fontBoundingBoxAscent, descent = ink.fontBoundingBoxDescent;
  const below = (parseFloat(style.lineHeight) - ascent - descent) / 2 + descent + parseFloat(style.paddingBottom);
  if (ink.actualBoundingBoxDescent > below) cut.push(one.textContent.trim().slice(0, 30));
}
return cut;
"""
"""Headings whose letters hang below what is shown of their last line."""


def test_no_letter_of_a_heading_is_cut_off_below(browser: Chrome, address: str) -> None:
    for width in (360, 1280):
        for path in PAGES.values():
            browser.get(address + path)
            look(browser, width, False)
            assert browser.execute_async_script("document.fonts.ready.then(() => arguments[0](true))")
            assert browser.execute_script(HANGING) == [], (path, width)
