"""Counting a stretch of a dump: what can be added up at once, and spooled rows for what is counted once.

A row is an object (its digest, and how often it stands there) of one group; a digest decides its spool, so that each
spool can be counted by itself, in little memory however long the dump is. Digests of 64 bits stand for the objects: of
ten million different ones two are alike with a chance of one in 300,000.
"""

import hashlib
import struct
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dip_lod.publication.statistics import literals
from dip_lod.publication.statistics.groups import IRI, SUBJECT, Group, Whose
from dip_lod.publication.statistics.tables import LARGEST
from dip_lod.vocabulary import expand

LICENCES = (
    b"<http://schema.org/license>",
    b"<https://schema.org/license>",
    b"<http://purl.org/dc/elements/1.1/license>",
    b"<https://www.ica.org/standards/RiC/ontology#conditionsOfUse>",
)
"""What NDE's Dataset Knowledge Graph takes for the licence of a thing."""

HEADER = struct.Struct("=II")
"""Before the rows of a group in a spool: the group's number in its stretch, and how many rows there are."""

_HELD = 200_000
"""Triples that are held before their rows are spooled."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a dump that begins and ends with whole documents."""

    dump: Path
    start: int
    end: int
    base: str
    spools: tuple[Path, ...]


@dataclass(slots=True)
class Counted:
    """What a stretch gave; sums of several stretches add up."""

    groups: list[Group] = field(default_factory=list)
    """By their number in the spools."""
    triples: Counter[Group] = field(default_factory=Counter)
    entities: Counter[tuple[Whose, str]] = field(default_factory=Counter)
    """Subjects that have a property."""
    subjects: Counter[Whose] = field(default_factory=Counter)
    subject_spaces: Counter[tuple[tuple[str, ...], str]] = field(default_factory=Counter)
    fragments: Counter[tuple[tuple[str, ...], str]] = field(default_factory=Counter)
    """Spaces of the parts of one thing, of which there are as many as there are things: the largest of them."""
    object_spaces: Counter[tuple[tuple[str, ...], str]] = field(default_factory=Counter)
    licences: Counter[tuple[tuple[str, ...], str]] = field(default_factory=Counter)


class Rows:
    """Rows on their way to the spools, by group."""

    def __init__(self, spools: Sequence[Path]) -> None:
        self._spools = spools
        self._held: list[dict[int, tuple[array[int], array[int]]]] = [{} for _ in spools]
        self._digests: dict[bytes, int] = {}

    def add(self, group: int, term: bytes, times: int) -> None:
        """Add a row."""
        if (digest := self._digests.get(term)) is None:
            digest = self._digests[term] = int.from_bytes(hashlib.blake2b(term, digest_size=8).digest())
        held = self._held[digest % len(self._held)]
        if (pair := held.get(group)) is None:
            pair = held[group] = array("Q"), array("I")
        pair[0].append(digest)
        pair[1].append(times)

    def write(self) -> None:
        """Append them to the spools."""
        for path, held in zip(self._spools, self._held, strict=True):
            with path.open("ab") as file:
                for group, (digests, times) in held.items():
                    file.write(HEADER.pack(group, len(digests)))
                    digests.tofile(file)
                    times.tofile(file)


def count(stretch: Stretch) -> Counted:
    """Count a stretch of a dump, and append its rows to the spools."""
    return _Counting(stretch).run()


class _Counting:
    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._made = Counted()
        self._numbers: dict[Group, int] = {}
        self._held: defaultdict[Whose, Counter[bytes]] = defaultdict(Counter)
        """Predicate and object, as they stand in their lines."""
        self._predicates: defaultdict[Whose, Counter[bytes]] = defaultdict(Counter)
        self._subjects: defaultdict[Whose, list[bytes]] = defaultdict(list)
        self._type = f"<{expand('rdf:type')}> ".encode()
        self._doc = f"<{stretch.base}doc/".encode()
        self._id = f"<{stretch.base}id/".encode()
        self._part = f"<{expand('schema:isPartOf')}> ".encode() + self._id + b"dataset/"
        self._whose: dict[tuple[tuple[bytes, ...], tuple[str, ...]], Whose] = {}

    def run(self) -> Counted:
        kind, held = self._type, 0
        sources: tuple[str, ...] = ()
        thing = b""
        for subject, said in self._runs():
            if subject.startswith(self._doc):
                sources, thing = self._sources(said), self._id + subject[len(self._doc) : -1]
            elif subject.partition(b"#")[0].rstrip(b">") != thing:
                sources = ()
            classes = tuple([one for one in said if one.startswith(kind)])
            whose = self._whose.get((classes, sources))
            if whose is None:
                names = tuple(one[len(kind) + 1 : -4].decode() for one in classes)
                whose = self._whose[classes, sources] = Whose(names, sources)
            self._held[whose].update(said)
            self._predicates[whose].update({one[: one.index(b" ")] for one in said})
            self._subjects[whose].append(subject)
            held += len(said)
            if held > _HELD:
                self._spool()
                held = 0
        self._spool()
        self._made.groups = list(self._numbers)
        self._made.fragments = Counter(dict(self._made.fragments.most_common(LARGEST)))
        return self._made

    def _runs(self) -> Iterator[tuple[bytes, list[bytes]]]:
        """Give each subject with the rest of its lines: they stand together."""
        subject, said = b"", list[bytes]()
        left = self._stretch.end - self._stretch.start
        with self._stretch.dump.open("rb") as stream:
            stream.seek(self._stretch.start)
            for line in stream:
                own, _, rest = line.partition(b" ")
                if own != subject:
                    if said:
                        yield subject, said
                        if left <= 0:
                            return
                    subject, said = own, []
                said.append(rest)
                left -= len(line)
        if said:
            yield subject, said

    def _sources(self, said: list[bytes]) -> tuple[str, ...]:
        return tuple(one[len(self._part) : -4].decode() for one in said if one.startswith(self._part))

    def _spool(self) -> None:
        """Digest what is held, and append it to the spools."""
        rows = Rows(self._stretch.spools)
        for whose, counts in self._held.items():
            self._objects(whose, counts, rows)
        for whose, predicates in self._predicates.items():
            for predicate, times in predicates.items():
                self._made.entities[whose, predicate[1:-1].decode()] += times
        for whose, subjects in self._subjects.items():
            self._made.subjects[whose] += len(subjects)
            number = self._number(Group(whose, "", SUBJECT))
            for subject in subjects:
                if (cut := subject.rfind(b"#")) > 0:
                    self._made.fragments[whose.sources, subject[1 : cut + 1].decode()] += 1
                else:
                    self._made.subject_spaces[whose.sources, subject[1 : subject.rfind(b"/") + 1].decode()] += 1
                if whose.classes:
                    rows.add(number, subject, 1)
        for held in (self._held, self._predicates, self._subjects):
            held.clear()
        rows.write()

    def _objects(self, whose: Whose, counts: Counter[bytes], rows: Rows) -> None:
        spaces: Counter[bytes] = Counter()
        totals: Counter[tuple[bytes, str]] = Counter()
        numbers: dict[tuple[bytes, str], int] = {}
        for line, times in counts.items():
            predicate, _, rest = line.partition(b" ")
            term = rest[:-3]
            if term[:1] == b"<":
                kind = IRI
                spaces[term[1 : term.rfind(b"/") + 1]] += times
                if predicate in LICENCES:
                    self._made.licences[whose.sources, term[1:-1].decode()] += times
            else:
                kind, term = literals.kept(term)
            key = (predicate, kind)
            totals[key] += times
            if key not in numbers:
                numbers[key] = self._number(Group(whose, predicate[1:-1].decode(), kind))
            rows.add(numbers[key], term, times)
        for space, times in spaces.items():
            self._made.object_spaces[whose.sources, space.decode()] += times
        for (predicate, kind), times in totals.items():
            self._made.triples[Group(whose, predicate[1:-1].decode(), kind)] += times

    def _number(self, group: Group) -> int:
        return self._numbers.setdefault(group, len(self._numbers))
