"""Whether the site can do its work: a publication can be read, SPARQL answers, the disk has room."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dip_lod.config import EMBEDDED
from dip_lod.errors import DipLodError
from dip_lod.publication.reading import Publication
from dip_lod.sparql.answer import Busy, Result
from dip_lod.sparql.request import QueryRequest
from dip_lod.web.endpoint.results import SELECT_TYPE
from dip_lod.web.operations.damage import Damage, shows
from dip_lod.web.page.site import Site
from dip_lod.web.stored import identity

TRIED = 20
"""Documents and names that a probe reads, of a million as of a hundred: 0.3 ms from memory, 40 places of a disk."""

KEPT_SECONDS = 5.0
"""How long an answer of SPARQL counts: a probe a second must not take a worker each time."""


@dataclass(slots=True)
class Readiness:
    """Looks at what the site needs; what it says names no file and no address, for anybody may ask.

    A remote store is not asked. Every node has the same one: were it down, all nodes would be taken out at once, and
    with them the pages, which need no store.
    """

    site: Site
    damage: Damage
    _sparql: tuple[float, str] = (0.0, "")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def checks(self) -> Mapping[str, str]:
        """Give each check with `ok`, or with what is wrong; `busy` and `off` are no fault."""
        return {"publication": self._publication(), "sparql": self._endpoint(), "disk": self._disk()}

    def _publication(self) -> str:
        publication = self.site.publications.current()
        try:
            kind = next(iter(publication.kinds), None)
            if kind is not None and not publication.listed(kind, limit=1):
                return "empty"
            if not self.damage.of(publication.id):
                publication.try_some(TRIED)
                if publication.sealed and not publication.lacking() and not self._found(publication):
                    return "ok"
        except (DipLodError, sqlite3.Error, OSError) as error:
            if shows(error):
                self.damage.note(publication.id)
            else:
                return "cannot be read"
        return "is damaged"

    def _found(self, publication: Publication) -> bool:
        """Tell whether who read the files whole in idle time found one damaged."""
        store = identity.store(self.site, publication.manifest, date.today().isoformat())
        state = store.state() if store else None
        if state is None or not state.damaged:
            return False
        self.damage.note(publication.id)  # tomorrow's store does not know yet
        return True

    def _disk(self) -> str:
        try:
            free = shutil.disk_usage(self.site.config.data_folder).free
        except OSError:
            return "cannot be read"
        return "ok" if free >= self.site.config.operations.free_bytes else "has too little room"

    def _endpoint(self) -> str:
        with self._lock:
            asked, said = self._sparql
            if not said or time.monotonic() - asked > KEPT_SECONDS:
                said = self._ask()
                self._sparql = (time.monotonic(), said)
            return said

    def _ask(self) -> str:
        if self.site.engine is None:
            return "off"
        publication = self.site.publications.current()
        embedded = self.site.config.store == EMBEDDED
        request = QueryRequest(
            "ASK {}",
            publication.store_folder if embedded else None,  # a store elsewhere is the same for every node
            select_type=SELECT_TYPE,
            graph_type="application/n-triples",
            base=publication.base,
            publication=publication.id,
        )
        match self.site.engine(request):
            case Result():
                return "ok"
            case Busy():
                return "busy"
        return "does not answer"


def ready(checks: Mapping[str, str]) -> bool:
    """Tell whether the site should get requests.

    >>> ready({"publication": "ok", "sparql": "busy", "disk": "ok"})
    True
    """
    return all(said in ("ok", "busy", "off") for said in checks.values())
