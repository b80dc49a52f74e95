"""Names as they are written: the query in SPARQL finds what the index finds."""

import pyoxigraph as ox
import pytest
import web_harness

from dip_lod.publication.reading import Publication
from dip_lod.search import sparql
from dip_lod.search.query import Query
from dip_lod.search.reading import Index

NAMES = (
    "İpek Şahin", "Œdipe", "OEDIPE", "Straße", "Strasse", "blíjven", "Blyven", "Henry", "Henri", "Zeynep", "Systeem",
    "Koelsysteem", "Nguyễn Thị", "Dvorˇák", "Dvořák", "Ærøskøbing", "Þórr", "Ἀντιγόνη", "Чайковский", "Fran\u0326ois",
    "Cafe\u0301 de Zeemeeuw", "Ĳsvogel", "IJsvogel", "Bĳlmer", "'t Lampje",
)  # fmt: skip
ASKED = (
    "ipek", "İpek", "oedipe", "œdipe", "strass", "straß", "blijven", "blyv", "henri", "henry", "zei", "zeijn", "stee",
    "steem", "nguyen", "dvor", "aeros", "thorr", "αντιγόνη", "чайковскии", "francois", "franois", "cafe de", "zeem",
    "isvogel", "ijsv", "y", "i", "bijl", "lmer", "'t", "j",
)  # fmt: skip


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Publish a person of each name."""
    folder = tmp_path_factory.mktemp("names")
    label = ox.NamedNode(web_harness.LABEL)
    named = [
        ox.Triple(ox.NamedNode(f"{web_harness.BASE}id/person/p.{number}"), label, ox.Literal(name, language="und"))
        for number, name in enumerate(NAMES)
    ]
    entity = ox.NamedNode("https://schema.org/mainEntity")
    documents = [
        ox.Triple(ox.NamedNode(one.subject.value.replace("/id/", "/doc/")), entity, one.subject) for one in named
    ]
    return web_harness.publish(folder, [*named, *documents])


@pytest.mark.parametrize("asked", ASKED)
def test_the_query_finds_what_the_index_finds(publication: Publication, asked: str) -> None:
    query = Query(asked)
    found = ox.Store.read_only(str(publication.store_folder)).query(sparql.write(query, publication.base))
    assert isinstance(found, ox.QuerySolutions)
    by_query = {row["thing"].value.rpartition("/")[2] for row in found}
    assert by_query == {one.key.rpartition("/")[2] for one in Index(publication.folder).find(query, limit=100)}
