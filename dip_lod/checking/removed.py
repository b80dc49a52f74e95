"""What a site's OAI-PMH says is deleted: its URI answers 410, or leads to what took its place."""

import re
from html import unescape
from urllib.parse import quote, urljoin

from dip_lod.checking.fetching import Fetcher
from dip_lod.checking.finding import AMBER, GREEN, NONE, Finding

AREA = "site"
_VERB = "oai?verb=ListIdentifiers&metadataPrefix=oai_dc"
_DELETED = re.compile(
    rb"<header[^>]*status=[\"']deleted[\"'][^>]*>\s*<identifier[^>]*>\s*(https?://[^<\s]+)\s*</identifier>"
)
_TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>")
_PAGES = 5
_MOST = 3


def check(fetcher: Fetcher, base: str) -> list[Finding]:
    """Look for deleted records whose identifier is a URI, in the first pages of the list."""
    gone: list[str] = []
    asked = urljoin(base, _VERB)
    following = asked
    for _ in range(_PAGES):
        answer = fetcher.get(following)
        if not answer.ok:
            break
        gone += [unescape(one.decode("utf-8", "replace")) for one in _DELETED.findall(answer.body)]
        token = _TOKEN.search(answer.body)
        if gone or not token:
            break
        named = quote(unescape(token[1].decode("utf-8", "replace")), safe="")
        following = urljoin(base, f"oai?verb=ListIdentifiers&resumptionToken={named}")
    if not gone:
        return [Finding(AREA, NONE, "removed URIs", f"GET {asked}", "none seen of which OAI-PMH says that it is gone")]
    return [_gone(fetcher, uri) for uri in gone[:_MOST]]


def _gone(fetcher: Fetcher, uri: str) -> Finding:
    answer = fetcher.get(uri, "text/html", size=100_000)
    well = answer.status == 410 or (answer.ok and 301 in answer.trail)
    remedy = "Answer 410 for what has gone, and 301 for what was merged."
    return Finding(AREA, GREEN if well else AMBER, "removed URIs", f"GET {uri}", answer.said(), "" if well else remedy)
