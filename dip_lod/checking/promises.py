"""What the Link headers of a document promise, and whether it is so: versions in time (RFC 7089) and profiles."""

from email.utils import formatdate
from urllib.parse import urljoin

from requests.utils import parse_header_links

from dip_lod.checking.fetching import Answer, Fetcher
from dip_lod.checking.finding import AMBER, GREEN, NONE, Finding
from dip_lod.checking.sampling import CLASSES, Sample
from dip_lod.checking.statements import SCHEMA

AREA = "site"
_RDF = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8"
_PROFILES = 3
"""Profiles that are asked for."""


def check(fetcher: Fetcher, sample: Sample) -> list[Finding]:
    """Take one thing of the sample and follow its links; both are optional, but what is promised is to be kept."""
    uri = next((one.strip("<>") for name in CLASSES for one in sample.said.of_class(SCHEMA + name)), "")
    answer = fetcher.get(uri, _RDF) if uri.startswith(("http://", "https://")) else None
    if not answer or not answer.ok:
        return []  # that it does not resolve is told elsewhere
    links = _links(answer)
    gates = [url for relations, url, _ in links if "timegate" in relations]
    maps = [url for relations, url, _ in links if "timemap" in relations]
    profiles = [(url, profile) for relations, url, profile in links if "alternate" in relations and profile]
    return _versions(fetcher, answer.url, gates, maps) + _profiles(fetcher, uri, answer.url, profiles)


def _links(answer: Answer) -> list[tuple[set[str], str, str]]:
    """Read the Link headers: relations, address and profile of each; what is no address is left out."""
    found = []
    for one in parse_header_links(answer.headers.get("link", "")):
        try:
            found.append((set(one.get("rel", "").split()), urljoin(answer.url, one["url"]), one.get("formats", "")))
        except ValueError:
            continue
    return found


def _versions(fetcher: Fetcher, url: str, gates: list[str], maps: list[str]) -> list[Finding]:
    if not gates and not maps:
        return [Finding(AREA, NONE, "Memento", f"GET {url}", "no link to a TimeGate or TimeMap: it is optional")]
    findings = []
    for gate in gates[:1]:
        now = formatdate(usegmt=True)
        answer = fetcher.ask("GET", gate, _RDF, headers={"Accept-Datetime": now})
        stated = answer.headers.get("memento-datetime", "")
        got = f"{answer.said()}; Memento-Datetime: {stated or 'none'}"
        remedy = "Lead Accept-Datetime to the version of that moment, which says Memento-Datetime."
        asked = f"GET {gate} with Accept-Datetime: {now}"
        findings.append(_one("Memento", asked, answer.ok and bool(stated), got, remedy))
    for one in maps[:1]:
        answer = fetcher.get(one)
        well = answer.ok and b"memento" in answer.body
        findings.append(_one("TimeMap", f"GET {one}", well, answer.said(), "List all versions in the TimeMap."))
    return findings


def _profiles(fetcher: Fetcher, uri: str, url: str, offered: list[tuple[str, str]]) -> list[Finding]:
    if not offered:
        return [Finding(AREA, NONE, "profiles", f"GET {url}", "no link to another profile: they are optional")]
    findings = []
    for link, profile in offered[:_PROFILES]:
        for asked, address, wanted in ((f"GET {link}", link, {}), (f"GET {uri}", uri, {"Accept-Profile": profile})):
            answer = fetcher.ask("GET", address, _RDF, headers={name: f"<{one}>" for name, one in wanted.items()})
            stated = f"{answer.headers.get('link', '')} {answer.headers.get('content-profile', '')}"
            told = _said(stated, profile)
            got = f"{answer.said()}, {'in' if told else 'not said to be in'} {profile}"
            remedy = 'Answer in the profile, and say so: Link with rel="profile".'
            named = f"{asked} with Accept-Profile: <{profile}>" if wanted else asked
            findings.append(_one("profile", named, answer.ok and told, got, remedy))
    return findings


def _said(stated: str, profile: str) -> bool:
    links = parse_header_links(stated)
    return any(one["url"].strip("<> ") == profile and "profile" in one.get("rel", "profile").split() for one in links)


def _one(name: str, asked: str, well: bool, got: str, remedy: str) -> Finding:
    return Finding(AREA, GREEN if well else AMBER, name, asked, got, "" if well else remedy)
