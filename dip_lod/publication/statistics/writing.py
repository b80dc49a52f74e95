"""Writing statistics.sqlite from what has been counted."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from dip_lod.publication.statistics.counting import Counted
from dip_lod.publication.statistics.groups import IRI, Group
from dip_lod.publication.statistics.merging import Merged, Questions
from dip_lod.publication.statistics.tables import LARGEST, SCHEMA, STATISTICS
from dip_lod.vocabulary import expand

Row = tuple[str | int, ...]

_LANGUAGE = expand("rdf:langString")


def write(folder: Path, rows: Mapping[str, Iterable[Row]]) -> None:
    """Write the rows of each table."""
    file = folder / STATISTICS
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(SCHEMA)
        for table, every in rows.items():
            width = len(connection.execute(f"SELECT * FROM {table} LIMIT 0").description)
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", sorted(every))
        connection.commit()


class Summing:
    """Makes the rows of one scope."""

    def __init__(
        self,
        scope: str,
        counted: Counted,
        groups: Sequence[Group],
        merged: Merged,
        questions: Questions,
        source: str | None,
    ) -> None:
        self.scope, self.counted, self.groups, self.merged = scope, counted, groups, merged
        self.questions, self.source = questions, source
        self.of = questions.of

    def tables(self) -> dict[str, list[Row]]:
        """Make the rows of every table."""
        objects = self.merged.objects
        total = (
            sum(self.counted.triples[group] for group in self.of.values()),
            sum(count for whose, count in self.counted.subjects.items() if self._ours(whose.sources)),
            objects[self.questions.iris],
            objects[self.questions.literals],
        )
        return {
            "total": [(self.scope, *total)],
            "class": self._rows(self._classes()),
            "property": self._counts(self.questions.properties, self._entities(False)),
            "class_property": self._counts(self.questions.class_properties, self._entities(True)),
            "class_property_datatype": self._rows(self._datatypes(True)),
            "class_property_language": [
                (self.scope, *key, sum(self.counted.triples[self.groups[n]] for n in numbers), objects[numbers])
                for key, numbers in self.questions.languages.items()
            ],
            "class_property_object_class": self._rows(self._object_classes()),
            "datatype": self._rows(self._datatypes(False)),
            "language": self._rows(self._languages()),
            "licence": self._rows(self._spaced(self.counted.licences)),
            "subject_space": self._rows(self._largest()),
            "object_space": self._rows(self._spaced(self.counted.object_spaces)),
        }

    def _ours(self, sources: tuple[str, ...]) -> bool:
        return self.source is None or self.source in sources

    def _rows(self, counts: Counter[tuple[str, ...]]) -> list[Row]:
        return [(self.scope, *key, count) for key, count in counts.items()]

    def _counts(self, of: Mapping[tuple[str, ...], frozenset[int]], entities: Counter[tuple[str, ...]]) -> list[Row]:
        return [
            (
                self.scope,
                *key,
                sum(self.counted.triples[self.groups[number]] for number in numbers),
                entities[key],
                self.merged.objects[numbers],
            )
            for key, numbers in of.items()
        ]

    def _entities(self, classes: bool) -> Counter[tuple[str, ...]]:
        made: Counter[tuple[str, ...]] = Counter()
        for (whose, name), count in self.counted.entities.items():
            if self._ours(whose.sources):
                for key in [(one, name) for one in whose.classes] if classes else [(name,)]:
                    made[key] += count
        return made

    def _classes(self) -> Counter[tuple[str, ...]]:
        made: Counter[tuple[str, ...]] = Counter()
        for whose, count in self.counted.subjects.items():
            if self._ours(whose.sources):
                for one in whose.classes:
                    made[one,] += count
        return made

    def _datatypes(self, classes: bool) -> Counter[tuple[str, ...]]:
        made: Counter[tuple[str, ...]] = Counter()
        for group in self.of.values():
            if group.kind != IRI:
                datatype = _LANGUAGE if group.kind.startswith("@") else group.kind[1:-1]
                keys = [(one, group.property, datatype) for one in group.whose.classes] if classes else [(datatype,)]
                for key in keys:
                    made[key] += self.counted.triples[group]
        return made

    def _languages(self) -> Counter[tuple[str, ...]]:
        made: Counter[tuple[str, ...]] = Counter()
        for group in self.of.values():
            if group.kind.startswith("@"):
                made[group.kind[1:],] += self.counted.triples[group]
        return made

    def _object_classes(self) -> Counter[tuple[str, ...]]:
        made: Counter[tuple[str, ...]] = Counter()
        for (number, targets), count in self.merged.targets.items():
            if group := self.of.get(number):
                for one in group.whose.classes:
                    for target in targets:
                        made[one, group.property, target] += count
        return made

    def _largest(self) -> Counter[tuple[str, ...]]:
        every = self._spaced(self.counted.subject_spaces) + self._spaced(self.counted.fragments)
        return Counter(dict(every.most_common(LARGEST)))

    def _spaced(self, counts: Counter[tuple[tuple[str, ...], str]]) -> Counter[tuple[str, ...]]:
        made: Counter[tuple[str, ...]] = Counter()
        for (sources, space), count in counts.items():
            if self._ours(sources):
                made[space,] += count
        return made
