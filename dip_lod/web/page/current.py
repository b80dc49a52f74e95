"""The publication that is current: looked up again at most once a second."""

import gc
import logging
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from dip_lod import logs
from dip_lod.errors import PublicationError
from dip_lod.journal import reading as journal
from dip_lod.journal.reading import Journal
from dip_lod.publication.reading import Publication

INTERVAL = 1.0
"""Seconds between two looks at the journal."""

IDLE = 2.0
"""The same, where nobody asks for anything."""


class Publications(Protocol):
    """What gives the publication for a request; the request keeps it to its end."""

    journal: Journal
    """What became of documents."""

    def current(self) -> Publication:
        """Give the current publication."""


class FixedPublication:
    """One publication that stays."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self.journal = Journal(publication.folder.parents[1])

    def current(self) -> Publication:
        """Give the one publication."""
        return self._publication


class CurrentPublication:
    """The publication that the journal names; a request that runs while it changes ends with the old one."""

    def __init__(self, data: Path) -> None:
        """Open the current publication; raises PublicationError where there is none."""
        self._data = data
        self.journal = Journal(data)
        self._lock = threading.Lock()
        self._folder = journal.current(data)
        self._publication = _opened(self._folder)
        self._looked = time.monotonic()
        self._said = ""

    def current(self) -> Publication:
        """Give the current publication, after a look at the journal if the last one is a second old."""
        if time.monotonic() - self._looked >= INTERVAL and self._lock.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._publication

    def follow(self) -> None:
        """Look at the journal from now on, also where nobody asks: who erases waits until an older folder is let go."""
        threading.Thread(target=self._follow, name="follow", daemon=True).start()

    def _follow(self) -> None:
        last = self._folder
        while True:
            time.sleep(IDLE)
            self.current()
            if last != self._folder:
                gc.collect()  # who is idle searches for no cycles, and one may hold a file open
                last = self._folder
                with suppress(OSError, sqlite3.Error):  # it only makes what is asked next quicker
                    self._publication.touch()

    def _look(self) -> None:
        """Change over to a new publication; one that cannot be read leaves the old one served."""
        self._looked = time.monotonic()
        try:
            folder = journal.current(self._data)
            if folder != self._folder:
                self._publication = _opened(folder)
                self._folder = folder
                logs.event("serve", "serving another publication", {"publication": self._publication.id}, logging.DEBUG)
        except PublicationError as error:
            if str(error) != self._said:  # once, not once a second
                self._said = str(error)
                logs.event("serve", self._said, level=logging.WARNING)


def _opened(folder: Path) -> Publication:
    """Open a publication; what is wrong with it at first sight is told in the log, for the rest is served."""
    publication, do = Publication(folder), "restore it or build again"
    if lacking := publication.lacking():
        told = f"{folder}: {', '.join(lacking)}: missing or empty; {do}"
        logs.event("serve", told, level=logging.ERROR)
    if not publication.sealed:
        logs.event("serve", f"{folder}: manifest.json: is not as committed; {do}", level=logging.ERROR)
    return publication
