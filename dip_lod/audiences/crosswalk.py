"""A crosswalk: which group of one scheme is like which of another, as SSSOM tables say."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dip_lod.audiences.schemes import Scheme, is_address
from dip_lod.errors import ConfigurationError, choices

COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification")
"""The columns that SSSOM asks for; `confidence`, `author_label` and `comment` are kept where they are there."""
PREDICATES = ("skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch")


class Match(NamedTuple):
    """A row: a group of ours (scheme and code), what it is to the other, and the other."""

    scheme: str
    group: str
    predicate: str
    other: str
    """`scheme:code` where it is in a scheme of ours, else a URI."""
    justification: str
    confidence: str
    comment: str


def read(files: Iterable[Path], schemes: Mapping[str, Scheme]) -> list[Match]:
    """Read crosswalks; raises ConfigurationError, for a match of a group that is not there would mislead."""
    return [match for file in files for match in _matches(file, schemes)]


def _matches(file: Path, schemes: Mapping[str, Scheme]) -> Iterator[Match]:
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except OSError as error:
        told = f"{file}: {error.strerror}; mend 'crosswalks' in [audiences] of dip-lod.toml"
        raise ConfigurationError(told) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    rows = csv.DictReader((line for _, line in numbered), delimiter="\t")
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise ConfigurationError(f"{file}: lacks the column '{missing[0]}' of SSSOM; add it")
    for (number, _), row in zip(numbered[1:], rows, strict=True):
        yield _match({name: value or "" for name, value in row.items() if name}, schemes, f"{file}, line {number}")


def _match(row: Mapping[str, str], schemes: Mapping[str, Scheme], where: str) -> Match:
    subject, other = row["subject_id"].strip(), row["object_id"].strip()
    scheme, group = _group(subject, schemes, where)
    if not is_address(other):
        _group(other, schemes, where)
    if other == subject:
        raise ConfigurationError(f"{where}: matches a group with itself; leave the row out")
    if row["predicate_id"] not in PREDICATES:
        raise ConfigurationError(f"{where}: '{row['predicate_id']}' is no match of SKOS; {choices('', PREDICATES)}")
    confidence = row.get("confidence", "").strip()
    try:
        sure = not confidence or 0 <= float(confidence) <= 1
    except ValueError:
        sure = False
    if not sure:
        raise ConfigurationError(f"{where}: confidence is no number from 0 to 1; mend it")
    if not row["mapping_justification"].strip():
        raise ConfigurationError(f"{where}: has no mapping_justification; say how it was decided")
    comment = row.get("comment", "").strip()
    return Match(scheme, group, row["predicate_id"], other, row["mapping_justification"].strip(), confidence, comment)


def _group(name: str, schemes: Mapping[str, Scheme], where: str) -> tuple[str, str]:
    scheme, _, group = name.partition(":")
    if scheme not in schemes:
        raise ConfigurationError(f"{where}: '{scheme}' is no scheme here; {choices(scheme, schemes)}")
    if group not in schemes[scheme].groups:
        known = choices(group, schemes[scheme].groups)
        raise ConfigurationError(f"{where}: '{group}' is no group of {scheme}; {known}")
    return scheme, group
