"""Reading a SPARQL request from HTTP (SPARQL 1.1 Protocol, section 2.1), and choosing the form of its answer."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from flask import Request

from dip_lod.sparql import prologue
from dip_lod.sparql.formats import GRAPH_FORMATS, SELECT_FORMATS, Format
from dip_lod.web.http import negotiation

HTML = "text/html"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
CHARSETS = ("utf-8", "iso8859-1", "ascii", "cp1252", "iso8859-15")
"""In which a form may be written, by Python's names; a query on its own is UTF-8 (SPARQL 1.1 Protocol, 2.1.3)."""

_MOST_FIELDS = 1000
_GRAPHS = ("default-graph-uri", "named-graph-uri")
_FORMATS = ("format", "output")

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it came."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A request that is none: the status to answer, and why, by its name among the texts (`[wrong]`)."""

    status: int
    code: str
    about: Mapping[str, str | int] = field(default_factory=dict)

    def why(self, words: Mapping[str, str]) -> str:
        """Say why.

        >>> Wrong(400, "not_utf8", {"byte": 3}).why({"not_utf8": "The query is not UTF-8 at byte {byte}."})
        'The query is not UTF-8 at byte 3.'
        """
        return words[self.code].format(**self.about)


def read(request: Request) -> Asked | Wrong | None:
    """Read a request; None where no query is asked (then the form or the service description is shown)."""
    address = _fields(request.query_string, "utf-8")
    if isinstance(address, Wrong):
        return address
    if request.method != "POST":
        return _asked(address, address)
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        return Wrong(415, "coding")
    if request.mimetype == FORM:
        charset = _charset(request)
        sent = charset if isinstance(charset, Wrong) else _fields(request.get_data(), charset)
        if isinstance(sent, Wrong):
            return sent
        about = [field for field in address if field[0] in _GRAPHS + _FORMATS]
        return _asked(sent, sent + about) or Wrong(400, "no_query")
    if request.mimetype == DIRECT:
        if (charset := _charset(request)) != "utf-8":
            return Wrong(415, "direct_charset", {"type": DIRECT})
        try:
            query = request.get_data().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            return Wrong(400, "not_utf8", {"byte": error.start})
        return _asked([("query", query)], [field for field in address if field[0] != "query"])
    if request.mimetype == UPDATE:
        return Wrong(415, "updates")
    return Wrong(415, "post_type", {"form": FORM, "type": DIRECT})


def _charset(request: Request) -> str | Wrong:
    named = request.mimetype_params.get("charset", "utf-8")
    try:
        found = codecs.lookup(named).name
    except LookupError:
        found = ""
    return found if found in CHARSETS else Wrong(415, "charset", {"charset": named[:40]})


def _fields(text: bytes, charset: str) -> Fields | Wrong:
    try:
        return parse_qsl(
            text.decode(charset),
            keep_blank_values=True,
            encoding=charset,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        return Wrong(400, "not_charset", {"charset": charset.upper()})
    except ValueError:
        return Wrong(400, "fields", {"most": _MOST_FIELDS})


def _asked(sent: Fields, fields: Fields) -> Asked | Wrong | None:
    names = {name for name, _ in fields}
    if names & {"update", "using-graph-uri", "using-named-graph-uri"}:
        return Wrong(400, "updates")
    queries = [value for name, value in sent if name == "query"]
    if not queries:
        return None
    if len(queries) > 1:
        return Wrong(400, "queries")
    default, named = (tuple(value for key, value in fields if key == name) for name in _GRAPHS)
    wanted = [value for name, value in fields if name in _FORMATS and value]
    return Asked(queries[0], default, named, wanted[0] if wanted else "")


def formats(query: str) -> Mapping[str, Format]:
    """Say in which formats a query can be answered; that depends on its kind alone."""
    return GRAPH_FORMATS if prologue.read(query).word in ("CONSTRUCT", "DESCRIBE") else SELECT_FORMATS


def choose(asked: Asked, accept: str | None) -> str | None:
    """Choose the media type of the answer, a page included; None where nothing fits (406).

    `format=` counts before Accept: a short name, an extension or a media type. Clients such as SPARQLWrapper send
    `format=xml` with every query, so a graph takes it for RDF/XML.
    """
    offered = formats(asked.query)
    if asked.format:
        wanted = asked.format.strip().lower().replace(" ", "+")
        if wanted in ("html", HTML):
            return HTML
        for kind, one in offered.items():
            if wanted in (one.name, one.extension, kind, *one.names) or wanted in one.aliases:
                return kind
        return None
    aliases = {alias: kind for kind, one in reversed(list(offered.items())) for alias in one.aliases}
    return negotiation.media_type(accept, [*offered, HTML], aliases | {"application/xhtml+xml": HTML})
