"""Tick 2: the URIs of the data resolve, for people and for machines, and are made to last."""

import re
from collections import Counter
from urllib.parse import urlsplit

from dip_lod.checking import statements
from dip_lod.checking.fetching import Fetcher
from dip_lod.checking.finding import AMBER, GREEN, RED, Finding
from dip_lod.checking.sampling import Sample
from dip_lod.checking.statements import ACCEPT, Said

AREA = "uris"
_DONE = range(200, 300)
_MOST = 10
_VENDORS = ("adlibhosting.com", "spinque.com", "kleksi.com", "xentropics.cloud", "/AtlantisPubliek/")
"""What tells a vendor's address from a lasting one, by the knowledge graph's list."""
_INFRASTRUCTURE = re.compile(r"\.(php|aspx?|jsp)\b|/v\d+/|^https?://(?!localhost:)[^/]*:\d+/")


def check(fetcher: Fetcher, sample: Sample) -> list[Finding]:
    """Take URIs of the namespace that has most subjects, and see where they lead."""
    uris = [
        one.strip("<>")
        for one in dict.fromkeys(str(triple.subject) for triple in sample.said.triples)
        if one.startswith("<")
    ]
    spaces = Counter(_space(uri) for uri in uris if "/.well-known/genid/" not in uri)
    if not spaces:
        return [Finding(AREA, RED, "URIs", sample.source, "no subject has a URI", "Give each thing a URI of its own.")]
    space = spaces.most_common(1)[0][0]
    own = [uri for uri in uris if uri.startswith(space)]
    chosen = own[:: max(1, len(own) // _MOST)][:_MOST]
    findings = _name(space, chosen)
    pages = 0
    for uri in chosen:
        found, page = _resolve(fetcher, uri)
        findings += found
        pages += page
    if pages < len(chosen):
        findings.append(
            Finding(
                AREA,
                AMBER,
                "landing pages",
                space,
                f"{pages} of {len(chosen)} pages show their own URI",
                "Show the URI on the page, literally.",
            )
        )
    findings += _protocol(fetcher, chosen[0], space)
    return findings


def _space(uri: str) -> str:
    """Cut a URI after its last slash or hash; a fragment belongs to the document before it.

    >>> _space("https://d.nl/id/person/1#name")
    'https://d.nl/id/person/'
    """
    return uri.partition("#")[0].rpartition("/")[0] + "/"


def _name(space: str, chosen: list[str]) -> list[Finding]:
    findings = []
    if not space.startswith("https://"):
        findings.append(Finding(AREA, AMBER, "https", space, "not https", "Mint new URIs with https."))
    if any(one in uri for one in _VENDORS for uri in chosen):
        findings.append(
            Finding(AREA, RED, "vendor", space, "the address of a vendor", "Mint URIs under a domain of your own.")
        )
    if any(_INFRASTRUCTURE.search(uri) for uri in chosen):
        findings.append(
            Finding(
                AREA,
                AMBER,
                "infrastructure",
                space,
                "a port, a version or the name of a program",
                "Leave out of URIs what will change.",
            )
        )
    return findings


def _resolve(fetcher: Fetcher, uri: str) -> tuple[list[Finding], bool]:
    page = fetcher.get(uri, "text/html", size=2_000_000)
    data = fetcher.get(uri, ACCEPT.rpartition(",")[0])
    said = statements.read(data)
    shows = page.ok and uri.partition("#")[0].encode() in page.body
    remedy = "Keep every URI working: 301 where it moved, 410 with its last state where it went."
    if not page.ok and not isinstance(said, Said):
        return [Finding(AREA, RED, "resolves", f"GET {uri}", f"as page {page.said()}; as data {said}", remedy)], shows
    if not isinstance(said, Said):
        return [Finding(AREA, RED, "resolves to RDF", f"GET {uri}", said, "Answer an Accept for RDF with RDF.")], shows
    thing = f"<{uri}>"
    if not any(str(one.subject) == thing for one in said.triples):
        return [
            Finding(
                AREA,
                AMBER,
                "resolves to RDF",
                f"GET {uri}",
                "RDF that says nothing of it",
                "Say in the document what the URI is.",
            )
        ], shows
    if not page.ok:
        return [Finding(AREA, AMBER, "resolves to a page", f"GET {uri}", page.said(), "Give people a page.")], shows
    return [Finding(AREA, GREEN, "resolves", f"GET {uri}", f"page {page.said()}; data {data.said()}")], shows


def _protocol(fetcher: Fetcher, uri: str, space: str) -> list[Finding]:
    """Ask as harvesters do that keep the standard, and as those that do not."""
    asks = (
        ("HEAD", "HEAD", uri, None, _DONE, "Answer HEAD as GET: harvesters ask it first."),
        ("no Accept", "GET", uri, None, _DONE, "Answer who names no type."),
        ("anything", "GET", uri, "*/*;q=0.1", _DONE, "Answer who takes anything."),
        ("no such type", "GET", uri, "application/x-nothing", {200, 406}, "Answer 406 with what there is."),
        ("no such thing", "GET", space + "no-such-thing-4711", "text/html", {404, 410}, "Answer 404 there."),
        ("odd address", "GET", space + "%00%FF%22%3C", "text/html", range(400, 500), "Answer 404 there."),
    )
    findings = []
    for name, method, url, accept, well, remedy in asks:
        answer = fetcher.ask(method, url, accept, size=100_000)
        level = GREEN if answer.status in well else RED if answer.status >= 500 or not answer.status else AMBER
        findings.append(Finding(AREA, level, name, f"{method} {url}", answer.said(), "" if level == GREEN else remedy))
    first = fetcher.ask("GET", uri, "text/turtle", follow=False)
    if first.ok and "accept" not in first.headers.get("vary", "").lower() and urlsplit(uri).scheme == "https":
        findings.append(
            Finding(
                AREA,
                AMBER,
                "Vary",
                f"GET {uri}",
                "no Vary: Accept",
                "Say that the answer depends on Accept, or a cache mixes them up.",
            )
        )
    return findings
