"""A query of a mapping or a rule: its text, and the name that messages give it."""

from dataclasses import dataclass
from pathlib import Path

from dip_lod.errors import MappingError


@dataclass(frozen=True, slots=True)
class Query:
    """A CONSTRUCT query, from a file that is valid as it stands."""

    name: str
    text: str


def read(folder: Path) -> tuple[Query, ...]:
    """Read the queries of a folder, in the order of their names."""
    files = sorted(folder.glob("*.rq"))
    return tuple(Query(f"{folder.name}/{file.name}", _text(file)) for file in files)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise MappingError(f"{file}, line {line}: is not UTF-8; save the file as UTF-8") from None
    except OSError as error:
        raise MappingError(f"{file}: cannot be read ({error.strerror}); check the file and its rights") from None
