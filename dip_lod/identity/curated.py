"""Curated decisions on who is who: SSSOM tables in the folders of the mappings."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dip_lod import uris
from dip_lod.errors import ConfigurationError

_ONE = ("skos:exactMatch", "owl:sameAs")
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
        try:
            lines = file.read_text("utf-8").splitlines()
        except UnicodeDecodeError as error:
            raise ConfigurationError(f"{file}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
        numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
        rows = csv.DictReader((line for _, line in numbered), delimiter="\t")
        if not set(rows.fieldnames or ()) >= _COLUMNS:
            raise ConfigurationError(f"{file}: lacks a column of {', '.join(sorted(_COLUMNS))}; add it")
        for (number, _), row in zip(numbered[1:], rows, strict=False):
            yield _decision(row, f"{file}, line {number}")


def _decision(row: dict[str, str], where: str) -> Decision:
    if None in row.values() or not row["subject_id"] or not row["object_id"]:
        raise ConfigurationError(f"{where}: has too few cells; give each column of the header one")
    kind, slash, key = row["subject_id"].removeprefix("dip:").partition("/")
    try:
        uris.path(kind, key)
    except uris.UriError as error:
        raise ConfigurationError(f"{where}: {error}; write dip:person/key") from None
    if not slash or not row["subject_id"].startswith("dip:"):
        raise ConfigurationError(f"{where}: '{row['subject_id']}' is no thing of ours; write dip:person/key")
    other = row["object_id"]
    ours = other.startswith("dip:")
    if ours and not other.startswith(f"dip:{kind}/"):
        raise ConfigurationError(f"{where}: '{other}' is of another kind than {row['subject_id']}; mend the row")
    if ours and row["predicate_id"] not in _ONE:
        raise ConfigurationError(
            f"{where}: '{row['predicate_id']}' does not say that two are one; write skos:exactMatch or drop the row"
        )
    same = (row.get("predicate_modifier") or "").strip().lower() != "not"
    return Decision(kind, key, other.removeprefix(f"dip:{kind}/") if ours else other, same, ours)
