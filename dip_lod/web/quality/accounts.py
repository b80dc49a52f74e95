"""The accounts of quality of the publications that are served, each opened once."""

from functools import lru_cache

from dip_lod.publication.quality.reading import Quality
from dip_lod.publication.reading import Publication

_opened = lru_cache(4)(Quality)


def account(publication: Publication) -> Quality:
    """Open the account of a publication; raises PublicationError where it has none."""
    return _opened(publication.folder)
