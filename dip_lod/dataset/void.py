"""A dataset in VoID: how much there is, in which vocabularies, and where to ask for it."""

import hashlib

import pyoxigraph as ox

from dip_lod.config import Config
from dip_lod.dataset import publisher
from dip_lod.dataset.description import SPARQL, Dataset
from dip_lod.dataset.statements import Statements


def state(said: Statements, of: Dataset, config: Config, base: str) -> None:
    """State figures, vocabularies, the space of the URIs, and the ways to get the data."""
    uri = of.uri
    said.type(uri, "void:Dataset")
    if of.triples is not None:
        said.say(uri, "void:triples", ox.Literal(of.triples))
    if of.documents is not None:
        said.say(uri, "void:documents", ox.Literal(of.documents))
    for name, count in of.figures:
        said.say(uri, name, ox.Literal(count))
    for space, triples in of.linksets:
        linkset = f"{uri}#links-{hashlib.md5(space.encode(), usedforsecurity=False).hexdigest()}"
        said.link(uri, "void:subset", linkset)
        said.type(linkset, "void:Linkset")
        said.link(linkset, "void:subjectsTarget", uri)
        said.link(linkset, "void:objectsTarget", space)
        said.say(linkset, "void:triples", ox.Literal(triples))
    said.text(uri, "void:uriSpace", f"{base}id/")
    said.link(uri, "void:vocabulary", *of.vocabularies)
    said.link(uri, "void:exampleResource", of.example)
    said.link(uri, "void:subset", *of.parts)
    for one in of.distributions:
        if not one.service or one.protocol == SPARQL:  # VoID knows no other service
            said.link(uri, "void:sparqlEndpoint" if one.service else "void:dataDump", one.url)


def head(said: Statements, page: str, datasets: list[Dataset], config: Config, catalog: str) -> None:
    """State of a page that it describes datasets: the first of them is its subject (VoID, 6)."""
    said.type(page, "void:DatasetDescription")
    said.link(page, "dcterms:publisher", publisher.uri(config, catalog))
    said.link(page, "foaf:primaryTopic", *(one.uri for one in datasets[:1]))
    said.link(page, "foaf:topic", *(one.uri for one in datasets))
