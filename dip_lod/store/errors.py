"""What a remote store does not do."""

from dip_lod.errors import PublicationError


class StoreError(PublicationError):
    """Say that a remote store cannot be reached, refuses, or does not hold what it was given."""


class Late(StoreError):
    """Say that a remote store had not answered in time."""


class Silent(StoreError):
    """Say that a remote store cannot be reached."""
