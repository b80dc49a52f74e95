"""What decides the bytes of a page beside its address and language: the publication, the day, the site's edition."""

import hashlib

from dip_lod.publication import stored_pages
from dip_lod.publication.manifest import Manifest
from dip_lod.web.page.site import Site
from dip_lod.web.stored.store import Store


def store(site: Site, manifest: Manifest, day: str) -> Store | None:
    """Give the store of a publication's pages of a day; None where the settings want none."""
    folder = site.config.pages_folder
    if folder is None:
        return None
    of = (repr(manifest), day, site.edition, *site.texts)
    digest = hashlib.sha256("\0".join(of).encode("utf-8", "surrogateescape")).hexdigest()
    return Store(folder / stored_pages.name(manifest.id, digest[:24]))
