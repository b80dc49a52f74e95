"""The documents of provinces, which no record describes: one of each that a municipality lies in."""

from collections.abc import Iterable, Iterator

from dip_lod import uris
from dip_lod.documents.settling import Mark, Settled
from dip_lod.functions import netherlands
from dip_lod.lifting import literal
from dip_lod.vocabulary import expand

_SCHEME = "iso3166-2"


def is_province(key: str) -> bool:
    """Say whether a key (`place/NL-ZH`) is that of a province.

    >>> is_province("place/NL-ZH"), is_province("place/GM0599")
    (True, False)
    """
    return key.removeprefix("place/") in netherlands.provinces()


def provinces(base: str, pointed: Iterable[tuple[str, str]]) -> Iterator[Settled]:
    """Write the provinces that are pointed to: pairs of the province's key and a dataset that does."""
    datasets: dict[str, set[str]] = {}
    for key, dataset in pointed:
        datasets.setdefault(key, set()).add(dataset)
    for key, sets in sorted(datasets.items()):
        yield _province(base, key, sets)


def _province(base: str, key: str, datasets: Iterable[str]) -> Settled:
    """Write a province with its names and its code in ISO 3166-2; the rules derive the rest."""
    found = netherlands.provinces()[key.removeprefix("place/")]
    node = f"<{uris.mint(base, 'place', found.code)}>"
    number = f"{node[:-1]}#{uris.fragment('id', _SCHEME, found.code)}>"
    kind, scheme = (uris.mint(base, "term", term) for term in ("kind/province", f"identifier/{_SCHEME}"))
    a, of_type = f"<{expand('rdf:type')}>", f"<{expand('build:type')}>"
    said = {f"{node} {a} <{expand(name)}> ." for name in ("schema:Place", "schema:AdministrativeArea")}
    said |= {
        f"{node} <{expand('rdfs:label')}> {literal(found.dutch)}@nl .",
        f"{node} <{expand('schema:name')}> {literal(found.dutch)}@nl .",
        f"{node} <{expand('schema:name')}> {literal(found.english)}@en .",
        f"{node} {of_type} <{kind}> .",
        f"{node} <{expand('schema:identifier')}> {number} .",
        f"{number} {a} <{expand('schema:PropertyValue')}> .",
        f"{number} <{expand('schema:propertyID')}> {literal(_SCHEME)} .",
        f"{number} <{expand('schema:value')}> {literal(found.code)} .",
        f"{number} {of_type} <{scheme}> .",
    }
    return Settled(f"place/{found.code}", said, [Mark(dataset, "", None, None) for dataset in datasets])
