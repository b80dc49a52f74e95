"""A change as an activity (ActivityStreams 2.0): what both the event stream and the list of activities say of it."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from dip_lod.journal.reading import Change

Reasons = Callable[[Change], dict[str, str]]
"""Says in words, by language, why something is gone; empty for what is there."""

TYPES = {
    "created": ("Create",),
    "changed": ("Update",),
    "deleted": ("Delete",),
    "erased": ("Delete",),
    "merged": ("Move", "Delete"),
}
"""The types of an activity, the most telling first. What has been merged has moved, and is gone from where it was."""


class Addresses(NamedTuple):
    """The addresses of a document that has changed."""

    thing: str
    document: str
    version: str
    """What the document said from this change on."""


def addresses(base: str, key: str, number: int) -> Addresses:
    """Spell the addresses of a document as of a publication.

    >>> addresses("http://localhost:8000/", "hall/v.1", 3).version
    'http://localhost:8000/history/hall/v.1?version=3'
    """
    return Addresses(f"{base}id/{key}", f"{base}doc/{key}", f"{base}history/{key}?version={number}")


def place(number: int, after: str) -> str:
    """Spell where a page of changes begins, as the end of its address.

    >>> place(7, ""), place(7, "hall/a%20b")
    ('7', '7?after=hall/a%2520b')
    """
    return str(number) + (f"?after={quote(after, safe='/:-._~')}" if after else "")
