"""The dump of the RDA view: of terms and places, ours and elsewhere, it holds those it points to (MODEL, rule 11)."""

import tempfile
from pathlib import Path

from dip_lod.publication import elsewhere, layout

_POINTED_ONLY = ("hall", "place", "term", "venue")
_MATCH = b"<http://www.w3.org/2004/02/skos/core#exactMatch>"


class RdaDump:
    """Collects the RDA view of documents in their order; `close` writes what is pointed to and all the rest."""

    def __init__(self, folder: Path, base: str) -> None:
        self._file = folder / layout.RDA_DUMP
        self._space = f"{base}id/".encode()
        self._pointable = tuple(f"{base}id/{kind}/".encode() for kind in _POINTED_ONLY)
        self._outside = {uri.encode() for uri in elsewhere.descriptions()}
        self._spool = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed by `close` or `abandon`)
        self._terms: dict[str, bytes] = {}
        self._pointed: set[str] = set()
        self._elsewhere: set[str] = set()

    def add(self, key: str, statements: bytes) -> None:
        """Add the view of a document."""
        kind = key.partition("/")[0]
        own = key.encode()
        for line in statements.splitlines():
            _, predicate, rest = line.split(b" ", 2)
            target = rest[1:-3]
            if not rest.startswith(b"<"):
                continue
            if target.startswith(self._pointable) and predicate != _MATCH:
                thing = target[len(self._space) :].partition(b"#")[0]
                if thing != own:
                    self._pointed.add(thing.decode())
            elif target in self._outside:
                self._elsewhere.add(target.decode())
        if kind == "term":
            self._terms[key] = statements
        elif statements:
            self._spool.write(b"%s\t%d\n%s" % (key.encode(), len(statements), statements))

    def close(self) -> tuple[int, list[str]]:
        """Write the dump; give its triples, and the keys of the documents that it left out."""
        dropped = sorted(key for key in self._terms if key not in self._pointed)
        terms = b"".join(self._terms[key] for key in sorted(self._pointed & self._terms.keys()))
        count = terms.count(b"\n")
        self._spool.seek(0)
        with self._file.open("wb") as dump:
            while header := self._spool.readline():
                key, length = header.decode().split("\t")
                statements = self._spool.read(int(length))
                if key > "term" and terms:
                    dump.write(terms)
                    terms = b""
                if key.partition("/")[0] in _POINTED_ONLY and key not in self._pointed:
                    dropped.append(key)
                    continue
                dump.write(statements)
                count += statements.count(b"\n")
            dump.write(terms)
            for uri in sorted(self._elsewhere):
                dump.write(elsewhere.descriptions()[uri])
                count += elsewhere.descriptions()[uri].count(b"\n")
        self._spool.close()
        return count, dropped

    def abandon(self) -> None:
        """Close the scratch file."""
        self._spool.close()
