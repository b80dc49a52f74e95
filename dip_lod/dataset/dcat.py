"""A dataset in DCAT 3, as the Dutch application profile DCAT-AP-NL 3 asks."""

import pyoxigraph as ox

from dip_lod.config import Config
from dip_lod.dataset import publisher
from dip_lod.dataset.description import GZIP, LDES, OAI_PMH, SPARQL, Dataset, Distribution
from dip_lod.dataset.schema_org import EU
from dip_lod.dataset.statements import Statements, moment, typed

_LANGUAGES = {"nl": "NLD", "en": "ENG", "fy": "FRY", "de": "DEU", "fr": "FRA"}
_THEME = f"{EU}data-theme/EDUC"
"""Education, culture and sport."""
_IANA = "https://www.iana.org/assignments/media-types/"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_FORMATS = {SPARQL: "SPARQLQ", OAI_PMH: "XML", LDES: "RDF_TRIG"}
"""What a service answers with, in the list of the EU."""


def state(said: Statements, of: Dataset, config: Config, catalog: str) -> None:
    """State what a dataset is, each file, and each service."""
    uri = of.uri
    said.type(uri, "dcat:Dataset")
    said.words(uri, "dcterms:title", of.name)
    _common(said, uri, of, config, catalog)
    said.words(uri, "dcterms:description", of.description)
    said.link(uri, "dcterms:creator", publisher.uri(config, catalog))
    said.say(uri, "dcterms:created", moment(of.created))
    said.say(uri, "dcterms:issued", moment(of.created))
    said.say(uri, "dcterms:modified", moment(of.modified))
    said.link(uri, "dcterms:language", *_languages(of))
    said.link(uri, "dcterms:subject", *config.dataset.about)
    said.link(uri, "dcterms:spatial", config.dataset.area)
    said.text(uri, "dcat:version", of.version)
    said.link(uri, "dcat:landingPage", uri)
    said.link(uri, "dcterms:hasPart", *of.parts)
    said.link(uri, "dcterms:isPartOf", of.whole)
    said.link(uri, "dcterms:conformsTo", *of.profiles)
    if of.temporal:
        period = f"{uri}#period"
        said.link(uri, "dcterms:temporal", period)
        said.type(period, "dcterms:PeriodOfTime")
        said.say(period, "dcat:startDate", typed(of.temporal.partition("/")[0], "xsd:gYear"))
    for one in of.distributions:
        said.link(uri, "dcat:distribution", f"{uri}#{one.name}")
        _distribution(said, of, one)
        if one.service:
            _service(said, of, one, config, catalog)


def _common(said: Statements, uri: str, of: Dataset, config: Config, catalog: str) -> None:
    """State what datasets and services have in common."""
    if config.publisher.email:
        said.link(uri, "dcat:contactPoint", publisher.contact(catalog))
    said.link(uri, "dcterms:publisher", publisher.uri(config, catalog))
    said.link(uri, "dcterms:license", of.licence)
    said.link(uri, "dcterms:accessRights", f"{EU}access-right/PUBLIC")
    said.link(uri, "dcat:theme", _THEME)
    said.text(uri, "dcterms:identifier", uri)


def _distribution(said: Statements, of: Dataset, one: Distribution) -> None:
    uri = f"{of.uri}#{one.name}"
    said.type(uri, "dcat:Distribution")
    said.words(uri, "dcterms:title", one.title)
    said.words(uri, "dcterms:description", one.description)
    said.link(uri, "dcat:accessURL", one.url)
    said.link(uri, "dcterms:license", of.licence)
    said.say(uri, "dcterms:modified", moment(of.modified))
    said.link(uri, "dcterms:conformsTo", one.protocol if one.service else "", *(one.profiles or of.profiles))
    said.link(uri, "dcterms:language", *_languages(of))
    if one.service:
        said.link(uri, "dcterms:format", f"{EU}file-type/{_FORMATS[one.protocol]}")
        said.link(uri, "dcat:accessService", f"{one.url}#service")
        return
    said.link(uri, "dcat:downloadURL", one.url)
    said.link(uri, "dcat:mediaType", _IANA + one.media_type.removesuffix(GZIP))
    said.link(uri, "dcat:compressFormat", f"{_IANA}application/gzip" if one.media_type.endswith(GZIP) else "")
    if one.size is not None:
        said.say(uri, "dcat:byteSize", typed(str(one.size), "xsd:nonNegativeInteger"))
    if one.sha256:
        checksum = f"{uri}-checksum"
        said.link(uri, "spdx:checksum", checksum)
        said.type(checksum, "spdx:Checksum")
        said.link(checksum, "spdx:algorithm", _SHA256)
        said.say(checksum, "spdx:checksumValue", typed(one.sha256, "xsd:hexBinary"))


def _service(said: Statements, of: Dataset, one: Distribution, config: Config, catalog: str) -> None:
    """State the service behind a distribution; it has the URI that its own description gives it."""
    uri = f"{one.url}#service"
    said.type(uri, "dcat:DataService")
    said.words(uri, "dcterms:title", one.title)
    said.words(uri, "dcterms:description", one.description)
    said.link(uri, "dcat:endpointURL", one.url)
    said.link(uri, "dcat:endpointDescription", f"{one.url}?verb=Identify" if one.protocol == OAI_PMH else one.url)
    said.link(uri, "dcat:servesDataset", of.uri)
    said.link(uri, "dcterms:conformsTo", one.protocol)
    _common(said, uri, of, config, catalog)


def _languages(of: Dataset) -> list[str]:
    return [f"{EU}language/{_LANGUAGES[one]}" for one in of.languages if one in _LANGUAGES]


def catalog(said: Statements, uri: str, datasets: list[Dataset], config: Config) -> None:
    """State what a catalogue needs beside its name and what it lists."""
    said.type(uri, "dcat:Catalog")
    said.link(uri, "dcat:dataset", *(one.uri for one in datasets))
    said.link(uri, "dcterms:publisher", publisher.uri(config, uri))
    said.link(uri, "dcterms:license", config.licence)
    said.say(uri, "dcterms:modified", *(moment(one.modified) for one in datasets[:1]))
    said.link(uri, "foaf:homepage", uri)
    said.say(uri, "dcterms:identifier", ox.Literal(uri))
    if config.publisher.email:
        said.link(uri, "dcat:contactPoint", publisher.contact(uri))
