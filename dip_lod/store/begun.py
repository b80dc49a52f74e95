"""The graphs that builds of one data folder have begun in remote stores, until they are removed there.

Written before the first triple is sent, so that a build that is killed leaves no graph that nobody knows of, and so
that no build ever removes what another installation has put into the same store.
"""

import json
import os
from pathlib import Path
from typing import NamedTuple

from dip_lod.store.errors import StoreError

FILE = "graphs.json"


class Graph(NamedTuple):
    """A graph, by the store that it is in."""

    store: str
    publication: str
    name: str


def read(data: Path) -> list[Graph]:
    """Read the list; raises StoreError."""
    try:
        return [Graph(*one) for one in json.loads((data / FILE).read_text("utf-8"))]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(
            f"{data / FILE}: cannot be read ({error}); restore it, or remove it and drop the graphs of old"
            " publications from the store yourself"
        ) from None


def add(data: Path, graphs: list[Graph]) -> None:
    """Add graphs that are about to be loaded."""
    _write(data, [*read(data), *graphs])


def remove(data: Path, graph: Graph) -> None:
    """Take out a graph that is gone."""
    _write(data, [one for one in read(data) if one != graph])


def _write(data: Path, graphs: list[Graph]) -> None:
    made = data / f"{FILE}.new"
    with made.open("w", encoding="utf-8") as stream:
        json.dump(graphs, stream, indent=1)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    made.replace(data / FILE)
