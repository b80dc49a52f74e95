"""A file of a publication that is not what was committed."""

from dip_lod.errors import PublicationError


class DamagedError(PublicationError):
    """Say that a file of a publication is not what was committed."""
