"""What is declared of files and endpoints, and what they answer."""

from typing import NamedTuple

from dip_lod.checking import endpoint, statements
from dip_lod.checking.fetching import Answer, Fetcher
from dip_lod.checking.finding import AMBER, GREEN, RED, Finding
from dip_lod.checking.statements import SCHEMA, Said

AREA = "distributions"
SPARQL = "https://www.w3.org/TR/sparql11-protocol/"
OAI = "http://www.openarchives.org/pmh/"
LDES = "https://w3id.org/ldes/specification"
_SERVICES = (SPARQL, OAI, LDES)
_MOST = 40
_LARGE = 1_000_000
"""Bytes from which on it matters that a download can go on where it broke off."""
_GZIP = b"\x1f\x8b"
_PACKED = ("application/gzip", "application/x-gzip")


class Declared(NamedTuple):
    """A distribution as its description has it."""

    url: str
    media_type: str
    size: str
    protocols: list[str]

    @property
    def sparql(self) -> bool:
        """Whether it is an endpoint."""
        return SPARQL in self.protocols or self.media_type.startswith("application/sparql")


def declared(said: Said, dataset: str | None = None) -> list[Declared]:
    """List the distributions of a dataset, or of all, each address once."""
    nodes = said.nodes(dataset, f"{SCHEMA}distribution") if dataset else said.of_class(f"{SCHEMA}DataDownload")
    found: dict[str, Declared] = {}
    for node in nodes:
        for url in said.values(node, f"{SCHEMA}contentUrl"):
            kind, size = (next(iter(said.values(node, SCHEMA + one)), "") for one in ("encodingFormat", "contentSize"))
            found.setdefault(url, Declared(url, kind, size, said.values(node, f"{SCHEMA}usageInfo")))
    return list(found.values())


def check(fetcher: Fetcher, said: Said) -> list[Finding]:
    """Ask each that is declared."""
    all_of_them = declared(said)
    if not all_of_them:
        return [
            Finding(
                AREA,
                RED,
                "distributions",
                "the description",
                "none is declared",
                "Declare a dump or an endpoint with schema:distribution.",
            )
        ]
    findings = []
    for one in all_of_them[:_MOST]:
        if one.sparql:
            findings += _endpoint(fetcher, one)
        elif OAI in one.protocols:
            findings += _oai(fetcher, one)
        elif LDES in one.protocols:
            findings += _stream(fetcher, one)
        else:
            findings += _file(fetcher, one)
    if len(all_of_them) > _MOST:
        findings.append(
            Finding(
                AREA, AMBER, "distributions", "the description", f"{len(all_of_them)} are declared; {_MOST} were asked"
            )
        )
    if all(one.sparql or set(one.protocols) & set(_SERVICES) for one in all_of_them):
        findings.append(
            Finding(
                AREA,
                AMBER,
                "dump",
                "the description",
                "no file is declared",
                "Publish a dump: level 2 of NDE's publication levels.",
            )
        )
    return findings


def _endpoint(fetcher: Fetcher, one: Declared) -> list[Finding]:
    query = "SELECT * { ?s ?p ?o } LIMIT 1"
    asked = f"POST {one.url} {query}"
    rows = endpoint.select(fetcher, one.url, query)
    if isinstance(rows, Answer):
        return [
            Finding(
                AREA,
                RED,
                "SPARQL endpoint",
                asked,
                rows.said(),
                f"Answer a form with {endpoint.RESULTS} within five seconds.",
            )
        ]
    found = [
        Finding(
            AREA,
            GREEN if rows else AMBER,
            "SPARQL endpoint",
            asked,
            f"{len(rows)} row",
            "" if rows else "The store is empty.",
        )
    ]
    answer = fetcher.get(one.url, "text/turtle")
    described = answer.ok and b"sparql-service-description" in answer.body
    remedy = "" if described else "Answer GET without a query with a service description (sd:Service)."
    found.append(
        Finding(AREA, GREEN if described else AMBER, "service description", f"GET {one.url}", answer.said(), remedy)
    )
    return found


def _oai(fetcher: Fetcher, one: Declared) -> list[Finding]:
    answer = fetcher.get(f"{one.url}?verb=Identify")
    well = answer.ok and b"<Identify" in answer.body
    return [
        Finding(
            AREA,
            GREEN if well else RED,
            "OAI-PMH",
            f"GET {one.url}?verb=Identify",
            answer.said(),
            "" if well else "Answer Identify, or do not declare it.",
        )
    ]


def _stream(fetcher: Fetcher, one: Declared) -> list[Finding]:
    answer = fetcher.get(one.url, statements.STREAM)
    said = statements.read(answer)
    well = isinstance(said, Said) and any(triple.predicate.value == statements.VIEW for triple in said.triples)
    remedy = "" if well else "Say tree:view at the root of the event stream, or do not declare it."
    return [Finding(AREA, GREEN if well else RED, "LDES", f"GET {one.url}", answer.said(), remedy)]


def _file(fetcher: Fetcher, one: Declared) -> list[Finding]:
    """Ask for a file as the register does: HEAD without a coding; then for its first bytes."""
    asked = f"HEAD {one.url}"
    head = fetcher.ask("HEAD", one.url, None, headers={"Accept-Encoding": "identity"})
    found: list[Finding] = []

    def say(level: str, got: str, remedy: str, asked: str = asked) -> None:
        found.append(Finding(AREA, level, "file", asked, got, remedy))

    if not head.ok:
        say(RED, head.said(), "Answer HEAD with 200, or do not declare the file.")
        return found
    packed = one.media_type.endswith("+gzip")
    if head.media_type != one.media_type and not (packed and head.media_type in _PACKED):
        got = f"{head.media_type} where {one.media_type or 'nothing'} is declared"
        say(RED, got, "Serve the type that is declared, or declare the one that is served.")
    length = head.headers.get("content-length", "")
    if not length:
        say(RED, "no Content-Length", "Say how long the file is.")
    elif one.size and one.size.isdecimal() and one.size != length:
        say(AMBER, f"{length} bytes where {one.size} are declared", "Let the description follow the file.")
    if not head.headers.keys() & {"last-modified", "etag"}:
        say(AMBER, "no Last-Modified and no ETag", "Harvesters skip what has not changed by these.")
    first = {"Range": "bytes=0-1023", "Accept-Encoding": "identity"}
    part = fetcher.ask("GET", one.url, None, size=4096, headers=first)
    begun = f"GET {one.url}, first 1,024 bytes"
    if not part.ok or (packed and part.body and not part.body.startswith(_GZIP)):
        say(RED, f"{part.said()}, and no gzip" if part.ok else part.said(), "Serve what is declared.", begun)
    elif part.status != 206 and length.isdecimal() and int(length) > _LARGE:
        say(AMBER, part.said(), "Answer ranges with 206: a large download that breaks off can then go on.", begun)
    told = f"{head.said()}, {int(length):,} bytes" if length.isdecimal() else head.said()
    return found or [Finding(AREA, GREEN, "file", asked, told)]
