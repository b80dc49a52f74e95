"""A page that is filled in says what its template says, byte for byte."""

import pytest
from web_harness import config

from dip_lod import uris
from dip_lod.publication.reading import Publication
from dip_lod.web.app import SITE, create_app
from dip_lod.web.documents import entity, laid_out, sheet
from dip_lod.web.page.layout import Layouts, gap


@pytest.mark.parametrize("language", ["nl", "en", "fy"])
def test_each_kind_is_filled_in_as_its_template_stands(
    reference: Publication, edges: Publication, language: str
) -> None:
    for publication in (reference, edges):
        site = create_app(config(publication.folder), publication).extensions[SITE]
        for kind in publication.kinds:
            for uri in publication.listed(kind, limit=3):
                name = uris.parse(publication.base, uri)
                found = publication.document(name) if name else None
                assert found
                path = uri.removeprefix(publication.base + "id")
                reader = site.reader({"PATH_INFO": "/doc" + path, "HTTP_ACCEPT_LANGUAGE": language})
                view = entity.entity(publication, found, reader)
                whole = site.page("entity.html", reader, sheet=sheet, entity=view)
                assert laid_out.page(site, view, reader).decode() == whole


def test_a_text_that_looks_like_a_gap_is_a_text() -> None:
    made: list[int] = []

    def lay_out() -> str:
        made.append(1)
        return f"<b>{gap('one')}</b>{gap('two')}{gap('one')}"

    layouts = Layouts()
    assert layouts.fill(("a",), lay_out, {"one": gap("two"), "two": ""}) == f"<b>{gap('two')}</b>{gap('two')}".encode()
    assert layouts.fill(("a",), lay_out, {"one": "1", "two": "2"}) == b"<b>1</b>21"
    assert len(made) == 1
