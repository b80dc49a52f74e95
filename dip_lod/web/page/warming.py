"""What a web worker gets ready beside its first answers: templates, maps, words that a reader would wait for."""

import threading

from dip_lod import vocabulary
from dip_lod.questions import reading
from dip_lod.web.page.site import Site
from dip_lod.web.pictures import outlines

_TEMPLATES = ("entity.html", "list.html", "search.html", "home.html", "view.html", "problem.html")


def begin(site: Site) -> threading.Thread:
    """Get ready beside the first answers."""
    thread = threading.Thread(target=warm, args=(site,), name="warming", daemon=True)
    thread.start()
    return thread


def warm(site: Site) -> None:
    """Get ready what is made once in a process: some 0.3 seconds of it."""
    for name in _TEMPLATES:
        site.templates.get_template(name)
    reading.all_questions()
    vocabulary.terms()
    for frame in outlines.FRAMES:
        outlines.outlines(frame)
