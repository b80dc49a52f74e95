"""Links are remembered while their publication is current, and only where a label was found."""

import pytest
from web_harness import config

from dip_lod import resources, uris
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.app import SITE, create_app
from dip_lod.web.documents import entity
from dip_lod.web.words import links, texts
from dip_lod.web.words.links import Links
from dip_lod.web.words.visitor import Visitor

BASE = "http://localhost:8000/"


@pytest.fixture
def reader() -> Visitor:
    return Visitor(texts.load(resources.folder("site") / "translations")["nl"], False, "/", (), BASE, "/")


def test_links_of_another_publication_are_forgotten() -> None:
    memory = Links()
    first = memory.of("1", "nl", False)
    assert memory.of("1", "nl", False) is first and memory.of("1", "en", False) is not first
    assert memory.of("2", "nl", False) is not first and memory.of("1", "nl", False) is not first


def test_what_has_no_label_is_asked_for_again(reader: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {f"{BASE}id/person/{one}": {"nl": one} for one in "abc"}
    asked: list[list[str]] = []

    def labels(wanted: list[str]) -> dict[str, dict[str, str]]:
        asked.append(wanted)
        return {uri: known[uri] for uri in wanted if uri in known}

    wanted = [*known, f"{BASE}id/person/nobody"]
    first = links.named(wanted, labels, reader)
    assert links.named(wanted, labels, reader) == first and first[wanted[0]].text == "a"
    assert asked == [wanted, wanted[-1:]]
    monkeypatch.setattr(links, "_MOST", 3)
    links.named([f"{BASE}id/person/d"], lambda _: {f"{BASE}id/person/d": {"nl": "d"}}, reader)
    assert list(reader.links) == [f"{BASE}id/person/d"]


def test_a_page_names_twenty_records_and_leads_to_the_rest(edges: Publication, reader: Visitor) -> None:
    site = create_app(config(edges.folder), edges).extensions[SITE]
    name = uris.Name("hall", "veel")
    prov = "http://www.w3.org/ns/prov#wasDerivedFrom"
    lines = "".join(
        f"<{edges.base}doc/hall/veel> <{prov}> <{edges.base}id/run/r{number:03}#record> .\n" for number in range(60)
    )
    foot = entity.entity(edges, Document(name, None, lines.encode()), site.reader({"PATH_INFO": "/"})).foot
    hrefs = [value.href for value in foot[0].values]
    assert len(hrefs) == 21 and hrefs[19] == "/doc/run/r019#record" and hrefs[20] == "/doc/hall/veel?_profile=schema"
    assert "60" in foot[0].values[20].text


def test_what_was_made_of_a_publication_is_not_made_again(edges: Publication) -> None:
    made = [edges.recall(("test", "a"), lambda: [1]) for _ in range(2)]
    assert made[0] is made[1]
