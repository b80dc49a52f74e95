"""Who publishes, and where to write to: the publisher's part of a description."""

from dip_lod.config import Config
from dip_lod.dataset.statements import Statements


def uri(config: Config, catalog: str) -> str:
    """Give the URI of the publisher: its own, or a part of the catalogue's page, so that it resolves."""
    return config.publisher.uri or f"{catalog}#publisher"


def contact(catalog: str) -> str:
    """Give the URI of the contact point."""
    return f"{catalog}#contact"


def state(said: Statements, config: Config, catalog: str) -> None:
    """State who publishes, as schema.org, FOAF and vCard name it."""
    about, who, where = config.publisher, uri(config, catalog), contact(catalog)
    name, team = {"nl": about.name}, {"nl": about.contact}
    said.type(who, "schema:Organization", "foaf:Agent", "foaf:Organization")
    for predicate in ("schema:name", "foaf:name"):
        said.words(who, predicate, name)
    if about.identifier:
        said.text(who, "schema:identifier", about.identifier)
    said.link(who, "schema:sameAs", *about.same_as)
    said.link(who, "schema:url", about.url)
    said.link(who, "foaf:homepage", about.url)
    if about.email:
        said.link(who, "schema:contactPoint", where)
        said.type(where, "schema:ContactPoint", "vcard:Kind", "vcard:Organization")
        said.words(where, "schema:name", team)
        said.words(where, "vcard:fn", team)
        said.text(where, "schema:email", about.email)
        said.link(where, "vcard:hasEmail", f"mailto:{about.email}")
