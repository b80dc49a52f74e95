"""Looking a page up in the store, as a web worker does where it does not remember it."""

from collections.abc import Callable

from dip_lod.web.http.page_cache import Kept, Key
from dip_lod.web.page.site import Site
from dip_lod.web.stored import identity
from dip_lod.web.stored.store import Store

KINDS = ("venue", "organization", "production", "run", "hall")
"""Kinds whose pages take longer to make than eight empty ones, in the order in which people ask for them."""


class StoredPages:
    """The store as a web worker reads it."""

    def __init__(self, site: Site, count: Callable[[], None]) -> None:
        """`count` is told of each page that was found."""
        self._site = site
        self._count = count
        self._prefixes = tuple(f"{site.root}doc/{kind}/" for kind in KINDS)
        self._at: tuple[tuple[str, str, str], Store | None] = (("", "", ""), None)

    def find(self, key: Key) -> Kept | None:
        """Find what `remembering.key` names; None where it is not stored."""
        publication, address, query, form, language, profile, day = key
        if form != "HTML" or query or profile or not address.startswith(self._prefixes):
            return None
        manifest = self._site.publications.current().manifest
        if manifest.id != publication:  # it changed at this moment
            return None
        at = (manifest.id, manifest.digest, day)
        last, store = self._at  # at once: another thread may be a publication further
        if last != at:
            store = identity.store(self._site, manifest, day)
            self._at = (at, store)
        found = store.find(address, language) if store else None
        if found:
            self._count()
        return found
