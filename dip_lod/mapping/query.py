"""A query of a mapping or a rule: its text, and the name that messages give it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Query:
    """A CONSTRUCT query, from a file that is valid as it stands."""

    name: str
    text: str


def read(folder: Path) -> tuple[Query, ...]:
    """Read the queries of a folder, in the order of their names."""
    files = sorted(folder.glob("*.rq"))
    return tuple(Query(f"{folder.name}/{file.name}", file.read_text("utf-8")) for file in files)
