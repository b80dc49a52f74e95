"""Tick 4: the data links to terms of the Network of Terms."""

from collections import Counter

from dip_lod.checking import endpoint
from dip_lod.checking.fetching import Fetcher
from dip_lod.checking.finding import GREEN, RED, Finding
from dip_lod.checking.sampling import Sample

AREA = "terms"
PREFIXES = (
    "http://www.wikidata.org/entity/",
    "http://vocab.getty.edu/aat/",
    "https://data.cultureelerfgoed.nl/term/id/cht/",
    "https://sws.geonames.org/",
    "https://data.rkd.nl/artists/",
    "http://data.bibliotheken.nl/id/thes/",
    "http://data.beeldengeluid.nl/gtaa/",
    "https://data.muziekschatten.nl/som/",
    "https://data.muziekweb.nl/Link/",
    "https://rightsstatements.org/vocab/",
    "http://rightsstatements.org/vocab/",
    "https://creativecommons.org/licenses/",
    "https://creativecommons.org/publicdomain/",
)
"""How the URIs of sources in the Network of Terms begin."""
_RIGHTS = PREFIXES[-4:]


def check(fetcher: Fetcher, sample: Sample) -> list[Finding]:
    """Count links in the sample; where it has none but to licences, ask the endpoint for one."""
    found = Counter(
        prefix for one in sample.said.triples for prefix in PREFIXES if str(one.object).startswith(f"<{prefix}")
    )
    if sample.endpoint and not any(prefix not in _RIGHTS for prefix in found):
        for prefix in PREFIXES[:4]:
            query = f"SELECT ?o {{ ?s ?p ?o FILTER(STRSTARTS(STR(?o), {endpoint.literal(prefix)})) }} LIMIT 1"
            rows = endpoint.select(fetcher, sample.endpoint, query)
            if isinstance(rows, list) and rows:
                found[prefix] += 1
                break
    told = ", ".join(f"{prefix}: {count}" for prefix, count in found.most_common(6))
    if not found:
        remedy = "Link people, places, genres and materials to a source of the Network of Terms with schema:sameAs."
        return [Finding(AREA, RED, "terms", sample.source, "no link to any term", remedy)]
    if not any(prefix not in _RIGHTS for prefix in found):
        remedy = "Only licences are linked, which counts; link people, places and genres too."
        return [Finding(AREA, GREEN, "terms", sample.source, told, remedy)]
    return [Finding(AREA, GREEN, "terms", sample.source, told)]
