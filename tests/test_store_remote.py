"""dip_lod/store/remote.py: what the settings and the environment say of a remote store."""

import pytest
import store_servers

from dip_lod.config import Config, Remote
from dip_lod.errors import ConfigurationError
from dip_lod.store import remote

QUERY = {
    "oxigraph": ("http://h:7878/query", "http://h:7878/store"),
    "virtuoso": ("http://h:8890/sparql", "http://h:8890/sparql-graph-crud-auth"),
    "graphdb": ("https://h/repositories/dip", "https://h/repositories/dip/rdf-graphs/service"),
    "fuseki": ("http://h:3030/dip/sparql", "http://h:3030/dip/data"),
    "neptune": ("https://h:8182/sparql", "https://h:8182/sparql/gsp/"),
    "qlever": ("http://h:7001", "http://h:7001"),
}


def test_the_embedded_store_is_no_remote_one() -> None:
    assert remote.read(Config(), {}) is None


@pytest.mark.parametrize("engine", QUERY)
def test_the_graph_store_of_an_engine_is_known(engine: str) -> None:
    query, graphs = QUERY[engine]
    found = remote.read(Config(store=f"sparql+{query}", remote=Remote(engine)), store_servers.WRITER)
    assert found is not None
    assert (found.query, found.graphs, found.user, found.password) == (query, graphs, "dba", "dba")
    assert "dba" not in repr(found)


def test_another_graph_store_can_be_named() -> None:
    settings = Remote("other", graphs="http://h/graphs")
    found = remote.read(Config(store="sparql+http://h/sparql", remote=settings), {})
    assert found is not None and found.graphs == "http://h/graphs"


@pytest.mark.parametrize(
    ("store", "settings", "sentence"),
    [
        ("virtuoso", Remote("virtuoso"), "store: 'virtuoso' is no store; write \"embedded\""),
        ("sparql+ftp://h/sparql", Remote("virtuoso"), "store: is no web address"),
        ("sparql+http:///sparql", Remote("virtuoso"), "store: is no web address"),
        ("sparql+http://h:99999/sparql", Remote("virtuoso"), "store: is no web address"),
        ("sparql+http://h/sp arql", Remote("virtuoso"), "store: is no web address"),
        ("sparql+http://dba:geheim@h/sparql", Remote("virtuoso"), "store: holds a user or a password; take them out"),
        ("sparql+http://h/sparql?x=1", Remote("virtuoso"), r"store: has a '\?' or a '#'"),
        ("sparql+http://h/sparql", Remote(), "remote.engine: is missing, and 'store' is remote; choose from fuseki"),
        ("sparql+http://h/sparql", Remote("virtuos"), "remote.engine: 'virtuos' is unknown; choose from virtuoso"),
        ("sparql+http://h/sparql", Remote("oxigraph"), "store: where graphs are loaded is not known for"),
        ("sparql+http://h/sparql", Remote("other"), "set remote.graphs to the address of its graph store"),
        ("sparql+http://h/sparql", Remote("other", "http://a:b@h/"), "remote.graphs: holds a user or a password"),
        ("sparql+http://h/sparql", Remote("virtuoso", seconds=0), "remote.seconds: is 0; give more than 0"),
    ],
)
def test_a_wrong_setting_is_a_sentence(store: str, settings: Remote, sentence: str) -> None:
    with pytest.raises(ConfigurationError, match=sentence) as caught:
        remote.read(Config(store=store, remote=settings), {})
    assert "geheim" not in str(caught.value)
