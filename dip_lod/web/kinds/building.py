"""When a building came and went, and where it stands, from what its own document says."""

import re
from calendar import monthrange

from dip_lod.web.kinds.page import Page
from dip_lod.web.words import dates
from dip_lod.web.words.shown import Value

_SCHEMA = "https://schema.org/"
_CRM = "http://www.cidoc-crm.org/cidoc-crm/"
_FIRST = re.compile(r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-01")
_LIFE = (("built", _CRM + "P108i_was_produced_by"), ("gone", _CRM + "P13i_was_destroyed_by"))


def life(page: Page) -> list[Value]:
    """Say when it was built and when it was lost, as far as that is known."""
    return [
        Value(page.words(word, when=when))
        for word, predicate in _LIFE
        for event in page.said.nodes(page.thing, predicate)
        if (when := _when(page, event))
    ]


def position(page: Page) -> tuple[float, float] | None:
    """Find latitude and longitude; None where the document has none."""
    for point in page.said.nodes(page.thing, _SCHEMA + "geo"):
        found = [page.said.text(point, _SCHEMA + name) for name in ("latitude", "longitude")]
        try:
            latitude, longitude = (float(one) for one in found if one)
        except ValueError:
            continue
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
    return None


def _when(page: Page, event: str) -> str:
    for span in page.said.nodes(event, _CRM + "P4_has_time-span"):
        first = page.said.text(span, _CRM + "P82a_begin_of_the_begin") or ""
        last = page.said.text(span, _CRM + "P82b_end_of_the_end") or ""
        if first.endswith("-01-01") and last.endswith("-12-31"):
            return dates.span(first, last)
        if _is_month(first, last):
            return dates.moment(first[:-3], page.visitor.texts)
        return dates.days(first, last, page.visitor.texts, "months")
    return ""


def _is_month(first: str, last: str) -> bool:
    """Tell whether two days are the first and the last of one month.

    >>> _is_month("1940-05-01", "1940-05-31"), _is_month("1940-05-14", "1940-05-14")
    (True, False)
    """
    if not _FIRST.fullmatch(first):
        return False
    return last == f"{first[:-2]}{monthrange(int(first[:4]), int(first[5:7]))[1]}"
