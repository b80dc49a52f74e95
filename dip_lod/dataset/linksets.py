"""Links to the sources of the Network of Terms, by the spaces of their URIs."""

from collections import Counter
from collections.abc import Mapping

NETWORK_OF_TERMS = (
    "http://data.beeldengeluid.nl/gtaa/",
    "http://data.bibliotheken.nl/id/thes/",
    "http://rightsstatements.org/",
    "http://vocab.getty.edu/aat/",
    "http://www.wikidata.org/entity/",
    "https://creativecommons.org/",
    "https://data.cultureelerfgoed.nl/term/id/",
    "https://data.muziekschatten.nl/som/",
    "https://data.muziekweb.nl/Link/",
    "https://data.rkd.nl/artists/",
    "https://sws.geonames.org/",
)
"""What the Network's catalogue says of the sources that our data may point to, licences among them."""


def count(spaces: Mapping[str, int]) -> dict[str, int]:
    """Count the triples that point into each source, from those that point into each space.

    >>> count({"http://vocab.getty.edu/aat/": 2, "https://sws.geonames.org/1/": 1, "https://example.org/": 5})
    {'http://vocab.getty.edu/aat/': 2, 'https://sws.geonames.org/': 1}
    """
    found: Counter[str] = Counter()
    for space, triples in spaces.items():
        for source in NETWORK_OF_TERMS:
            if space.startswith(source):
                found[source] += triples
    return dict(sorted(found.items()))
