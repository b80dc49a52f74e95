"""The dump of the RDA view: of terms and places, ours and elsewhere, it holds those it points to (MODEL, rule 11)."""

import tempfile
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from dip_lod.publication import elsewhere, layout
from dip_lod.publication.late import is_late

_POINTED_ONLY = ("hall", "place", "term", "venue")
_REMEMBERED = 50_000
_MATCH = "<http://www.w3.org/2004/02/skos/core#exactMatch>"


class Pointing:
    """Finds what the RDA view of a document points to, of what is there only where it is pointed to."""

    def __init__(self, base: str) -> None:
        self._start = len(f"<{base}id/")
        self._pointable = tuple(f"<{base}id/{kind}/" for kind in _POINTED_ONLY)
        self._outside = frozenset(f"<{uri}> ." for uri in elsewhere.descriptions())
        self._known: dict[str, str] = {}

    def of(self, key: str, lines: Iterable[str]) -> frozenset[str]:
        """Give keys of things of ours and URIs of terms elsewhere."""
        found = set()
        known = self._known
        if len(known) > _REMEMBERED:
            known.clear()
        for line in lines:
            _, predicate, rest = line.split(" ", 2)
            name = known.get(rest)
            if name is None:
                name = known[rest] = self._name(rest)
            if name and (predicate != _MATCH or rest in self._outside):
                found.add(name)
        found.discard(key)
        return frozenset(found)

    def _name(self, rest: str) -> str:
        """Give the key or the URI that the rest of a line points to, empty for what is there anyway."""
        if rest.startswith(self._pointable):
            return rest[self._start : -3].partition("#")[0]
        return rest[1:-3] if rest in self._outside else ""


class RdaDump:
    """Collects the RDA view of documents in their order; `close` writes what is pointed to and all the rest."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / layout.RDA_DUMP
        self._spool = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed by `close` or `abandon`)
        self._late: dict[str, bytes] = {}
        self._pointed: set[str] = set()

    def add(self, key: str, statements: bytes, points: Iterable[str]) -> None:
        """Add the view of a document, and what it points to."""
        self._pointed.update(points)
        if is_late(key):
            self._late[key] = statements
        elif statements:
            self._spool.write(b"%s\t%d\n%s" % (key.encode(), len(statements), statements))

    def close(self) -> tuple[int, list[str]]:
        """Write the dump; give its triples, and the keys of the documents that it left out."""
        dropped = sorted(key for key in self._late if key not in self._pointed)
        late = deque(sorted(self._pointed & self._late.keys()))
        count = sum(self._late[key].count(b"\n") for key in late)
        self._spool.seek(0)
        with self._file.open("wb") as dump:
            while header := self._spool.readline():
                key, length = header.decode().split("\t")
                statements = self._spool.read(int(length))
                while late and late[0] < key:
                    dump.write(self._late[late.popleft()])
                if key.partition("/")[0] in _POINTED_ONLY and key not in self._pointed:
                    dropped.append(key)
                    continue
                dump.write(statements)
                count += statements.count(b"\n")
            for key in late:
                dump.write(self._late[key])
            for uri in sorted(self._pointed & elsewhere.descriptions().keys()):
                dump.write(elsewhere.descriptions()[uri])
                count += elsewhere.descriptions()[uri].count(b"\n")
        self._spool.close()
        return count, dropped

    def abandon(self) -> None:
        """Close the scratch file."""
        self._spool.close()
