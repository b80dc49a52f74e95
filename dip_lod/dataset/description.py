"""A dataset and the ways to get it, before they are written in any vocabulary."""

from collections.abc import Mapping
from dataclasses import dataclass

SPARQL = "https://www.w3.org/TR/sparql11-protocol/"
"""What a register knows a SPARQL endpoint by, …"""
OAI_PMH = "http://www.openarchives.org/pmh/"
"""… a repository of OAI-PMH …"""
LDES = "https://w3id.org/ldes/specification"
"""… and an event stream."""

LICENCES = frozenset(
    f"https://creativecommons.org/{name}/"
    for name in (
        "publicdomain/zero/1.0", "publicdomain/mark/1.0", "licenses/by/4.0", "licenses/by-sa/4.0",
        "licenses/by-nc/4.0", "licenses/by-nc-sa/4.0", "licenses/by-nd/4.0", "licenses/by-nc-nd/4.0",
    )
)  # fmt: skip
"""The licences that a register takes, by their canonical URIs."""


GZIP = "+gzip"
"""What a media type ends with where a file is packed."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One way to get a dataset: a file, or a service."""

    name: str
    """The fragment that it has in its dataset's URI."""
    url: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    media_type: str = ""
    """Of a file; a service has none."""
    size: int | None = None
    """Bytes of a file."""
    sha256: str = ""
    documentation: str = ""
    """A page about it."""
    profiles: tuple[str, ...] = ()
    """What it conforms to, where that is not what its dataset conforms to."""
    protocol: str = SPARQL
    """Of a service."""

    @property
    def service(self) -> bool:
        """Whether it is a service, not a file."""
        return not self.media_type


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset: what it is, how much, of when, and how to get it."""

    key: str
    uri: str
    name: Mapping[str, str]
    description: Mapping[str, str]
    licence: str
    created: str
    """The day of the first publication."""
    modified: str
    """The moment of the last publication that changed anything."""
    version: str
    languages: tuple[str, ...]
    profiles: tuple[str, ...]
    """What it conforms to."""
    vocabularies: tuple[str, ...]
    distributions: tuple[Distribution, ...]
    temporal: str = ""
    """The period covered, as an interval of ISO 8601."""
    triples: int | None = None
    documents: int | None = None
    figures: tuple[tuple[str, int], ...] = ()
    """Properties of VoID, with their counts."""
    linksets: tuple[tuple[str, int], ...] = ()
    """Spaces of URIs elsewhere, and how many triples point there."""
    example: str = ""
    """The URI of one of its things."""
    parts: tuple[str, ...] = ()
    """URIs of the datasets that it is made of."""
    whole: str = ""
    """URI of the dataset that it is a part of."""
