"""Tick 5: where there are images by IIIF, the manifests are valid."""

import json

from dip_lod.checking import endpoint
from dip_lod.checking.fetching import Fetcher
from dip_lod.checking.finding import GREEN, NONE, RED, Finding
from dip_lod.checking.sampling import Sample
from dip_lod.checking.statements import SCHEMA

AREA = "iiif"
_MOST = 5
_CONTEXT = "http://iiif.io/api/presentation/"


def check(fetcher: Fetcher, sample: Sample) -> list[Finding]:
    """Look for manifests, and read some."""
    found = sorted(
        {one.subject.value for one in sample.said.triples if one.predicate.value == f"{SCHEMA}encodingFormat"
         and _CONTEXT in str(one.object) and hasattr(one.subject, "value")}
    )  # fmt: skip
    if not found and sample.endpoint:
        wanted = f"FILTER(CONTAINS(STR(?f), {endpoint.literal(_CONTEXT)}))"
        query = f"SELECT ?m {{ ?m <{SCHEMA}encodingFormat> ?f {wanted} }} LIMIT {_MOST}"
        rows = endpoint.select(fetcher, sample.endpoint, query)
        found = [row["m"] for row in rows if "m" in row] if isinstance(rows, list) else []
    if not found:
        return [Finding(AREA, NONE, "manifests", sample.source, "none: does not apply")]
    return [_manifest(fetcher, url) for url in found[:_MOST]]


def _manifest(fetcher: Fetcher, url: str) -> Finding:
    answer = fetcher.get(url, "application/ld+json, application/json;q=0.9")
    try:
        made = json.loads(answer.body) if answer.ok and not answer.cut else {}
        valid = _CONTEXT in str(made.get("@context", "")) and bool(made.get("items") or made.get("sequences"))
    except (ValueError, AttributeError, RecursionError):
        valid = False
    remedy = "" if valid else "Serve a manifest of the Presentation API 2 or 3, as JSON with its context."
    return Finding(AREA, GREEN if valid else RED, "manifest", f"GET {url}", answer.said(), remedy)
