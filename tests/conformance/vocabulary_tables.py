"""The published tables of schema.org, CIDOC-CRM and LRMoo: classes and properties with their ancestors."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dip_lod.vocabulary import expand

TABLES = {"schema-org-30.0": "schema:", "cidoc-crm-7.1.3": "crm:", "lrmoo-0.9.6": "lrmoo:"}


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a table: classes that it may stand on, those that it may point to, and what it specialises."""

    domain: frozenset[str]
    range: frozenset[str]
    above: frozenset[str]


@dataclass
class Tables:
    """All terms by URI."""

    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    """Classes with their direct superclasses."""
    members: dict[str, frozenset[str]] = field(default_factory=dict)
    """Members of enumerations with their class, such as schema:EventCancelled."""
    properties: dict[str, Property] = field(default_factory=dict)

    def closure(self, classes: Iterable[str]) -> set[str]:
        """Give classes with all their superclasses."""
        found: set[str] = set()
        waiting = list(classes)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.classes.get(one, ())
        return found

    def specialised(self, name: str) -> set[str]:
        """Give a property with all its superproperties."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.properties[one].above
        return found


@cache
def load(folder: Path) -> Tables:
    """Read the tables of a folder; every name that one of them mentions is to be a term of theirs or a datatype."""
    rows = {
        prefix: list(csv.DictReader((folder / f"{name}.tsv").read_text("utf-8").splitlines(), delimiter="\t"))
        for name, prefix in TABLES.items()
    }
    known = {row["name"]: prefix for prefix, table in rows.items() for row in table if prefix != "schema:"}
    found = Tables()
    for prefix, table in rows.items():
        for row in table:
            name, kind = expand(prefix + row["name"]), row["kind"]
            above = _names(prefix, known, row["superclass_or_domain"])
            if kind == "class":
                found.classes[name] = above
            elif kind == "member":
                found.members[name] = above
            else:
                wider = _names(prefix, known, row.get("superproperty") or "")
                found.properties[name] = Property(above, _names(prefix, known, row["range"]), wider)
    return found


def _names(prefix: str, known: dict[str, str], cell: str) -> frozenset[str]:
    """Write the names of a cell in full: LRMoo's table also names terms of CIDOC-CRM."""
    own = prefix == "schema:"
    return frozenset(expand((prefix if own else known.get(name, "")) + name) if own or name in known else name
                     for name in cell.split("|") if name)
