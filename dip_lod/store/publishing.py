"""Publications in a remote store: a graph for each view, loaded and counted before the journal names it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dip_lod.store import begun, counting, graphs
from dip_lod.store.begun import Graph
from dip_lod.store.errors import StoreError
from dip_lod.store.remote import Remote
from dip_lod.store.uploading import Upload


@dataclass(frozen=True, slots=True)
class View:
    """A view of a publication: the dump of its statements, and how many there are."""

    dump: Path
    triples: int


class RemoteStore:
    """The graphs of one data folder in a remote store. Every method raises StoreError."""

    def __init__(self, remote: Remote, data: Path) -> None:
        self._remote = remote
        self._data = data

    def check(self) -> None:
        """See whether the store answers, before a build spends time on it."""
        counting.holds_some(self._remote, graphs.NOTHING, self._remote.seconds)

    def load(self, publication: str, views: Mapping[str, View], rows: int, loaded: Callable[[int], object]) -> None:
        """Load the views of a publication that is not committed yet, and count what has come.

        `rows` is how many rows readers may get (`limits.rows`): a store that gives fewer would cut their answers.
        `loaded` is told of triples as they go.
        """
        names = {view: Graph(self._remote.query, publication, graphs.name(publication, view)) for view in views}
        begun.add(self._data, list(names.values()))
        with Upload(self._remote) as upload:
            for view, made in views.items():
                upload.drop(names[view].name)
                if made.triples:
                    upload.load(made.dump, names[view].name, loaded)
        for view, made in views.items():
            self._count(names[view].name, made)
        largest = max(views, key=lambda view: views[view].triples)
        self._measure(names[largest].name, views[largest].triples, rows)

    def _count(self, graph: str, made: View) -> None:
        found = counting.triples(self._remote, graph)
        if found != made.triples:
            raise StoreError(
                f"{self._remote.query}: holds {found} triples of {graph} where {made.dump.name} has {made.triples};"
                " see the store's log, and whether it may write all (disk, limits), and build again"
            )

    def _measure(self, graph: str, triples: int, rows: int) -> None:
        given = counting.gives(self._remote, graph, rows + 1, triples)
        if given <= rows:
            raise StoreError(
                f"{self._remote.query}: gives {given} rows where it is asked for {rows + 1}, so readers would get"
                f" answers cut short; raise its limit above limits.rows ({rows}), or set limits.rows below {given}"
            )

    def holds(self, publication: str, views: Mapping[str, View]) -> bool:
        """Say whether the views of a publication are there, to the last triple."""
        return all(
            counting.triples(self._remote, graphs.name(publication, view)) == made.triples
            for view, made in views.items()
        )

    def claim(self, publications: Iterable[str], views: Collection[str]) -> None:
        """List the graphs of publications as ours: the list may have been lost, with the data folder perhaps."""
        known = set(begun.read(self._data))
        ours = [Graph(self._remote.query, one, graphs.name(one, view)) for one in publications for view in views]
        if unlisted := [graph for graph in ours if graph not in known]:
            begun.add(self._data, unlisted)

    def tidy(self, kept: Collection[str]) -> None:
        """Remove the graphs of publications that are gone, and of builds that came to nothing."""
        gone = [
            one for one in begun.read(self._data) if one.store == self._remote.query and one.publication not in kept
        ]
        if not gone:
            return
        with Upload(self._remote) as upload:
            for graph in gone:
                upload.drop(graph.name)
                begun.remove(self._data, graph)
