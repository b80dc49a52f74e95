"""One query, evaluated by Oxigraph: the result into an outbox, or the failure as a value."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from dip_lod.publication import layout
from dip_lod.publication.statistics.tables import MAIN, RDA
from dip_lod.sparql import document_graphs, guard, prologue, syntax, xml_text
from dip_lod.sparql.answer import NOT_IN_XML, Broken, Exceeded, Failure, Form, Malformed, Unreachable
from dip_lod.sparql.counted import Overflow
from dip_lod.sparql.formats import GRAPH_FORMATS, SELECT_FORMATS
from dip_lod.sparql.limits import Limits
from dip_lod.sparql.outbox import Outbox
from dip_lod.sparql.precomputed import figures, rewriting
from dip_lod.sparql.request import QueryRequest
from dip_lod.sparql.xml_text import Unwritable

_DAMAGED = "Corruption: "
"""What RocksDB's words begin with where a block is not what was written."""


def evaluate(store: ox.Store, request: QueryRequest, outbox: Outbox, limits: Limits) -> Failure | None:
    """Write the whole result to the outbox, all but its end; or return why there is none."""
    if refused := guard.check(request.query, limits):
        return refused
    try:
        _serialize(_query(store, request), request, outbox)
    except SyntaxError as error:
        return syntax.explain(str(error), request.query)
    except (ValueError, RuntimeError) as error:  # an unknown function, an IRI that is none: found while evaluating
        if f"{error}".startswith(_DAMAGED):
            return Broken(f"{request.store}: {error}; see 'dip-lod verify', and whether the disk is sound")
        return Malformed(f"{error}".rstrip(".") + ".")
    except MemoryError:
        return Exceeded("memory_bytes", limits.memory_bytes)
    except Overflow as overflow:
        return Exceeded(overflow.limit, overflow.value)
    except Unwritable as unwritable:
        return NOT_IN_XML[unwritable.what]
    except ConnectionError:
        raise
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, OSError) and xml_text.is_reserved(error):
            return NOT_IN_XML["names"]
        if limits.services and "http" in str(error):
            return Unreachable(502, f"SERVICE: {error}".rstrip() + ".")
        return Broken(f"{request.store}: {error}; see the log, and whether the disk is sound")
    return None


def _query(store: ox.Store, request: QueryRequest) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
    default, named = request.default_graphs, request.named_graphs
    if request.store and (documents := document_graphs.named(request)):
        default, named = documents
        store = document_graphs.store(request, default + named)
    if request.counts:
        counted = rewriting.alone(request.query, request.counts.parent, scope(request.counts))
        ox.Store().query(request.query, base_iri=request.base)  # what is no SPARQL is refused by its own text
        return store.query(counted or request.query, base_iri=request.base)
    if not default and not named:
        if request.store and (answered := _known(request, request.store)):
            ox.Store().query(request.query, base_iri=request.base)  # what is no SPARQL is refused by its own text
            return store.query(answered, base_iri=request.base)
        return store.query(request.query, base_iri=request.base)
    return store.query(
        request.query,
        base_iri=request.base,
        default_graph=[ox.NamedNode(iri) for iri in default],
        named_graphs=[ox.NamedNode(iri) for iri in named],
    )


def _known(request: QueryRequest, asked: Path) -> str | None:
    """Rewrite a query by what the build has counted; None where the engine must count itself."""
    folder, of = asked.parent, scope(asked)
    figure = figures.rewrite(request.query, folder, request.base or "") if of == MAIN else None
    return figure or rewriting.rewrite(request.query, folder, of)


def scope(store: Path) -> str:
    """Name what the counts of a store stand under."""
    return RDA if store.name == layout.RDA_STORE else MAIN


def _serialize(
    results: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, request: QueryRequest, outbox: Outbox
) -> None:
    if isinstance(results, ox.QueryTriples):
        graph_format = GRAPH_FORMATS[request.graph_type]
        file = xml_text.through(outbox, graph_format.media_type)
        outbox.open(Form.GRAPH, graph_format)
        rdf_format = ox.RdfFormat.from_media_type(graph_format.media_type)
        ox.serialize(_counted(results, outbox), file, rdf_format, prefixes=prologue.read(request.query).prefixes)
        return
    select_format = SELECT_FORMATS[request.select_type]
    file = xml_text.through(outbox, select_format.media_type)
    results_format = ox.QueryResultsFormat.from_media_type(select_format.media_type)
    if isinstance(results, ox.QueryBoolean):
        outbox.open(Form.ASK, select_format)
        outbox.count()
        results.serialize(file, results_format)
        return
    outbox.open(Form.SELECT, select_format)
    results.serialize(file, results_format)


def _counted(triples: ox.QueryTriples, outbox: Outbox) -> Iterator[ox.Triple]:
    for triple in triples:
        outbox.count()
        yield triple
