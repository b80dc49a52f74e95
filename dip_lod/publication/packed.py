"""A document as a publication keeps it: packed, digested, and with what its RDA view points to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from isal import isal_zlib

from dip_lod.publication import digest as digests
from dip_lod.publication.rda import Pointing

LEVEL = 1
"""Of ISA-L: an eighth of the time of zlib's level 6, for a tenth more bytes; any zlib unpacks it."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A finished document: its statements, and what pages need to know of it."""

    key: str
    modified: str | None
    statements: bytes
    """N-Triples, sorted."""
    body: bytes
    """The same, packed."""
    triples: int
    rda: bytes = b""
    """The document in the RDA view: N-Triples, sorted."""
    view: bytes | None = None
    """The same, packed; None where it says nothing."""
    digest: bytes = b""
    points: frozenset[str] = frozenset()
    """What its RDA view points to: keys of things of ours, and URIs of terms elsewhere."""
    datasets: tuple[str, ...] = ()


class Packer:
    """Packs documents."""

    def __init__(self, base: str) -> None:
        self._pointing = Pointing(base)

    def pack(
        self, key: str, modified: str | None, lines: Sequence[str], view: Sequence[str], datasets: Iterable[str] = ()
    ) -> Packed:
        """Pack a document: its statements and those of its RDA view, as sorted lines of N-Triples without ends."""
        statements = _joined(lines)
        rda = _joined(view)
        return Packed(
            key,
            modified,
            statements,
            _packed(statements),
            len(lines),
            rda,
            _packed(rda) if rda else None,
            digests.digest(statements, rda),
            self._pointing.of(key, view),
            tuple(sorted(set(datasets))),
        )


def _joined(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode() if lines else b""


def _packed(text: bytes) -> bytes:
    return isal_zlib.compress(text, LEVEL)
