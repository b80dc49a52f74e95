"""The catalogue: a page of datasets, or one dataset, as statements that stand by themselves."""

from dip_lod.config import Config
from dip_lod.dataset import dcat, publisher, schema_org, void
from dip_lod.dataset.description import Dataset
from dip_lod.dataset.statements import Statements, typed
from dip_lod.dataset.words import words

PAGE = 1000
"""Datasets of a page: registers ask for paging beyond."""


def uri(base: str) -> str:
    """Give the URI of the catalogue."""
    return f"{base}id/catalog"


def pages(datasets: list[Dataset], size: int = PAGE) -> int:
    """Count the pages of the catalogue."""
    return max(1, -(-len(datasets) // size))


def page(datasets: list[Dataset], config: Config, base: str, number: int = 1, size: int = PAGE) -> Statements:
    """Describe the catalogue and a page of its datasets; each page is complete in itself (Hydra)."""
    said, here = Statements(), uri(base)
    shown = datasets[(number - 1) * size : number * size]
    _catalog(said, shown, config, base)
    for one in shown:
        _dataset(said, one, config, base)
    total = pages(datasets, size)
    if total > 1:
        view = f"{base}doc/catalog?page="
        said.type(here, "hydra:Collection")
        said.say(here, "hydra:totalItems", typed(str(len(datasets)), "xsd:integer"))
        said.link(here, "hydra:view", f"{view}{number}")
        said.type(f"{view}{number}", "hydra:PartialCollectionView")
        said.link(f"{view}{number}", "hydra:first", f"{view}1")
        said.link(f"{view}{number}", "hydra:last", f"{view}{total}")
        said.link(f"{view}{number}", "hydra:previous", f"{view}{number - 1}" if number > 1 else "")
        said.link(f"{view}{number}", "hydra:next", f"{view}{number + 1}" if number < total else "")
    void.head(said, f"{base}doc/catalog", shown, config, here)
    return said


def single(of: Dataset, config: Config, base: str) -> Statements:
    """Describe one dataset, with the catalogue that it is in and the publisher."""
    said = Statements()
    _dataset(said, of, config, base)
    _catalog(said, [of], config, base)
    doc = of.uri.replace("/id/", "/doc/", 1)
    said.type(doc, "schema:WebPage")
    said.link(doc, "schema:mainEntity", of.uri)
    void.head(said, doc, [of], config, uri(base))
    return said


def _dataset(said: Statements, of: Dataset, config: Config, base: str) -> None:
    schema_org.state(said, of, config, uri(base))
    dcat.state(said, of, config, uri(base))
    void.state(said, of, config, base)


def _catalog(said: Statements, shown: list[Dataset], config: Config, base: str) -> None:
    here = uri(base)
    name = {"nl": config.publisher.name}
    said.type(here, "schema:DataCatalog")
    for what, predicates in (
        ("name", ("schema:name", "rdfs:label", "dcterms:title")),
        ("description", ("schema:description", "dcterms:description")),
    ):
        for predicate in predicates:
            said.words(here, predicate, words("catalog", what, name=name))
    said.link(here, "schema:publisher", publisher.uri(config, here))
    said.link(here, "schema:dataset", *(one.uri for one in shown))
    dcat.catalog(said, here, shown, config)
    publisher.state(said, config, here)
