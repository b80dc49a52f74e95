"""The page of a dataset or of the catalogue: what is asked of it first, and every statement literally."""

from typing import NamedTuple

import pyoxigraph as ox

from dip_lod import vocabulary
from dip_lod.publication import terms
from dip_lod.publication.terms import Literal, Term
from dip_lod.web.dataset import dataset_facts
from dip_lod.web.http.forms import FORMS
from dip_lod.web.page.site import Site
from dip_lod.web.rdf import structured
from dip_lod.web.rdf.graph import LABEL, Graph, Properties
from dip_lod.web.words import sizes
from dip_lod.web.words.shown import Labels
from dip_lod.web.words.visitor import Visitor


class Line(NamedTuple):
    """A property with its values: text, language, and where a link leads."""

    name: str
    label: str
    values: list[tuple[str, str | None, str | None]]


def page(site: Site, said: list[ox.Triple], main: str, path: str, reader: Visitor, names: Labels) -> str:
    """Make the page; `names` has the other datasets'.

    It shows each URI and each text literally too: a register compares it with the data.
    """
    graph = _graph(said, main)
    order = sorted(graph.subjects, key=lambda uri: uri != main)
    return site.page(
        "dataset.html",
        reader,
        title=reader.texts.told(graph.labels(main), main),
        lead=reader.texts.told(graph.labels(main, "https://schema.org/description")),
        document=main.replace("/id/", "/doc/", 1),
        forms=[(one.name, one.media_type, f"{path}.{one.extension}") for one in FORMS if one.rdf],
        facts=dataset_facts.facts(graph, main, names, reader),
        datasets=dataset_facts.listed(graph, names, reader),
        distributions=_distributions(graph, reader),
        subjects=[(uri, _fragment(uri, main), _lines(graph, uri, reader)) for uri in order],
        structured=structured.write(graph, {}, reader.language, {}),
    )


def _graph(said: list[ox.Triple], main: str) -> Graph:
    subjects: dict[str, Properties] = {}
    for one in said:
        if isinstance(one.subject, ox.NamedNode) and isinstance(one.object, (ox.NamedNode, ox.Literal)):
            said_of = subjects.setdefault(one.subject.value, {})
            said_of.setdefault(one.predicate.value, []).append(terms.term(one.object))
    return Graph(main, subjects)


def _distributions(graph: Graph, reader: Visitor) -> list[tuple[str, str, str, str]]:
    """List the ways to get the dataset: name, what it is, address, how large."""
    found = []
    for uri in graph.nodes(graph.thing, "https://schema.org/distribution"):
        url = next(iter(graph.nodes(uri, "https://schema.org/contentUrl")), "")
        octets = graph.text(uri, "https://schema.org/contentSize") or ""
        size = sizes.size(int(octets), reader.texts) if octets.isdecimal() else octets
        name = reader.texts.told(graph.labels(uri, "https://schema.org/name"), url)
        found.append((name, reader.texts.told(graph.labels(uri, "https://schema.org/description")), url, size))
    return found


def _fragment(uri: str, main: str) -> str:
    """Give the fragment by which a link finds a part of the page's own thing: datasets of a catalogue share theirs."""
    whole, _, fragment = uri.partition("#")
    return fragment if whole == main else ""


def _lines(graph: Graph, subject: str, reader: Visitor) -> list[Line]:
    return [
        Line(vocabulary.shorten(predicate), reader.term(predicate), [_value(term, reader) for term in values])
        for predicate, values in sorted(
            graph.subjects[subject].items(), key=lambda one: (one[0] != LABEL, vocabulary.shorten(one[0]))
        )
    ]


def _value(term: Term, reader: Visitor) -> tuple[str, str | None, str | None]:
    if isinstance(term, Literal):
        return term.value, term.language, None
    return term.value, None, reader.link(term.value)
