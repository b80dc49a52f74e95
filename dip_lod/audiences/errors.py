"""The error of a delivery that is refused whole."""

from dip_lod.errors import SourceError


class RefusedError(SourceError):
    """Say that a file of visits is refused whole: it looks like records of persons, or cannot be counted."""
