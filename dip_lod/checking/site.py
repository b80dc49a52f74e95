"""The rest of the list: crawlers, figures, change feeds, and what an endpoint says of all of it."""

import re
from urllib.parse import urljoin

from dip_lod.checking import endpoint, statements
from dip_lod.checking.fetching import Fetcher
from dip_lod.checking.finding import AMBER, GREEN, NONE, Finding
from dip_lod.checking.registration import Described
from dip_lod.checking.sampling import Sample
from dip_lod.checking.statements import Said

AREA = "site"
_VOID = "http://rdfs.org/ns/void#"


def check(fetcher: Fetcher, base: str) -> list[Finding]:
    """Look for what a crawler looks for first, and for change feeds."""
    robots = fetcher.get(urljoin(base, "/robots.txt"), size=500_000)
    maps = re.findall(rb"(?im)^\s*sitemap:\s*(\S+)", robots.body) if robots.ok else []
    findings = [
        _one("robots.txt", f"GET {robots.url}", robots.ok, robots.said(), "Say in robots.txt what crawlers may read.")
    ]
    address = maps[0].decode("utf-8", "replace") if maps else urljoin(base, "/sitemap.xml")
    sitemap = fetcher.get(address, size=2_000_000)
    well = sitemap.ok and (b"<sitemapindex" in sitemap.body or b"<urlset" in sitemap.body)
    told = f"{sitemap.said()}{'' if maps else ', not named in robots.txt'}"
    findings.append(
        _one(
            "sitemap",
            f"GET {address}",
            well and bool(maps),
            told,
            "List every page in a sitemap, and name it in robots.txt.",
        )
    )
    void = fetcher.get(urljoin(base, ".well-known/void"), statements.ACCEPT)
    said = statements.read(void)
    figures = isinstance(said, Said) and any(one.predicate.value == f"{_VOID}triples" for one in said.triples)
    findings.append(_one("VoID", f"GET {void.url}", figures, void.said(), "State void:triples at /.well-known/void."))
    for name, path in (("LDES", "ldes"), ("OAI-PMH", "oai?verb=Identify")):
        answer = fetcher.get(urljoin(base, path), statements.STREAM if name == "LDES" else None)
        there = answer.ok and (
            statements.VIEW.encode() in answer.body or b"tree:view" in answer.body or b"<Identify" in answer.body
        )
        findings.append(
            Finding(
                AREA,
                GREEN if there else NONE,
                name,
                f"GET {urljoin(base, path)}",
                answer.said() if there else "not there: it is optional",
            )
        )
    return findings


def figures(fetcher: Fetcher, found: Described, sample: Sample) -> list[Finding]:
    """Compare the number of statements that is stated with that of the endpoint."""
    stated = [
        int(value) for one in found.datasets for value in found.said.values(one, f"{_VOID}triples") if value.isdecimal()
    ]
    if not stated or not sample.endpoint:
        return []
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    rows = endpoint.select(fetcher, sample.endpoint, query)
    asked = f"POST {sample.endpoint} {query}"
    if not isinstance(rows, list) or not rows or not rows[0].get("n", "").isdecimal():
        got = rows.said() if not isinstance(rows, list) else "no number"
        return [
            Finding(
                AREA,
                AMBER,
                "figures",
                asked,
                got,
                "Answer counts over everything: the knowledge graph asks sixteen of them.",
            )
        ]
    counted = int(rows[0]["n"])
    return [
        _one(
            "figures",
            asked,
            counted in stated,
            f"{counted:,} statements; stated: {', '.join(f'{one:,}' for one in stated[:3])}",
            "State what is there.",
        )
    ]


def _one(name: str, asked: str, well: bool, got: str, remedy: str) -> Finding:
    return Finding(AREA, GREEN if well else AMBER, name, asked, got, "" if well else remedy)
