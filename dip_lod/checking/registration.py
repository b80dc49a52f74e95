"""Tick 1: the description of the datasets is found, is valid under version 2 of the requirements, and complete."""

from collections import defaultdict
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from dip_lod.checking import dcat, statements
from dip_lod.checking.fetching import Fetcher
from dip_lod.checking.finding import AMBER, GREEN, RED, Finding
from dip_lod.checking.statements import ACCEPT, SCHEMA, Said
from dip_lod.validation import engine, shapes

_HYDRA = "http://www.w3.org/ns/hydra/core#next"
_PAGES = 5
_SHOWN = 15
AREA = "registration"
_NEEDED = ("name", "description", "license", "publisher", "creator", "contactPoint", "email", "contentUrl", "dataset")
"""What a register refuses to be without; the rest is advice."""
_PENALTIES = (
    (20, "a description", ("description",)),
    (20, "a distribution", ("distribution",)),
    (10, "a creator", ("creator",)),
    (10, "a date of creation or publication", ("dateCreated", "datePublished")),
    (5, "a date of its last change", ("dateModified",)),
    (5, "where or when its contents are of", ("spatialCoverage", "temporalCoverage")),
    (5, "its language", ("inLanguage",)),
)
"""What the register takes off the score of a dataset that lacks something."""


class Described(NamedTuple):
    """The description that was found, and where."""

    url: str
    said: Said
    datasets: list[str]
    """As N-Triples writes them."""


def find(fetcher: Fetcher, base: str) -> tuple[Described | None, list[Finding]]:
    """Find the description: at the well-known address, or at the address itself."""
    tried = []
    for url in dict.fromkeys(
        (urljoin(base, ".well-known/datacatalog"), urljoin(base, "/.well-known/datacatalog"), base)
    ):
        answer = fetcher.get(url, ACCEPT)
        said = statements.read(answer)
        if isinstance(said, Said):
            said = _more(fetcher, dcat.translated(said))
            if found := said.of_class(f"{SCHEMA}Dataset"):
                got = f"{answer.said()}: {len(found)} datasets in {len(said.triples)} statements"
                return Described(url, said, found), [Finding(AREA, GREEN, "description", f"GET {url}", got)]
            said = f"{len(said.triples)} statements, and none says that anything is a schema:Dataset"
        tried.append(f"{url}: {said}")
    remedy = (
        "Publish a description as Requirements for Datasets asks, at /.well-known/datacatalog or at the address itself."
    )
    return None, [
        Finding(AREA, RED, "description", f"GET {base} and its well-known address", "; ".join(tried)[:600], remedy)
    ]


def _more(fetcher: Fetcher, said: Said) -> Said:
    """Follow the pages of a catalogue (Hydra)."""
    triples, seen = list(said.triples), set()
    for _ in range(_PAGES):
        following = next(
            (
                one.object.value
                for one in said.triples
                if one.predicate.value == _HYDRA and hasattr(one.object, "value")
            ),
            None,
        )
        if not following or following in seen:
            break
        seen.add(following)
        page = statements.read(fetcher.get(following, ACCEPT))
        if isinstance(page, str):
            break
        said = dcat.translated(page)
        triples += said.triples
    return Said(list(dict.fromkeys(triples)))


def check(fetcher: Fetcher, found: Described) -> list[Finding]:
    """Judge the description by the project's shapes of version 2, and reckon its score."""
    results = defaultdict(list)
    for one in engine.validate(found.said.text(), shapes.shipped(("dataset",))):
        what = (one.path or "").strip("<>").removeprefix(SCHEMA)
        lacking = one.component == "MinCountConstraintComponent" and what not in _NEEDED
        results[AMBER if lacking or one.severity != "Violation" else RED, what, one.message].append(one.focus)
    findings = []
    for (level, what, message), focus in list(results.items())[:_SHOWN]:
        more = f" and {len(focus) - 1} more" if focus[1:] else ""
        remedy = f"Mend schema:{what} in the description." if what else "Mend the description."
        findings.append(
            Finding(AREA, level, f"shape: {what or 'node'}", found.url, f"{focus[0]}{more}: {message}", remedy)
        )
    if not results:
        findings.append(Finding(AREA, GREEN, "shapes", found.url, "no violation, no warning"))
    for dataset in found.datasets[:20]:
        score, lacks = _score(found.said, dataset)
        if lacks:
            remedy = f"Say {', '.join(lacks)}."
            findings.append(Finding(AREA, AMBER, "score", dataset, f"{score} of 100", remedy))
        findings += _resolves(fetcher, dataset)
    return findings


def _score(said: Said, dataset: str) -> tuple[int, list[str]]:
    lacks = [
        (points, what)
        for points, what, names in _PENALTIES
        if not said.values(dataset, *(SCHEMA + one for one in names))
    ]
    return 100 - sum(points for points, _ in lacks), [what for _, what in lacks]


def _resolves(fetcher: Fetcher, dataset: str) -> list[Finding]:
    """See whether the URI of a dataset leads to its description, for machines and for people."""
    uri = dataset.strip("<>")
    if urlsplit(uri).scheme not in ("http", "https"):
        return []
    answer = fetcher.get(uri, ACCEPT)
    said = statements.read(answer)
    if isinstance(said, Said) and not dcat.translated(said).values(dataset, f"{SCHEMA}name"):
        said = "RDF that does not name the dataset"
    if isinstance(said, Said):
        return [Finding(AREA, GREEN, "dataset URI", f"GET {uri}", answer.said())]
    return [
        Finding(
            AREA,
            AMBER,
            "dataset URI",
            f"GET {uri}",
            said,
            "Let the URI of the dataset lead to its description, in RDF and HTML.",
        )
    ]
