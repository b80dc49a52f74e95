"""A sample of the data: from the endpoint, or where there is none from the beginning of a dump."""

import zlib
from typing import NamedTuple

import pyoxigraph as ox

from dip_lod.checking import endpoint, statements
from dip_lod.checking.distributions import Declared
from dip_lod.checking.fetching import Fetcher
from dip_lod.checking.statements import SCHEMA, Said

CLASSES = ("CreativeWork", "Person", "Organization", "Place")
"""The classes of SCHEMA-AP-NDE's target nodes."""
_EACH = 20
_BYTES = 3_000_000
_LINES = {"application/n-triples": ox.RdfFormat.N_TRIPLES, "application/n-quads": ox.RdfFormat.N_QUADS}


class Sample(NamedTuple):
    """What was sampled, and from where."""

    said: Said
    source: str
    endpoint: str
    """The address of an endpoint that answered; empty where none did."""


def take(fetcher: Fetcher, all_of_them: list[Declared]) -> Sample | str:
    """Take a sample; a sentence where none can be had."""
    tried = []
    for one in [one for one in all_of_them if one.sparql][:3]:
        found = _asked(fetcher, one.url)
        if isinstance(found, Said):
            return Sample(found, one.url, one.url)
        tried.append(f"{one.url}: {found}")
    for one in all_of_them:
        plain = one.media_type.removesuffix("+gzip")
        if plain in _LINES:
            found = _begun(fetcher, one, _LINES[plain])
            if isinstance(found, Said):
                return Sample(found, one.url, "")
            tried.append(f"{one.url}: {found}")
    return "; ".join(tried) or "neither an endpoint nor a dump in N-Triples or N-Quads is declared"


def _asked(fetcher: Fetcher, url: str) -> Said | str:
    triples: list[ox.Triple] = []
    for name in CLASSES:
        some = f"SELECT DISTINCT ?s WHERE {{ ?s a <{SCHEMA}{name}> FILTER(isIRI(?s)) }} LIMIT {_EACH}"
        whole = f"CONSTRUCT {{ ?s ?p ?o . ?o ?q ?v }} WHERE {{ {{ {some} }} ?s ?p ?o OPTIONAL {{ ?o ?q ?v }} }}"
        found = endpoint.construct(fetcher, url, whole)
        if isinstance(found, str):
            return found
        triples += found.triples
    return Said(list(dict.fromkeys(triples))) if triples else "holds nothing of a class of SCHEMA-AP-NDE"


def _begun(fetcher: Fetcher, one: Declared, form: ox.RdfFormat) -> Said | str:
    answer = fetcher.ask("GET", one.url, None, size=_BYTES, headers={"Accept-Encoding": "identity"})
    if not answer.ok:
        return answer.said()
    text = answer.body
    if one.media_type.endswith("+gzip"):
        try:
            text = zlib.decompressobj(wbits=47).decompress(text, 4 * _BYTES)
        except zlib.error as error:
            return f"is no gzip ({error})"
    whole = text[: text.rfind(b"\n") + 1]
    return statements.parsed(whole, form, one.url)
