"""Changes as an Atom feed (RFC 4287), the newest first, in pages (RFC 5005)."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree
from lxml.builder import ElementMaker

SIZE = 50
"""Entries on a page."""
MEDIA_TYPE = "application/atom+xml"

_SPACE = "http://www.w3.org/2005/Atom"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML = "{http://www.w3.org/XML/1998/namespace}"


class Entry(NamedTuple):
    """A change, as the feed tells it."""

    uri: str
    """Of the version; it never names another change."""
    title: str
    updated: str
    category: str
    label: str
    """What happened, in words."""
    link: str
    summary: str


class Feed(NamedTuple):
    """What a feed says of itself."""

    uri: str
    title: str
    author: str
    language: str
    page: str
    next: str | None
    html: str


def write(feed: Feed, entries: Iterable[Entry], updated: str) -> bytes:
    """Write a page of a feed; `updated` is the moment of the last publication."""
    make = ElementMaker(namespace=_SPACE, nsmap={None: _SPACE})
    root = make.feed(
        make.id(feed.uri),
        make.title(_plain(feed.title)),
        make.updated(updated),
        make.author(make.name(_plain(feed.author))),
        make.link(rel="self", type=MEDIA_TYPE, href=feed.page),
        make.link(rel="alternate", type="text/html", href=feed.html),
        {f"{_XML}lang": feed.language},
    )
    if feed.next:
        root.append(make.link(rel="next", type=MEDIA_TYPE, href=feed.next))
    for entry in entries:
        root.append(
            make.entry(
                make.id(entry.uri),
                make.title(_plain(entry.title)),
                make.updated(entry.updated),
                make.category(term=entry.category, label=entry.label),
                make.link(rel="alternate", href=entry.link),
                make.summary(_plain(entry.summary)),
            )
        )
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _plain(text: str) -> str:
    """Leave out what XML 1.0 cannot hold.

    >>> _plain("a" + chr(0) + "b")
    'ab'
    """
    return _ILLEGAL.sub("", text)
