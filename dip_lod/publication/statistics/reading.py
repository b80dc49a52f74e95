"""Statistics as the serve side reads them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from dip_lod.publication.statistics.tables import STATISTICS


class Totals(NamedTuple):
    """What there is in all."""

    triples: int
    subjects: int
    iris: int
    literals: int


class Use(NamedTuple):
    """How often a property is used: triples, things that have it, and different values."""

    triples: int
    entities: int
    objects: int


class Statistics:
    """The statistics of a publication in one scope: a view, or a source by its name; opened for each question."""

    def __init__(self, folder: Path, scope: str) -> None:
        self._file = folder / STATISTICS
        self._scope = scope

    @property
    def there(self) -> bool:
        """Whether the publication has any: those of before there were have none."""
        return self._file.is_file()

    def _rows(self, query: str) -> list[tuple[str | int, ...]]:
        if not self.there:
            return []
        with closing(sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return connection.execute(f"{query} WHERE scope = ? ORDER BY 1, 2", (self._scope,)).fetchall()

    def totals(self) -> Totals | None:
        """Give the totals; None where there are none."""
        rows = self._rows("SELECT triples, subjects, iris, literals FROM total")
        return Totals(*map(int, rows[0])) if rows else None

    def classes(self) -> dict[str, int]:
        """Count the things of each class."""
        return {str(name): int(count) for name, count in self._rows("SELECT class, entities FROM class")}

    def properties(self) -> dict[str, Use]:
        """Count the use of each property."""
        rows = self._rows("SELECT property, triples, entities, objects FROM property")
        return {str(name): Use(*map(int, counts)) for name, *counts in rows}

    def class_properties(self) -> dict[tuple[str, str], Use]:
        """Count the use of each property in each class."""
        rows = self._rows("SELECT class, property, triples, entities, objects FROM class_property")
        return {(str(one), str(name)): Use(*map(int, counts)) for one, name, *counts in rows}

    def kinds(self, what: str) -> dict[tuple[str, str, str], int]:
        """Count triples by class, property and `datatype`, `object_class`, or different values by `language`."""
        column = "objects" if what == "language" else "triples"
        rows = self._rows(f"SELECT class, property, {what}, {column} FROM class_property_{what}")
        return {(str(one), str(name), str(kind)): int(count) for one, name, kind, count in rows}

    def targets(self) -> dict[str, int]:
        """Count the triples whose objects lie in each space of URIs."""
        return {str(space): int(count) for space, count in self._rows("SELECT space, triples FROM object_space")}

    def licences(self) -> dict[str, int]:
        """Count the triples that give each licence."""
        return {str(one): int(count) for one, count in self._rows("SELECT licence, triples FROM licence")}
