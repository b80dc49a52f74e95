"""The blocks of a page, as markup_blocks.py draws them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dip_lod.web.pictures.pictures import Picture
from dip_lod.web.words.shown import Value


class Night(NamedTuple):
    """A performance in a list."""

    day: Value
    time: str
    """The hour, as people write it; empty where it is not known."""
    title: Value
    """What the row links to the performance with: the town, or the production where the list is a venue's."""
    places: list[Value]
    tags: list[str]
    """What is special about it: première, try-out, school performance."""
    status: Literal["", "cancelled", "postponed", "moved", "planned"]
    note: str
    """The status in words."""
    works: Sequence[Value] = ()
    """What is on, where that is a programme and no production."""


class Group(NamedTuple):
    """Performances under one heading."""

    heading: Value | None
    nights: list[Night]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Nights:
    """Performances, in groups; `shown` of `total`, the rest at `more`."""

    heading: str
    groups: list[Group]
    total: int
    shown: int
    more: str | None = None
    every: int = 0
    """How many stand at `more`, where that is not `total`."""
    form: Literal["nights"] = "nights"


@dataclass(frozen=True, slots=True)
class Makers:
    """Who had which part, role by role."""

    heading: str
    roles: list[tuple[str, list[tuple[Value, str]]]]
    """The role, and who had it, each with the characters that they played."""
    form: Literal["makers"] = "makers"


class Line(NamedTuple):
    """A production (or work, or programme) in a list: when, what, as what, by whom."""

    period: str
    what: Value
    roles: str
    by: Sequence[Value] = ()
    performances: int = 0
    note: str = ""
    """That it still plays."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Productions, works or programmes; `shown` of `total`, the rest at `more`."""

    heading: str
    lines: list[Line]
    total: int
    shown: int
    more: str | None = None
    form: Literal["lines"] = "lines"


@dataclass(frozen=True, slots=True)
class Names:
    """Names with how often, such as those someone worked with; `shown` of `total` where there are more, at `more`."""

    heading: str
    names: list[tuple[Value, str]]
    total: int = 0
    shown: int = 0
    more: str | None = None
    form: Literal["names"] = "names"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Charts, maps and calendars, each with its table."""

    heading: str
    pictures: list[Picture]
    links: list[tuple[str, str]] = field(default_factory=list)
    """Words and address of what stands below them."""
    form: Literal["pictures"] = "pictures"

    @property
    def mapped(self) -> bool:
        """Whether one of them is a map."""
        return any(one.form.startswith("map") for one in self.pictures)


Block = Nights | Makers | Lines | Names | Pictures


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands under the title, and what the blocks already tell."""

    subtitle: list[tuple[str, list[Value]]] = field(default_factory=list)
    """Lines: a word before it, and its values, such as hall and town."""
    alert: str = ""
    """That it was cancelled, moved or postponed."""
    blocks: list[Block] = field(default_factory=list)
    told: frozenset[str] = frozenset()
    """Prefixed names of the properties of the thing that the page need not list once more."""
    told_by_others: frozenset[str] = frozenset()
    """Prefixed names of the properties with which others point here that the blocks tell."""
    title: Value | None = None
    """In place of the thing's label."""
    kinds: frozenset[str] = frozenset()
    """Of what kinds the things are that it lists: some questions suit none but those."""
