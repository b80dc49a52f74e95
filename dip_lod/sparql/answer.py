"""What comes back for a query: a whole result, or one of the failures that are to be expected."""

from dataclasses import dataclass
from enum import StrEnum

from dip_lod.sparql.body import KeptBody


class Form(StrEnum):
    """What kind of query it was, as far as it decides the form of the answer."""

    SELECT = "SELECT"
    ASK = "ASK"
    GRAPH = "GRAPH"
    """CONSTRUCT or DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Result:
    """A whole result: it exists only once the worker has said that nothing is missing.

    `body` is bytes, or for a large result a KeptBody, which reads a temporary file; close it if it is not read.
    """

    form: Form
    content_type: str
    body: bytes | KeptBody
    size: int
    rows: int
    """Solutions or triples; 1 for ASK. In JSON and CSV a text that looks like the end of a row counts as one."""
    seconds: float
    """From the worker's taking the query to its last byte."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """The query is wrong (HTTP 400). Line and column count from 1; None where the engine names no place."""

    message: str
    line: int | None = None
    column: int | None = None
    code: str = ""
    """What is wrong, where it has a name: `prefix`, `empty`, `before_end`, `early`, `here`, `surrogate`."""
    found: str = ""
    """The word that it is about."""
    expected: str = ""
    """The signs that could have stood there."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The query is not one that this endpoint answers (HTTP 400), or not in this form (NOT_IN_XML, HTTP 406)."""

    what: str
    """`update`, `service`, `nesting`, `query_bytes`, `dataset`, `characters`, `names`."""
    message: str


_NOT_IN_XML = {
    "characters": "The result has a control character, which XML 1.0 cannot hold; ask for JSON, CSV, TSV or Turtle.",
    "names": "The result has a property or class that is no name of an element in RDF/XML; ask for Turtle.",
}
NOT_IN_XML = {what: Refused(what, message) for what, message in _NOT_IN_XML.items()}
"""What XML cannot hold is refused, for replacing it would alter the data."""


@dataclass(frozen=True, slots=True)
class Exceeded:
    """The query met a limit while it ran (HTTP 503)."""

    limit: str
    """The name of the setting: `seconds`, `memory_bytes`, `result_bytes`, `rows`; or `disk`, for the temporary file."""
    value: float

    @property
    def message(self) -> str:
        """Say in a sentence what happened and what to do.

        >>> Exceeded("seconds", 10.0).message
        'The query ran longer than 10 seconds; narrow it or ask for less at a time.'
        """
        return _EXCEEDED[self.limit].format(f"{self.value:,.10g}")


@dataclass(frozen=True, slots=True)
class Busy:
    """There is no room at the moment (HTTP 503 with Retry-After, in seconds)."""

    retry_after: int
    limit: str = "queue"
    """What there is too little of: `queue`, `per_client` or `readers`."""

    @property
    def message(self) -> str:
        """Say in a sentence what there is no room for.

        >>> Busy(5, "per_client").message
        'You have as many queries running or waiting as one client may have; try again in 5 seconds.'
        """
        return _BUSY[self.limit].format(self.retry_after)


@dataclass(frozen=True, slots=True)
class Broken:
    """The endpoint failed, not the query (HTTP 500)."""

    message: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A remote store does not answer as it should (HTTP 502, 503 or 504, which `status` says)."""

    status: int
    message: str


Failure = Malformed | Refused | Exceeded | Busy | Unreachable | Broken
Answer = Result | Failure

_BUSY = {
    "queue": "All workers are taken; try again in {} seconds.",
    "per_client": "You have as many queries running or waiting as one client may have; try again in {} seconds.",
    "readers": "Too many large results are being read; try again in {} seconds.",
}
_EXCEEDED = {
    "seconds": "The query ran longer than {} seconds; narrow it or ask for less at a time.",
    "memory_bytes": "The query needed more than {} bytes of memory; narrow it or leave out ORDER BY or DISTINCT.",
    "result_bytes": "The result is larger than {} bytes; ask for less at a time.",
    "rows": "The result has more than {} rows; ask for less at a time, with LIMIT.",
    "disk": "There was no room to keep the result, at {} bytes; ask for less at a time.",
}
