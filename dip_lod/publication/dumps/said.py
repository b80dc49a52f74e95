"""What is said of a subject, in Turtle and in JSON-LD: each property with its value is written once by the engine.

Most statements repeat a property and a value of another (three of four, in a piece of a dump), and the views of a dump
repeat each other. So a text is put together from pieces that are remembered, equal to what the engine would have
written, byte for byte.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import pyoxigraph as ox

from dip_lod.publication import views
from dip_lod.vocabulary import expand, prefixes

REMEMBERED = 20_000
"""Pairs of property and value that are remembered: of more, most are out of the processor's cache."""


Pair = tuple[bytes, bytes, bytes, bytes, bytes, int]
"""The name of a property; it and a value in Turtle, and a value more; the same in JSON-LD; and bits (`views.bits`)."""

NAME: Final = 0
FIRST: Final = 1
MORE: Final = 2
NODE: Final = 3
ANOTHER: Final = 4
BITS: Final = 5
"""Where these stand in a pair."""

_SHORT = frozenset(f"^^<{expand(f'xsd:{name}')}>".encode() for name in ("boolean", "integer", "decimal", "double"))
"""What Turtle may write without quotes (Turtle 1.1, 2.5.2)."""


class _Property(NamedTuple):
    name: bytes
    turtle: bytes
    json: bytes
    bits: int | None
    """None where the value decides: a class."""


class Speaker:
    """Writes what is said of subjects."""

    def __init__(self, base: str) -> None:
        self._known: dict[bytes, Pair] = {}
        self._properties: dict[bytes, _Property] = {}
        self._kinds: dict[bytes, tuple[bytes, bytes] | None] = {}
        """What stands after a literal in Turtle, and before it in JSON-LD; None where its text is written anew too."""
        spaces = prefixes().values()
        bare = not any(base.startswith(space) or space.startswith(base) for space in spaces)
        self._space = f"<{base}".encode() if bare else b"<\n"
        """Where no prefix shortens a URI."""

    def pairs(self, rests: Sequence[bytes]) -> list[Pair]:
        """Give the pairs that are the rests of lines of N-Triples after their subjects."""
        if len(self._known) > REMEMBERED:
            self._known.clear()
        known = self._known
        strange = []
        for rest in set(rests) - known.keys():
            property_, _, value = rest[:-3].partition(b" ")
            written = self._plain(value)
            said = self._properties.get(property_)
            if written and said:
                known[rest] = _pair(rest, said, *written)
            else:
                strange.append(rest)
        for rest, turtle, json in zip(strange, *_written(strange), strict=True):
            self._learn(rest, turtle, json)
        return [known[rest] for rest in rests]

    def _plain(self, value: bytes) -> tuple[bytes, bytes] | None:
        """Write a value that is written as others of its kind are; None where only the engine knows."""
        if b"\\" in value:
            return None
        if value[:1] == b"<":
            return (value, b'{"@id":"' + value[1:-1] + b'"}') if value.startswith(self._space) else None
        cut = value.rindex(b'"') + 1
        kind = self._kinds.get(value[cut:])
        return (value[:cut] + kind[0], kind[1] + value[:cut] + b"}") if kind else None

    def _learn(self, rest: bytes, turtle: bytes, json: bytes) -> None:
        """Remember a pair that the engine wrote, and how it writes such."""
        property_, _, value = rest[:-3].partition(b" ")
        name, _, shown = turtle.partition(b" ")
        key, _, node = json.partition(b":[")
        said = self._properties.get(property_)
        if said is None:
            bits = None if name == b"a" else views.bits(rest)
            said = _Property(name, b" ;\n\t" + name + b" ", b"]," + key + b":[", bits)
            self._properties[property_] = said
        self._known[rest] = _pair(rest, said, shown, node)
        if value[:1] == b'"' and b"\\" not in value:
            cut = value.rindex(b'"') + 1
            text, end = value[:cut], value[:cut] + b"}"
            like = value[cut:] not in _SHORT and shown.startswith(text) and node.endswith(end)
            self._kinds[value[cut:]] = (shown[cut:], node.removesuffix(end)) if like else None

    def begin(self, subject: bytes) -> tuple[bytes, bytes]:
        """Write a subject before its pairs: in Turtle, and in JSON-LD."""
        if subject.startswith(self._space) and b"\\" not in subject:
            return subject + b" ", b'{"@id":"' + subject[1:-1] + b'"'
        turtle, json = _written([b"<x:p> " + subject + b" .\n"])
        return turtle[0].partition(b" ")[2] + b" ", json[0].partition(b":[")[2].removesuffix(b"}")


def _pair(rest: bytes, said: _Property, shown: bytes, node: bytes) -> Pair:
    name, turtle, json, bits = said
    decided = views.bits(rest) if bits is None else bits
    return name, turtle + shown, b" , " + shown, json + node, b"," + node, decided


def _written(rests: Sequence[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Let the engine write pairs: in Turtle, and as `property":[value` in JSON-LD."""
    if not rests:
        return [], []
    text = b"".join([b"<x:%d> %b" % one for one in enumerate(rests)])
    quads = list(ox.parse(text, format=ox.RdfFormat.N_TRIPLES, lenient=True))
    turtle = ox.serialize(quads, format=ox.RdfFormat.TURTLE, prefixes=prefixes()) or b""
    json = ox.serialize(quads, format=ox.RdfFormat.JSON_LD) or b""
    lines = [line[line.index(b" ") + 1 : -2] for line in turtle[turtle.index(b"<x:0> ") :].split(b"\n")[:-1]]
    nodes = json.strip()[1:-3].split(b']},{"@id":"x:')
    return lines, [node[node.index(b'","') + 2 :] for node in nodes]
