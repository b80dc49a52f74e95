"""What people ask of a dataset first: who publishes it, under which licence, about which time, how much, how new."""

from typing import NamedTuple

from dip_lod.publication.terms import Iri, Term
from dip_lod.web.rdf.graph import Graph
from dip_lod.web.words import texts, values
from dip_lod.web.words.shown import Labels, Row, Value
from dip_lod.web.words.visitor import Visitor

_SCHEMA = "https://schema.org/"
_VOID = "http://rdfs.org/ns/void#"
_ASKED = ("publisher", "license", "dateModified", "temporalCoverage", "inLanguage", "isPartOf")
_COUNTED = (("documents", "documents"), ("triples", "statements"))


class Listed(NamedTuple):
    """A dataset in the catalogue."""

    name: Value
    about: str
    facts: list[Row]


def facts(graph: Graph, dataset: str, names: Labels, reader: Visitor) -> list[Row]:
    """List what is asked first of a dataset, in that order; what its description does not say is left out."""
    labels = {uri: graph.labels(uri) or graph.labels(uri, _SCHEMA + "name") for uri in graph.subjects} | {**names}
    found = []
    for name in _ASKED:
        said = [_value(term, name, labels, reader) for term in graph.objects(dataset, _SCHEMA + name)]
        if said:
            found.append(Row(_SCHEMA + name, reader.term(_SCHEMA + name), said))
    words = reader.texts.tables["dataset"]
    for name, key in _COUNTED:
        count = graph.text(dataset, _VOID + name)
        if count:
            found.append(Row(_VOID + name, str(words[key]), [Value(reader.texts.number(count))]))
    return found


def listed(graph: Graph, names: Labels, reader: Visitor) -> list[Listed]:
    """List the datasets of a catalogue, with what is asked first of each."""
    found = []
    for uri in graph.nodes(graph.thing, _SCHEMA + "dataset"):
        named = texts.best(graph.labels(uri, _SCHEMA + "name"), reader.language) or (uri, "")
        about = reader.texts.told(graph.labels(uri, _SCHEMA + "description"))
        name = values.tagged(*named, reader)._replace(href=reader.link(uri))
        found.append(Listed(name, about, [one for one in facts(graph, uri, names, reader) if one.name not in _SAME]))
    return found


_SAME = ("schema:publisher", "schema:isPartOf")
"""What is the same of every dataset of a catalogue."""


def _value(term: Term, name: str, labels: Labels, reader: Visitor) -> Value:
    """Write a value; a language by its name."""
    if isinstance(term, Iri):
        return values.node(term.value, {uri: said for uri, said in labels.items() if said}, reader)
    if name == "inLanguage":
        return Value(str(reader.texts.tables["languages"].get(term.value, term.value)))
    if name == "temporalCoverage":
        first, _, last = term.value.partition("/")
        return Value(f"{first}–{last.replace('..', '')}")
    return values.literal(term, reader)
