"""A source record, as every reader yields it, and the fault that stands for one that cannot be read."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Value: TypeAlias = str | dict[str, "Value"] | list["Value"]
"""A clean tree: all scalars are texts in the lexical form of the file, and nothing in it is empty."""


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one record of a JSON, XML or CSV source.

    >>> Record("dip", "1", None, "records.ndjson, line 1", {"title": {"nl": "De Kersentuin"}}).data["title"]
    {'nl': 'De Kersentuin'}
    """

    source: str
    id: str
    date: str | None
    place: str
    data: dict[str, Value]
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class RdfRecord:
    """Hold one record of an RDF source: a subject and all that is stated of it, as sorted lines of N-Triples.

    Blank nodes that the subject leads to are included; their labels hold within the record only.
    """

    source: str
    id: str
    date: str | None
    place: str
    statements: tuple[str, ...]
    deleted: bool = False

    @property
    def subject(self) -> str:
        """Give the IRI of the subject, which is also the id of the record."""
        return self.id


@dataclass(frozen=True, slots=True)
class Fault:
    """Say what is wrong with a record or a file: where, what, and what to do; never the value itself.

    An `error` has cost a record (or the rest of a file); with a `warning` the record went on.

    >>> fault = Fault("dip", None, "records.ndjson, line 2", "sources", "is not JSON", "repair the line")
    >>> print(fault)
    records.ndjson, line 2: is not JSON; repair the line
    """

    source: str
    record: str | None
    place: str
    stage: str
    what: str
    remedy: str
    severity: Literal["error", "warning"] = "error"
    full: str | None = None
    """The same as `what` with the value, for the steward alone."""

    def __str__(self) -> str:
        return f"{self.place}: {self.what}; {self.remedy}"


Entry: TypeAlias = Record | RdfRecord | Fault
