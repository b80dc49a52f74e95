"""What a worker gets ready beside its first answers is what they would have waited for."""

from web_harness import config

from dip_lod.publication.reading import Publication
from dip_lod.web.app import SITE, create_app
from dip_lod.web.page import warming
from dip_lod.web.pictures import outlines


def test_the_first_page_waits_for_no_template_and_no_map(edges: Publication) -> None:
    app = create_app(config(edges.folder), edges)
    thread = warming.begin(app.extensions[SITE])
    thread.join(60)
    assert not thread.is_alive() and thread.daemon
    assert outlines.outlines.cache_info().currsize >= len(outlines.FRAMES)
    made = app.extensions[SITE].templates.cache
    assert made is not None and "entity.html" in {name for _, name in made}
    assert app.test_client().get("/doc/person/p.veel", headers={"Accept": "text/html"}).status_code == 200
