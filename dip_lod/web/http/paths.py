"""The paths of the site: reading what was asked, spelling what we link to."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from dip_lod import uris


class Asked(NamedTuple):
    """What a request for `/id/…` or `/doc/…` names, and the path as it was spelled."""

    space: str
    name: uris.Name
    raw: str


def raw(environ: Mapping[str, Any]) -> str:
    """Give the path as the client spelled it, before the server decoded it.

    gunicorn has it in RAW_URI, Werkzeug in REQUEST_URI too; either may be in absolute form. Bytes beyond
    ASCII come as Latin-1, one character each (PEP 3333).
    """
    target = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or environ["PATH_INFO"])
    path = target.partition("?")[0]
    if not path.startswith("/"):
        rest = path.partition("://")[2]
        path = "/" + rest.partition("/")[2]
    return path


def read(path: str, root: str) -> Asked | None:
    """Read `{root}{id|doc}/{kind}/{key}`; None where it cannot be the path of a thing or a document.

    >>> read("/doc/hall/v.stad%2Fklein", "/")
    Asked(space='doc', name=Name(kind='hall', key='v.stad/klein'), raw='/doc/hall/v.stad%2Fklein')
    """
    parts = path.removeprefix(root).split("/", 2)
    if not path.startswith(root) or len(parts) != 3:
        return None
    space, kind = unquote(parts[0]), unquote(parts[1])
    try:
        key = unquote_to_bytes(parts[2].encode("latin-1")).decode("utf-8")
        uris.path(kind, key)
    except (UnicodeError, uris.UriError):
        return None
    return Asked(space, uris.Name(kind, key), path) if space in ("id", "doc") else None


def root(base: str) -> str:
    """Give the path under which the site lives.

    >>> root("https://data.example.org/lod/")
    '/lod/'
    """
    return urlsplit(base).path or "/"
