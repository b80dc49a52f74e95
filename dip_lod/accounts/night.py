"""A performance as an account judges it."""

from collections.abc import Mapping
from dataclasses import dataclass

from dip_lod.accounts.codes import COUNTED, PRODUCTIONS


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a performance that counts may be wrong; `about` is the URI of another entry, or a date."""

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Night:
    """A performance in an account."""

    uri: str
    labels: Mapping[str, str]
    day: str
    """The day, or what is known of it: a month, a year, nothing."""
    state: str
    kind: str
    novelty: str
    place: str
    coproduction: bool
    production: str | None
    mains: tuple[str, ...]
    """The URIs of the main producers."""
    moved_from: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether it is in the numbers."""
        return self.state == COUNTED


@dataclass(frozen=True, slots=True)
class Number:
    """A number of an account, with every performance that makes it up."""

    what: str
    of: str
    place: str
    value: int
    nights: tuple[Night, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """Its codes."""
        return self.what, self.of, self.place

    @property
    def doubtful(self) -> int:
        """How many of what it counts are doubtful: performances, or productions with such a performance."""
        found = [one for one in self.nights if one.doubts]
        return len({one.production for one in found}) if self.what == PRODUCTIONS else len(found)
