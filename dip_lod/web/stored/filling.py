"""Filling the store of a publication: page after page, leaving the readers first."""

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dip_lod.web.http.page_cache import Kept
from dip_lod.web.page.front import Make
from dip_lod.web.page.site import Site
from dip_lod.web.stored.reading import KINDS
from dip_lod.web.stored.store import State, Store

_LOOKED = 256
"""Pages after which the room of the disk is looked at, and the state is written down."""

_SPARE = 64 << 20
"""Bytes of a disk that are left free; on that of the data beyond those without which `/readyz` says no."""


@dataclass(slots=True)
class Filling:
    """What fills one store; `rest` is told how long a page took, and gives whether to go on."""

    site: Site
    store: Store
    day: str
    make: Make
    rest: Callable[[float], bool]
    _begun: float = field(default_factory=time.monotonic)
    pages: int = 0
    bytes: int = 0
    why: str = ""
    """Why it was ended before all pages were stored, if it was."""

    def fill(self) -> bool:
        """Store all pages that are not there yet; False where it is to be left. Raises OSError."""
        self.store.prepare()
        for address, language in self._wanted():
            begun = time.monotonic()
            if not self._keep(address, language):
                break
            if self.pages % _LOOKED == 0:
                self.store.tell(self.state(done=False))
            if not self.rest(time.monotonic() - begun):
                return False
        self.store.tell(self.state(done=not self.why))
        return True

    def state(self, *, done: bool) -> State:
        """Tell how far it is."""
        return State(self.pages, self.bytes, round(time.monotonic() - self._begun, 1), done)

    def _keep(self, address: str, language: str) -> bool:
        """Store a page, unless it is there; False where there is no room."""
        if self.store.find(address, language) is None:
            if self.pages % _LOOKED == 0 and self._tight():
                return False
            page = self._made(address, language)
            if page is None or self.day != date.today().isoformat():
                return True  # what cannot be made is Flask's to tell; at midnight `rest` ends it
            self.store.put(address, language, page)
        size = self.store.size(address, language)
        self.pages, self.bytes = self.pages + 1, self.bytes + size
        if self.bytes > self.site.config.serve.pages_megabytes << 20:
            self.why = "serve.pages_megabytes is reached"
        return not self.why

    def _made(self, address: str, language: str) -> Kept | None:
        environ: Mapping[str, Any] = {
            "PATH_INFO": address,
            "HTTP_ACCEPT": "text/html",
            "HTTP_ACCEPT_LANGUAGE": language,
        }
        return self.make(self.site, environ)

    def _wanted(self) -> Iterator[tuple[str, str]]:
        """Give address and language of all pages, what people ask for first first."""
        publication = self.site.publications.current()
        keys = [key for kind in KINDS for key in publication.repertoire.newest(kind)]
        for language in self.site.texts:
            for key in keys:
                yield f"{self.site.root}doc/{key}", language

    def _tight(self) -> bool:
        """Tell whether a disk would be filled up, or that of the data have too little room to be called well."""
        config, folder = self.site.config, self.store.folder
        needed = config.operations.free_bytes if _same_disk(config.data_folder, folder) else 0
        if shutil.disk_usage(folder).free >= needed + _SPARE:
            return False
        self.why = "the disk has little room"
        return True


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev
