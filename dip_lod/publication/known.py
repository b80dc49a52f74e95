"""Names that were looked up, remembered: the URI and the labels of a number, the labels and the number of a URI.

Each look-up of a name touches pages of the file that hold little else that a page needs, so a name is looked up once.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

MOST = 20_000
"""Names that are remembered: every page names the same terms, towns and seasons."""

_CHUNK = 500

_read = json.JSONDecoder().raw_decode

Labels = dict[str, str]
"""By language tag."""

Position = tuple[float, float]
"""Latitude and longitude."""


class Name(NamedTuple):
    """What is known of a URI; one that has no row has no number."""

    number: int | None
    uri: str
    labels: Labels


class Names:
    """The names of one publication, for all threads: nothing is ever changed in what they read."""

    def __init__(self, most: int = MOST) -> None:
        """Remember so many at most."""
        self._most = most
        self._by_uri: dict[str, Name] = {}
        self._by_number: dict[int, str] = {}
        self._positions: dict[int, Position] = {}

    def labels(self, connection: sqlite3.Connection, of: Iterable[str]) -> dict[str, Labels]:
        """Find the labels of URIs, in the order of the URIs; what has none is left out."""
        wanted = sorted(set(of))
        known = self._by_uri
        if missing := [uri for uri in wanted if uri not in known]:
            found = {uri: Name(None, uri, {}) for uri in missing}
            found |= {one.uri: one for one in _asked(connection, "uri", missing)}
            self._remember(found)
            known = {uri: found.get(uri) or known[uri] for uri in wanted}
        return {uri: labels for uri in wanted if (labels := known[uri].labels)}

    def uris(self, connection: sqlite3.Connection, of: Iterable[int | None]) -> dict[int | None, str]:
        """Find the URIs of numbers; their labels, which stand beside them, are remembered too."""
        known = self._by_number
        wanted = {number for number in of if number is not None}
        uris: dict[int | None, str] = {number: known[number] for number in wanted if number in known}
        if len(uris) < len(wanted):
            found = {one.uri: one for one in _asked(connection, "id", sorted(wanted - uris.keys()))}
            self._remember(found)
            uris |= {one.number: one.uri for one in found.values()}
        return uris

    def unknown(self, of: Iterable[int]) -> list[int]:
        """List the numbers of which nothing is remembered."""
        return [number for number in of if number not in self._by_number]

    def told(self, uris: Mapping[int, str]) -> None:
        """Remember the URIs of numbers that a table tells beside them."""
        if len(self._by_number) < self._most:
            self._by_number.update(uris)
        else:
            self._by_number = dict(uris)

    def positions(self, connection: sqlite3.Connection, of: Sequence[int]) -> Mapping[int, Position]:
        """Find where things are that have a position, by their numbers: towns and venues, which are few."""
        known = self._positions
        for start in range(0, len(missing := [number for number in of if number not in known]), _CHUNK):
            chunk = missing[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = connection.execute(f"SELECT id, latitude, longitude FROM thing WHERE id IN ({marks})", chunk)
            known.update((number, (latitude, longitude)) for number, latitude, longitude in rows)
        return known

    def number(self, uri: str) -> int | None:
        """Give the number of a URI where it is remembered."""
        found = self._by_uri.get(uri)
        return found.number if found else None

    def _remember(self, found: Mapping[str, Name]) -> None:
        """Add to what is remembered; where that is much, begin anew."""
        if len(self._by_uri) < self._most:
            self._by_uri.update(found)
        else:
            self._by_uri = dict(found)
        self.told({one.number: one.uri for one in found.values() if one.number is not None})


def _asked(connection: sqlite3.Connection, column: str, wanted: list[str] | list[int]) -> Iterable[Name]:
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        rows = connection.execute(f"SELECT id, uri, labels FROM name WHERE {column} IN ({marks})", chunk)
        for number, uri, labels in rows:
            yield Name(number, uri, _read(labels)[0] if labels else {})
