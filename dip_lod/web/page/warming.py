"""What a web worker gets ready beside its first answers: templates, maps, words that a reader would wait for."""

import threading

from dip_lod import vocabulary
from dip_lod.publication.reading import Publication
from dip_lod.questions import reading
from dip_lod.web.page.front import Make
from dip_lod.web.page.site import Site
from dip_lod.web.pictures import outlines

_TEMPLATES = ("entity.html", "list.html", "search.html", "home.html", "view.html", "problem.html")


def begin(site: Site, make: Make) -> threading.Thread:
    """Get ready beside the first answers."""
    thread = threading.Thread(target=warm, args=(site, make), name="warming", daemon=True)
    thread.start()
    return thread


def warm(site: Site, make: Make) -> None:
    """Get ready what is made once in a process: some 0.5 seconds of it."""
    for name in _TEMPLATES:
        site.templates.get_template(name)
    reading.all_questions()
    vocabulary.terms()
    for frame in outlines.FRAMES:
        outlines.outlines(frame)
    publication = site.publications.current()
    publication.touch()
    _practise(site, publication, make)
    publication.let_go()


def _practise(site: Site, publication: Publication, make: Make) -> None:
    """Make a page of each kind and throw it away: what it asks of the tables need not be thought out again."""
    for kind in publication.kinds:
        for uri in publication.listed(kind, limit=1):
            path = uri.replace(f"{publication.base}id/", f"{site.root}doc/", 1)
            make(site, {"PATH_INFO": path, "HTTP_ACCEPT": "text/html", "REQUEST_METHOD": "GET"})
