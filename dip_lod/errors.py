"""Errors that are sentences: where it went wrong, what is wrong, and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches


class DipLodError(Exception):
    """Stop a command with one sentence for the person who ran it.

    `exit_code` is what the command line ends with (see docs/reference/commands.md).
    """

    exit_code = 1


class ConfigurationError(DipLodError):
    """Say that dip-lod.toml, source.toml or a `DIP_LOD_*` variable is wrong."""

    exit_code = 2


class SourceError(DipLodError):
    """Say that a source file as a whole cannot be read."""

    exit_code = 3


class MappingError(DipLodError):
    """Say that a query of a mapping or a rule is wrong: it stops the build before the first record."""

    exit_code = 4


class ValidationError(DipLodError):
    """Say that violations stop the commit."""

    exit_code = 5


class PublicationError(DipLodError):
    """Say that a publication cannot be written, read or committed."""

    exit_code = 6


class LockedError(DipLodError):
    """Say that another build holds the lock."""

    exit_code = 7


class QueryError(DipLodError):
    """Say that a query of the command line is wrong, or met a limit."""

    exit_code = 9


class CheckError(DipLodError):
    """Say that a site does not pass a check."""

    exit_code = 10


class ArchiveError(DipLodError):
    """Say that a bag of the archive cannot be written, or is not what it says."""

    exit_code = 11


def choices(unknown: str, known: Iterable[str]) -> str:
    """Name the known words after an unknown one, the nearest first.

    >>> choices("bas_uri", ["store", "base_uri"])
    'choose from base_uri, store'
    """
    words = sorted(known)
    near = get_close_matches(unknown, words, n=3)
    return "choose from " + ", ".join(near + [word for word in words if word not in near])
