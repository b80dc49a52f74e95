"""Prefixed names and labels of terms, remembered: every page asks for the same few hundred."""

from functools import lru_cache

from dip_lod import vocabulary


@lru_cache(4096)
def shorten(uri: str) -> str:
    """Write a URI as a prefixed name where a prefix fits.

    >>> shorten("https://schema.org/name")
    'schema:name'
    """
    return vocabulary.shorten(uri)


@lru_cache(4096)
def label(uri: str, language: str) -> str:
    """Name a class or a property."""
    return vocabulary.label(uri, language)
