"""What a check found: what was asked, what came back, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

GREEN, AMBER, RED, NONE = "green", "amber", "red", "none"
LEVELS = (RED, AMBER, GREEN, NONE)
"""The gravest first; `none` is of what does not apply: no media, so no IIIF."""

AREAS = {
    "registration": "1 Registration: the description is valid",
    "uris": "2 Persistent URIs: every sampled URI resolves",
    "data": "3 Linked data: records conform to SCHEMA-AP-NDE",
    "terms": "4 Terms: links to the Network of Terms",
    "iiif": "5 IIIF: sampled manifests are valid",
    "distributions": "Files and endpoints: what is declared answers as declared",
    "site": "The rest: crawlers, change feeds, protocol",
}
"""What a check is about: NDE's five ticks, and the rest of the list."""

TICKS = ("registration", "uris", "data", "terms", "iiif")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked."""

    area: str
    level: str
    name: str
    asked: str
    got: str
    remedy: str = ""
    """What to do; empty where all is well."""


def worst(findings: Iterable[Finding]) -> str:
    """Give the gravest level; `none` of nothing.

    >>> worst([Finding("uris", GREEN, "", "", ""), Finding("uris", RED, "", "", "")])
    'red'
    """
    return min((one.level for one in findings), key=LEVELS.index, default=NONE)
