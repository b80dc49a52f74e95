"""What is on the programmes of concerts, each work with its makers."""

from collections.abc import Iterable

from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Names
from dip_lod.web.words import bylines
from dip_lod.web.words.shown import Value

_SHOWN = 4
"""Works of a programme that a row names."""


def whole(page: Page) -> Names | None:
    """List the works on the programme of a run or a performance; None where there are none."""
    works = page.repertoire.programmes([page.thing]).get(page.thing, [])
    if not works:
        return None
    named, by = page.named(works), bylines.bylines(page.publication, works, page.visitor)
    heading = page.words("programme") if len(works) > 1 or page.kind == "run" else page.visitor.texts.kind("work")
    return Names(heading, [(named[uri], by.get(uri, "")) for uri in works])


def works(page: Page, runs: Iterable[str]) -> dict[str, list[Value]]:
    """Name the first works of each programme, but the one that the page is about."""
    wanted = list(dict.fromkeys(runs))
    if not wanted:
        return {}
    found = {
        run: [work for work in works if work != page.thing] for run, works in page.repertoire.programmes(wanted).items()
    }
    shown = list(dict.fromkeys(work for works in found.values() for work in works[:_SHOWN]))
    named, by = page.named(shown), bylines.bylines(page.publication, shown, page.visitor)
    noted = {work: one._replace(note=Value(by[work])) if work in by else one for work, one in named.items()}
    return {
        run: [noted[work] for work in works[:_SHOWN]] + [Value("…")] * (len(works) > _SHOWN)
        for run, works in found.items()
    }
