"""What a page shows: a text, a link, a moment, or a part with values of its own, in rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dip_lod.web.words import names

Labels = Mapping[str, Mapping[str, str]]
"""Of each thing its labels, by language."""


class Value(NamedTuple):
    """A value as a page shows it; a tuple, for a page has hundreds."""

    text: str
    language: str | None = None
    """The `lang` attribute, where it differs from the page's; empty for no stated language."""
    href: str | None = None
    outside: bool = False
    """Whether the link leaves this site."""
    moment: str | None = None
    """For HTML's `datetime`."""
    part: "Part | None" = None
    note: "Value | None" = None
    """What is said of it in passing."""


class Row(NamedTuple):
    """A property and its values."""

    predicate: str
    label: str
    values: list[Value]

    @property
    def name(self) -> str:
        """The property as a prefixed name."""
        return names.shorten(self.predicate)


@dataclass(frozen=True, slots=True)
class Part:
    """A fragment of the thing, shown in its place: who (lead), as what (note), and whatever else is said of it."""

    id: str
    form: Literal["credit", "line", "block"]
    lead: list[Value] = field(default_factory=list)
    note: list[Value] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
