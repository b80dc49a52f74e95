"""Who publishes, and what of: the sections `[publisher]`, `[dataset]` and `[partners]` of dip-lod.toml."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, for the dataset description and the foot of each page."""

    name: str = "Digitaal Informatieplatform Podiumkunsten (demonstratie)"
    url: str = ""
    email: str = ""
    """Of a team or a function, no person: registers show it."""
    privacy: str = ""
    """Where the publisher's own privacy statement is."""
    contact: str = "Datateam"
    """What that team is called."""
    uri: str = ""
    """The publisher's own URI, where it has one; else it is part of the catalogue."""
    identifier: str = ""
    """Its ISIL code, or its number at the Chamber of Commerce."""
    same_as: tuple[str, ...] = ()
    """URIs of the publisher elsewhere."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the data is about, for its description."""

    name: str = "Nederlandse podiumkunsten als linked open data"
    name_en: str = "Dutch performing arts as linked open data"
    about: tuple[str, ...] = ("http://vocab.getty.edu/aat/300069200",)
    """Terms of the subject: performances, unless told otherwise."""
    area: str = "https://sws.geonames.org/2750405/"
    """The area covered, in GeoNames: the Netherlands, unless told otherwise."""
    frequency: str = "DAILY"
    """How often it is built, a word of the European Union's list of frequencies."""


@dataclass(frozen=True, slots=True)
class Partners:
    """Whom each partner is to ask: a team and its address; empty: the publisher's own."""

    ocw: str = ""
    den: str = ""
    audience_agency: str = ""
    podiumkunst: str = ""
    boekmanstichting: str = ""
    rotterdam_festivals: str = ""
    labour_market: str = ""
