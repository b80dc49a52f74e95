"""The process that fills the store: one for all servers of a folder, at the lowest priority, readers first."""

import fcntl
import gc
import logging
import os
import pickle
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from dip_lod import logs
from dip_lod.config import Config
from dip_lod.errors import DipLodError, PublicationError
from dip_lod.publication import fingerprints, stored_pages
from dip_lod.publication.reading import Publication
from dip_lod.sparql import confinement
from dip_lod.web.documents import whole
from dip_lod.web.page import site as pages
from dip_lod.web.page.current import CurrentPublication, FixedPublication
from dip_lod.web.stored import identity
from dip_lod.web.stored.filling import Filling
from dip_lod.web.stored.pulse import Pulse
from dip_lod.web.stored.store import Store

LOOK = 1.0
"""Seconds between two looks at what is current, where all is stored or nothing can be."""

_BUSY = 1.0
"""A request in the last so many seconds: somebody reads."""

_SHARE = 4
"""Where somebody reads, this part of a processor at most is taken."""

_AGAIN = 600.0
"""Seconds after which it is tried again where nothing could be written: a disk that was full may have room."""

_SELDOM = 50_000
"""New objects after which cycles are looked for, as in a web worker."""

_LOCK = "lock"

_AS_THEY_STAND = (".sqlite", ".ttl", ".txt", ".ndjson")
"""How files end of which a byte that is another is served as it stands: tables and reports."""


class FillingProcess:
    """Fills the store of what is current, and removes all others."""

    def __init__(self, config: Config, pulse: Pulse) -> None:
        """Begin as soon as there is a publication; raises ValueError where pages are not wanted."""
        if config.pages_folder is None:
            raise ValueError("serve.pages is empty")
        self._config = config
        self._folder = config.pages_folder
        self._pulse = pulse
        self._publications = _opened(config.data_folder)
        self._said = ""
        self._watched: tuple[Path, str] | None = None
        """The folder that was read whole last, and the day."""

    def run(self) -> None:
        """Go on until the server ends."""
        last = self._publications.current().folder
        while True:
            if last != (last := self._publications.current().folder):
                gc.collect()  # what was let go of must not be held open: who erases waits for that
            try:
                with _locked(self._folder):
                    self._store(self._publications.current(), date.today().isoformat())
            except BlockingIOError:
                pass  # the process of another server fills it
            except (DipLodError, sqlite3.Error, OSError) as error:
                self._fault(error)
            time.sleep(LOOK)

    def _store(self, publication: Publication, day: str) -> None:
        """Fill the store of a publication and a day, and stay until another is wanted."""
        site = pages.load(self._config, FixedPublication(publication), None)
        store = identity.store(site, publication.manifest, day)
        assert store is not None

        def stays() -> bool:
            current = self._publications.current()
            return current.folder == publication.folder and day == date.today().isoformat()

        def rest(seconds: float) -> bool:
            give_way(self._pulse, seconds)
            return stays()

        stored_pages.remove(self._folder, but=store.folder.name)
        filling = Filling(site, store, day, whole.find, rest)
        failed = False
        try:
            if not filling.fill():
                return
        except FileNotFoundError:  # the folder was removed under us: it is begun again
            return
        except (DipLodError, sqlite3.Error, OSError) as error:
            failed = True
            self._fault(error)
        else:
            state = filling.state(done=True)
            told: dict[str, object] = {"pages": state.pages, "bytes": state.bytes, "seconds": state.seconds}
            logs.event("serve", "pages stored", told | ({"stopped": filling.why} if filling.why else {}))
        self._watch(publication, day, store, stays)
        again = time.monotonic() + _AGAIN
        while stays() and (time.monotonic() < again if failed else store.state()):
            time.sleep(LOOK)

    def _watch(self, publication: Publication, day: str, store: Store, stays: Callable[[], bool]) -> None:
        """Read the files that are served as they stand, once a day; what is damaged is told in the log and the state.

        The engine and gzip have checksums of their own over the stores and the dumps: those are left out.
        """
        if self._watched == (publication.folder, day):
            return

        def rest(seconds: float) -> bool:
            time.sleep((_SHARE - 1) * seconds)
            return stays()

        known = {name: mark for name, mark in publication.manifest.files.items() if name.endswith(_AS_THEY_STAND)}
        damaged = fingerprints.read_anew(publication.folder, known, rest)
        if damaged is None or not stays():  # a folder that is no longer current may be on its way out
            return
        self._watched = (publication.folder, day)
        if damaged:
            what = f"{publication.folder}: {', '.join(damaged)}: not as committed; restore it or build again"
            logs.event("serve", what, level=logging.ERROR)
        state = store.state()
        if state and known:
            with suppress(OSError):  # the log has it
                store.tell(replace(state, watched=time.time(), damaged=damaged))

    def _fault(self, error: Exception) -> None:
        """Log a fault once, not once a second."""
        why = error.strerror or error if isinstance(error, OSError) else error
        what = f"{self._folder}: pages cannot be stored ({why}), and are made when asked for; see serve.pages"
        if what != self._said:
            self._said = what
            logs.event("serve", what, level=logging.WARNING)


def _opened(data: Path) -> CurrentPublication:
    """Open what is current as soon as it can be read: what is wrong until then is told by the server."""
    while True:
        try:
            return CurrentPublication(data)
        except PublicationError:
            time.sleep(LOOK)


def give_way(pulse: Pulse, seconds: float) -> None:
    """Rest after a page that took so many seconds, for as long as somebody reads: less of a processor is taken then."""
    until = time.monotonic() + (_SHARE - 1) * seconds
    while pulse.silence < _BUSY and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, LOOK))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Be the one that writes in a folder, which is made; raises BlockingIOError where another is, OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / _LOCK).open("wb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def main(pulse: Path, parent: int) -> None:
    """Fill what the settings on standard input say, until the server, our parent, ends."""
    confinement.die_with(parent)
    os.nice(19)
    gc.set_threshold(_SELDOM)
    config = pickle.load(sys.stdin.buffer)
    logs.configure(config.log)
    FillingProcess(config, Pulse(pulse)).run()
