"""What is said in a view of some lines, put together into a text of each form at once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count
from operator import is_, itemgetter
from typing import NamedTuple

from dip_lod.publication import views
from dip_lod.publication.dumps.cutting import Run
from dip_lod.publication.dumps.said import ANOTHER, BITS, FIRST, MORE, NAME, NODE, Pair

Begin = tuple[bytes, bytes]
"""What ends a subject and begins another, in Turtle and in JSON-LD; the first of a text loses its end."""

TURTLE_END, JSON_END = b" .\n", b"]}"
_COMMA = b","


class Texts(NamedTuple):
    """A view in each form, by extension."""

    triples: int
    of: dict[str, bytes]


class Chosen(NamedTuple):
    """Which lines are in a view; which subjects, and where their first lines stand among the lines that are."""

    lines: bytes
    subjects: list[int]
    places: list[int]


class Said(NamedTuple):
    """What is said of subjects, one after the other: lines of N-Triples and N-Quads, pairs, and where each begins."""

    lines: Sequence[bytes]
    quads: Sequence[bytes]
    pairs: Sequence[Pair]
    begins: Sequence[Begin]
    places: Sequence[int]

    def chosen(self, chosen: Chosen) -> "Said":
        """Keep what is in a view."""
        there = chosen.lines
        lines, quads = list(compress(self.lines, there)), list(compress(self.quads, there))
        return Said(
            lines,
            quads,
            list(compress(self.pairs, there)),
            [self.begins[one] for one in chosen.subjects],
            chosen.places,
        )

    def texts(self) -> Texts:
        """Write it in each form."""
        if not self.pairs:
            return Texts(0, {})
        pairs = self.pairs
        turtle, json = list(map(itemgetter(FIRST), pairs)), list(map(itemgetter(NODE), pairs))
        for place in _again(pairs):
            turtle[place], json[place] = pairs[place][MORE], pairs[place][ANOTHER]
        for place, (shown, named) in zip(self.places, self.begins, strict=True):
            pair = pairs[place]
            turtle[place], json[place] = shown + pair[FIRST][4:], named + pair[NODE][1:]
        turtle[0] = turtle[0][len(TURTLE_END) :]
        json[0] = json[0][len(JSON_END + _COMMA) :]
        turtle.append(TURTLE_END)
        json.append(JSON_END)
        joined = (("nt", self.lines), ("nq", self.quads), ("ttl", turtle), ("jsonld", json))
        return Texts(len(pairs), {form: b"".join(of) for form, of in joined})


def begin(shown: bytes, named: bytes) -> Begin:
    """End what precedes, and begin with a subject as it is written in Turtle and in JSON-LD."""
    return TURTLE_END + shown, JSON_END + _COMMA + named


def _again(pairs: Sequence[Pair]) -> Iterator[int]:
    """Find the pairs that have the property of the one before: properties are the same objects."""
    names = list(map(itemgetter(NAME), pairs))
    return compress(count(1), map(is_, names[1:], names))


def choose(pairs: Sequence[Pair], runs: Iterable[Run], pages: bytes, parts: Sequence[str]) -> dict[str, Chosen]:
    """Say which lines are in each of some views; `pages` is what the names of documents begin with."""
    if not parts:
        return {}
    bits = bytes(map(itemgetter(BITS), pairs))
    telling: dict[bytes, int] = {}
    own = []
    for begun, ended, subject, _ in runs:
        of = bits[begun:ended]
        if of not in telling:
            telling[of] = views.telling(of)
        page = subject.startswith(pages)
        own.append((begun, ended, page, views.BOTH if page and telling[of] else telling[of]))
    return {view: _chosen(bits, own, views.bit(view)) for view in parts}


def _chosen(bits: bytes, own: Iterable[tuple[int, int, bool, int]], bit: int) -> Chosen:
    """Choose lines: all of a page, of other subjects those that have the bit of the view, where it tells of them."""
    masked = bits.translate(bytes(one & bit for one in range(256)))
    lines, subjects, places, place = bytearray(), list[int](), list[int](), 0
    for number, (begun, ended, page, telling) in enumerate(own):
        if not telling & bit:
            lines += bytes(ended - begun)
            continue
        there = b"\1" * (ended - begun) if page else masked[begun:ended]
        lines += there
        if length := ended - begun - there.count(0):
            subjects.append(number)
            places.append(place)
            place += length
    return Chosen(bytes(lines), subjects, places)
