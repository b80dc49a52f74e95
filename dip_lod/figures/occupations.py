"""The occupations (ESCO) and groups of occupations (ISCO-08) that roles are matched to: mappings/terms/occupations."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from dip_lod import resources


class Match(NamedTuple):
    """A match of a role: a SKOS property as a prefixed name, a URI, and how sure it is."""

    predicate: str
    uri: str
    label: str
    confidence: float


@cache
def matches() -> Mapping[str, tuple[Match, ...]]:
    """Read the matches, by the code of the role.

    >>> [match.uri.rpartition("/")[2] for match in matches()["auteur"]]
    ['C2641']
    """
    file = resources.folder("mappings") / "terms" / "occupations" / "role.sssom.tsv"
    lines = [line.split("\t") for line in file.read_text("utf-8").splitlines() if line and line[0] != "#"]
    found: dict[str, list[Match]] = {}
    for row in (dict(zip(lines[0], line, strict=True)) for line in lines[1:]):
        match = Match(row["predicate_id"], row["object_id"], row["object_label"], float(row["confidence"]))
        found.setdefault(row["subject_id"].rpartition("/")[2], []).append(match)
    return {role: tuple(all_of_it) for role, all_of_it in found.items()}
