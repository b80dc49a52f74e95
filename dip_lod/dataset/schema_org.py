"""A dataset in schema.org, as NDE's Requirements for Datasets ask from version 2 on."""

import pyoxigraph as ox

from dip_lod.config import Config
from dip_lod.dataset import publisher
from dip_lod.dataset.description import Dataset, Distribution
from dip_lod.dataset.statements import Statements, moment

EU = "http://publications.europa.eu/resource/authority/"
"""The lists of the European Union, for what DCAT and NDE say with them."""


def state(said: Statements, of: Dataset, config: Config, catalog: str) -> None:
    """State what a dataset is, and each way to get it."""
    uri, who = of.uri, publisher.uri(config, catalog)
    said.type(uri, "schema:Dataset")
    said.words(uri, "schema:name", of.name)
    said.words(uri, "rdfs:label", of.name)
    said.words(uri, "schema:description", of.description)
    said.link(uri, "schema:license", of.licence)
    said.link(uri, "schema:publisher", who)
    said.link(uri, "schema:creator", who)
    said.say(uri, "schema:dateCreated", moment(of.created))
    said.say(uri, "schema:datePublished", moment(of.created))
    said.say(uri, "schema:dateModified", moment(of.modified))
    said.text(uri, "schema:inLanguage", *of.languages)
    said.text(uri, "schema:version", of.version)
    said.text(uri, "schema:identifier", of.key)
    said.link(uri, "schema:about", *config.dataset.about)
    said.link(uri, "schema:spatialCoverage", config.dataset.area)
    said.text(uri, "schema:temporalCoverage", of.temporal)
    said.link(uri, "schema:includedInDataCatalog", catalog)
    said.link(uri, "schema:hasPart", *of.parts)
    said.link(uri, "schema:isPartOf", of.whole)
    said.link(uri, "dcterms:accrualPeriodicity", f"{EU}frequency/{config.dataset.frequency}")
    said.link(uri, "dcterms:accessRights", f"{EU}access-right/PUBLIC")
    for one in of.distributions:
        said.link(uri, "schema:distribution", f"{uri}#{one.name}")
        _distribution(said, of, one)


def _distribution(said: Statements, of: Dataset, one: Distribution) -> None:
    uri = f"{of.uri}#{one.name}"
    said.type(uri, "schema:DataDownload")
    said.words(uri, "schema:name", one.title)
    said.words(uri, "schema:description", one.description)
    said.link(uri, "schema:contentUrl", one.url)
    said.text(uri, "schema:encodingFormat", one.media_type)
    said.link(uri, "schema:usageInfo", one.protocol if one.service else "", *(one.profiles or of.profiles))
    said.link(uri, "schema:license", of.licence)
    said.say(uri, "schema:dateModified", moment(of.modified))
    said.text(uri, "schema:inLanguage", *of.languages)
    said.link(uri, "schema:documentation", one.documentation)
    if one.size is not None:
        said.say(uri, "schema:contentSize", ox.Literal(str(one.size)))
    said.text(uri, "schema:sha256", one.sha256)
