"""What the readers of the formats yield: trees as the file has them, and how they say that something is wrong."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dip_lod.errors import SourceError

MAX_RECORD_BYTES = 64 * 2**20
"""A record larger than this is refused: no real one is, and memory must stay flat."""

MAX_TEXT_BYTES = 8_000_000
"""A text longer than this is left out: the N-Triples parser that maps it holds 16 MiB, and quotes count double."""

MAX_ID = 500
"""A record with an id of more characters is refused: an address must fit into a request."""

HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]")
"""Characters that nobody sees, or that turn the text around them: an id with one of these is refused."""

MAX_DEPTH = 100
"""A record nested deeper than this is refused."""


class Lexical(str):
    """Mark a number of JSON, in the lexical form of the file."""

    __slots__ = ()


class Languages(dict[str, "RawValue"]):
    """Mark a map from language to text that stands for elements with nothing but an `xml:lang`."""


RawValue: TypeAlias = str | bool | Mapping[str, "RawValue"] | Sequence["RawValue"] | None


@dataclass(frozen=True, slots=True)
class RawRecord:
    """Hold a record as the file has it."""

    place: str
    tree: Mapping[str, RawValue]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Say what is wrong at a place of the file, where reading can go on after it."""

    place: str
    what: str
    remedy: str
    severity: Literal["error", "warning"] = "error"
    full: str | None = None
    """The same as `what` with the value, for the steward alone."""


class BrokenFileError(SourceError):
    """Say that a file has turned bad at a place, so that nothing after it can be read."""

    def __init__(self, place: str, what: str, remedy: str) -> None:
        super().__init__(f"{place}: {what}; {remedy}")
        self.flaw = Flaw(place, what, remedy)

    def __reduce__(self) -> tuple[type["BrokenFileError"], tuple[str, str, str]]:
        return type(self), (self.flaw.place, self.flaw.what, self.flaw.remedy)


Raw: TypeAlias = RawRecord | Flaw
