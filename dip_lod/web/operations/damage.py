"""Damage to the files of a publication: what a request that meets it answers, and that it is remembered."""

import logging
import sqlite3

from flask import Flask, Response, request

from dip_lod import logs
from dip_lod.publication.damaged import DamagedError
from dip_lod.web.http import paths
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site

_SIGNS = frozenset(
    (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)  # the last: gone
)
_EMPTIED = "no such table"
"""What SQLite says of a file of no bytes: to it, that is a database."""
_PRIMARY = 0xFF
"""The part of SQLite's codes that names the kind of error."""
_LONGEST = 200


class Damage:
    """Remembers which publication was found damaged: nothing writes its files, so it does not heal.

    >>> damage = Damage()
    >>> damage.note("p1")
    >>> damage.of("p1"), damage.of("p2")
    (True, False)
    """

    def __init__(self) -> None:
        self._publication = ""

    def note(self, publication: str) -> None:
        """Remember that a publication is damaged."""
        self._publication = publication

    def of(self, publication: str) -> bool:
        """Tell whether damage to a publication has been met."""
        return self._publication == publication


def shows(error: Exception) -> bool:
    """Tell whether an error shows that a file is damaged, and is no mistake of a program.

    >>> shows(DamagedError("a document cannot be unpacked")), shows(sqlite3.OperationalError("no such column"))
    (True, False)
    """
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _SIGNS or str(error).startswith(_EMPTIED)
    return isinstance(error, DamagedError)


def install(app: Flask, site: Site, damage: Damage) -> None:
    """Answer 500 in the dress of the site where a request meets damage, with one line in the log that says where."""

    def answer(error: Exception) -> Response:
        if not shows(error):
            raise error
        publication = site.publications.current()
        damage.note(publication.id)
        do = "'dip-lod verify' names the file; restore it or build again"
        told = f"{publication.folder}: is damaged ({error}); {do}"
        logs.event("serve", told, {"path": paths.raw(request.environ)[:_LONGEST]}, logging.ERROR)
        return problem(site, request, 500)

    for kind in (sqlite3.DatabaseError, DamagedError):
        app.register_error_handler(kind, answer)
