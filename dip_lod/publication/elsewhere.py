"""Terms of other registers that the RDA view points to: it describes them inside itself (MODEL, rule 11)."""

import json
from functools import cache

import pyoxigraph as ox

from dip_lod import resources, schemes
from dip_lod.vocabulary import expand

LANGUAGES = "http://id.loc.gov/vocabulary/"
"""The register of languages: a term of ours that is matched to it lends it its names."""


@cache
def descriptions() -> dict[str, bytes]:
    """Give the statements about each term elsewhere, as sorted N-Triples, by its URI.

    >>> sorted(descriptions())[0]
    'http://id.loc.gov/vocabulary/iso639-2/afr'
    >>> print(descriptions()["http://rdaregistry.info/termList/RDATerms/1153"].decode().split("\\n")[0])
    <http://rdaregistry.info/termList/RDATerms/1153> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
<http://www.w3.org/2004/02/skos/core#Concept> .
    """
    found: dict[str, set[str]] = {}
    file = resources.folder("mappings") / "rules" / "rda" / "elsewhere.ttl"
    for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
        if isinstance(quad.subject, ox.NamedNode):
            found.setdefault(quad.subject.value, set()).add(f"{quad.triple} .\n")
    for concept in schemes.concepts().values():
        for match, uri in concept.matches:
            if match == expand("skos:exactMatch") and uri.startswith(LANGUAGES):
                found.setdefault(uri, set()).update(_named(uri, concept.labels))
    return {uri: "".join(sorted(lines)).encode() for uri, lines in found.items()}


def spaces() -> tuple[str, ...]:
    """Name the spaces of URIs that these terms are in."""
    return tuple(sorted({uri[: uri.rindex("/") + 1] for uri in descriptions()}))


def _named(uri: str, labels: dict[str, str]) -> list[str]:
    said = [f"<{uri}> <{expand('rdf:type')}> <{expand('skos:Concept')}> .\n"]
    for language, text in labels.items():
        said.append(f"<{uri}> <{expand('rdfs:label')}> {json.dumps(text, ensure_ascii=False)}@{language} .\n")
    return said
