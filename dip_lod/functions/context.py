"""What the functions know of the build, beside their arguments."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from dip_lod.functions.errors import FunctionError


class Identities(Protocol):
    """The table that every minted URI goes through (MODEL, rule 3)."""

    def final(self, kind: str, key: str) -> tuple[str, str]:
        """Give what a kind and key have become."""

    def kind_of(self, key: str, kinds: tuple[str, ...]) -> str | None:
        """Give the first of the kinds under which a record describes the key."""

    def doubts(self, kind: str, key: str, identifier: str) -> bool:
        """Say whether an identifier of a thing is in doubt."""


class Unmerged:
    """No table: every key stays what it is, and every key is described."""

    def final(self, kind: str, key: str) -> tuple[str, str]:
        """Give back kind and key."""
        return kind, key

    def kind_of(self, key: str, kinds: tuple[str, ...]) -> str | None:
        """Give the first kind."""
        return kinds[0]

    def doubts(self, kind: str, key: str, identifier: str) -> bool:
        """Doubt nothing."""
        return False


class Failure(NamedTuple):
    """What a function could not do, for everybody and for the steward alone."""

    public: str
    """The sentence without the value: it goes into reports and logs."""
    full: str
    """The sentence with it."""
    values: tuple[str, ...] = ()
    """The values that it is about, to find the field by."""


@dataclass(slots=True)
class Context:
    """The surroundings of one source's mapping, or of the rules."""

    base: str
    source: str
    as_of: date
    language: str = "nl"
    identities: Identities = field(default_factory=Unmerged)
    folder: Path | None = None
    """The mapping's folder, where its tables (`*.csv`) are."""
    failures: list[Failure] = field(default_factory=list)
    """What functions could not do since this was last emptied: one sentence each."""


Rows = Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=64)
def read_table(file: Path) -> tuple[Sequence[str], Rows]:
    """Read a table of a mapping, its columns and its rows: CSV with a header; the first column is the key."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restkey="", restval="")
            columns = reader.fieldnames or ()
            return columns, {row[columns[0]]: row for row in reader}
    except OSError:
        raise FunctionError(f"there is no table {file.name} in the mapping's folder; add it") from None
    except UnicodeDecodeError:
        raise FunctionError(f"the table {file.name} is not UTF-8; save it as UTF-8") from None
    except csv.Error as error:
        raise FunctionError(f"the table {file.name} is not CSV ({error}); mend it") from None


@lru_cache(maxsize=64)
def read_matches(folder: Path) -> frozenset[tuple[str, str]]:
    """Read what a curator has matched in the SSSOM tables of a mapping: pairs of `dip:kind/key` and a URI elsewhere."""
    found = set()
    for file in sorted(folder.glob("*.sssom.tsv")):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t")
            found |= {
                (row["subject_id"], row["object_id"])
                for row in rows
                if row["predicate_id"] == "skos:exactMatch" and (row.get("predicate_modifier") or "").lower() != "not"
            }
    return frozenset(found)
