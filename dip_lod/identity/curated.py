"""Curated decisions on who is who: SSSOM tables in the folders of the mappings."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dip_lod.errors import ConfigurationError

_COLUMNS = {"subject_id", "predicate_id", "object_id"}


@dataclass(frozen=True, slots=True)
class Decision:
    """A row: two of our things are one or two, or a thing has (or has not) an identifier elsewhere."""

    kind: str
    key: str
    other: str
    """A key of ours after `dip:`, or a URI elsewhere."""
    same: bool
    ours: bool


def read(folder: Path) -> Iterator[Decision]:
    """Read the `*.sssom.tsv` of a mapping: `dip:person/key`, `skos:exactMatch`, `dip:person/key` or a URI.

    `predicate_modifier` `Not` says that the two are different (SSSOM 1.0, «predicate_modifier»). Raises
    ConfigurationError.
    """
    for file in sorted(folder.glob("*.sssom.tsv")):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = csv.DictReader((line for line in stream if not line.startswith("#")), delimiter="\t")
            if not set(rows.fieldnames or ()) >= _COLUMNS:
                raise ConfigurationError(f"{file}: lacks a column of {', '.join(sorted(_COLUMNS))}; add it")
            for row in rows:
                yield _decision(row, f"{file}, line {rows.line_num}")


def _decision(row: dict[str, str], where: str) -> Decision:
    kind, slash, key = row["subject_id"].removeprefix("dip:").partition("/")
    if not slash or not row["subject_id"].startswith("dip:"):
        raise ConfigurationError(f"{where}: '{row['subject_id']}' is no thing of ours; write dip:person/key")
    other = row["object_id"]
    ours = other.startswith("dip:")
    if ours and not other.startswith(f"dip:{kind}/"):
        raise ConfigurationError(f"{where}: '{other}' is of another kind than {row['subject_id']}; mend the row")
    same = (row.get("predicate_modifier") or "").strip().lower() != "not"
    return Decision(kind, key, other.removeprefix(f"dip:{kind}/") if ours else other, same, ours)
