"""Validation knows the classes of things by the packed documents as it would by the stores of both views."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pyoxigraph as ox
import pytest

from dip_lod.config import Config
from dip_lod.journal.reading import current
from dip_lod.publication import layout
from dip_lod.validation import lookup

Look = Callable[[Iterable[str]], Mapping[str, Sequence[str]]]


@pytest.mark.parametrize(
    ("view", "store"), [(lookup.Packed, layout.STORE), (lookup.Viewed, layout.RDA_STORE)], ids=["main", "rda"]
)
def test_classes_are_those_in_the_store(season: Config, view: type[lookup.Packed | lookup.Viewed], store: str) -> None:
    folder = current(season.data_folder)
    kept = ox.Store.read_only(str(folder / store))
    look = view(folder / layout.DOCUMENTS, season.base_uri)
    named = {
        node.value
        for quad in kept
        for node in (quad.subject, quad.object)
        if isinstance(node, ox.NamedNode) and node.value.startswith(look.spaces)
    }
    assert len(named) > 100
    assert {uri: sorted(of) for uri, of in look(named).items()} == lookup.types(kept)(named)
    assert look([f"{season.base_uri}id/person/nobody", "https://example.org/"]) == {}
