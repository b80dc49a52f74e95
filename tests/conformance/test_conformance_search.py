"""The search index finds what its own SPARQL query finds in the store, of every facet and of words."""

import pyoxigraph as ox
import pytest
from conformance_harness import Dataset

from dip_lod.publication import manifest
from dip_lod.search import sparql
from dip_lod.search.query import Query
from dip_lod.search.reading import Index
from dip_lod.search.tables import FACETS

WORDS = ("'t", "van der", "ij", "de zee", "schouwburg", "é", "zaal 2", "nergens-te-vinden")


def by_sparql(dataset: Dataset, query: Query) -> set[str]:
    base = manifest.read(dataset.folder).base_uri
    found = ox.Store.read_only(str(dataset.folder / "store")).query(sparql.write(query, base, 1_000_000))
    assert isinstance(found, ox.QuerySolutions)
    return {row["thing"].value.removeprefix(f"{base}id/") for row in found}


def by_index(dataset: Dataset, query: Query) -> set[str]:
    found = {one.key for one in Index(dataset.folder).find(query, limit=30_000)}
    assert len(found) == Index(dataset.folder).count(query).number
    return found


@pytest.mark.parametrize("facet", FACETS)
def test_each_facet_finds_what_its_query_finds(dataset: Dataset, facet: str) -> None:
    values = [one for one in Index(dataset.folder).facets(Query()) or () if one.facet == facet]
    for one in {*values[:2], *values[-1:]}:
        query = Query("", {facet: one.key})
        assert by_index(dataset, query) == by_sparql(dataset, query)
        assert len(by_index(dataset, query)) == one.total


@pytest.mark.parametrize("words", WORDS)
def test_words_find_what_their_query_finds(dataset: Dataset, words: str) -> None:
    for query in (Query(words), Query(words, {"kind": "person"})):
        assert by_index(dataset, query) == by_sparql(dataset, query)
