"""What search engines find: sitemap, robots.txt, structured data, and links that all lead somewhere."""

import gzip
import re
import urllib.robotparser
from collections import deque

import extruct
import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from dip_lod.harvest.sitemap import SPACE
from dip_lod.publication import sitemap as parts
from dip_lod.publication.reading import Publication

BASE = "https://data.example.org/"
HTML = {"Accept": "text/html"}
PAGES = 300
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?")


def listed(client: FlaskClient, uri: str) -> list[tuple[str, str | None]]:
    """Read a sitemap or an index of them: each address and its date."""
    answer = client.get(uri.replace(BASE, "/"))
    assert answer.status_code == 200, uri
    body = gzip.decompress(answer.data) if uri.endswith(".gz") else answer.data
    assert len(body) < 50_000_000
    root = etree.fromstring(body)
    return [(one.findtext(f"{{{SPACE}}}loc", ""), one.findtext(f"{{{SPACE}}}lastmod")) for one in root]


def every(client: FlaskClient) -> dict[str, str | None]:
    """Read all sitemaps by way of the index that robots.txt names."""
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    (first,) = robots.site_maps() or []
    found: dict[str, str | None] = {}
    for uri, _ in listed(client, first):
        inside = listed(client, uri)
        assert 0 < len(inside) <= 50_000 and not set(dict(inside)) & set(found)
        found |= dict(inside)
    return found


@pytest.mark.parametrize("size", [parts.PART, 50])
def test_sitemap_lists_every_document_with_its_date(
    client: FlaskClient, publication: Publication, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    if size != parts.PART:  # as in a publication that was made before its parts were kept
        real, small = publication.parts.all(), parts._PARTS.replace(f"/ {parts.PART} ", f"/ {size} ")
        monkeypatch.setattr(
            parts.Parts,
            "all",
            lambda self: [parts.Part(n, *row) for n, row in enumerate(self._connection.execute(small), 1)],
        )
        assert len(publication.parts.all()) > len(real)
    found = every(client)
    rows = publication._connection.execute("SELECT key, modified FROM document")
    documents = {f"{BASE}doc/{key}": modified for key, modified in rows}
    assert documents.items() <= found.items() and len(documents) == publication.manifest.documents
    assert all(_DATE.fullmatch(date) for date in found.values() if date)


def test_sitemap_says_when_it_has_not_changed(client: FlaskClient) -> None:
    for path in ("/sitemap.xml", "/sitemap/site.xml", "/sitemap/1.xml.gz"):
        tag = client.get(path).headers["ETag"]
        again = client.get(path, headers={"If-None-Match": tag})
        assert again.status_code == 304 and not again.data
        assert client.head(path).status_code == 200
    for path in ("/sitemap/0.xml.gz", "/sitemap/99.xml.gz", "/sitemap/x.xml.gz", "/sitemap/1.xml"):
        assert client.get(path).status_code == 404, path


def test_robots_may_read_documents_and_feeds_but_ask_no_questions(client: FlaskClient) -> None:
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    for path in ("", "doc/person/x", "id/person/x", "changes", "changes.atom", "doc/catalog", "ldes", "oai", "dumps"):
        assert robots.can_fetch("any", BASE + path), path
    for path in ("search?q=x", "sparql", "questions/career", "history/person/x", "timemap/person/x", "changes/1"):
        assert not robots.can_fetch("any", BASE + path), path


def test_extruct_reads_the_schema_org_of_every_kind_of_page(client: FlaskClient, publication: Publication) -> None:
    for kind in publication.kinds:
        uri = publication.listed(kind, limit=1)[0]
        page = client.get(uri.replace(f"{BASE}id/", "/doc/"), headers=HTML)
        assert page.status_code == 200
        found = extruct.extract(page.text, base_url=uri, syntaxes=["json-ld", "opengraph"], errors="strict")
        about = [one for one in found["json-ld"] if one.get("@id") == uri]
        assert about and about[0]["@context"] == "https://schema.org/" and about[0]["@type"], uri
        assert about[0].get("name"), uri
        assert found["opengraph"] or kind == "dataset", uri


def test_crawl_of_300_pages_finds_no_dead_link(client: FlaskClient, publication: Publication) -> None:
    starts = [uri.replace(BASE, "/") for uri in every(client)]
    step = max(1, len(starts) // 60)
    waiting = deque(["/", *starts[:9], *starts[9::step]])
    seen, read, dead = set(waiting), 0, []
    while waiting and read < PAGES:
        path = waiting.popleft()
        answer = client.get(path, headers=HTML)
        if answer.status_code in (301, 302, 303):
            _add(answer.headers["Location"], seen, waiting)
            continue
        if answer.status_code != 200:
            dead.append((path, answer.status_code))
        read += 1
        if answer.content_type.startswith("text/html"):
            for link in _links(answer.text):
                _add(link, seen, waiting)
    assert read == PAGES and not dead


def _links(text: str) -> list[str]:
    page = html.fromstring(text)
    found = [*page.xpath("//a/@href"), *page.xpath("//link/@href"), *page.xpath("//img/@src")]
    return [str(one).partition("#")[0] for one in found]


def _add(link: str, seen: set[str], waiting: deque[str]) -> None:
    local = link.removeprefix(BASE.rstrip("/"))
    asks = local.partition("?")[0] in ("/sparql", "/sparql/rda")  # nobody answers there in this test
    if local.startswith("/") and not local.startswith("//") and local not in seen and not asks:
        seen.add(local)
        waiting.append(local)
