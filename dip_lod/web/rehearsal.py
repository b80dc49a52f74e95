"""A rehearsal in a process of its own: whether web workers could work with the site's files as they are now."""

import os
import select
import signal
import traceback
from contextlib import suppress
from dataclasses import replace

from prometheus_client import values

from dip_lod.config import Config
from dip_lod.errors import DipLodError
from dip_lod.web.app import SITE, create_app
from dip_lod.web.page.current import CurrentPublication
from dip_lod.web.page.site import Site

_SECONDS = 60.0
"""So long may it take; some three seconds of a processor are the rule."""

_LONGEST = 4000

_ASKS_OTHERS = "operations."
"""The beginning of what Flask calls `/readyz` and such: a store elsewhere that is down is no fault of ours."""


def fault(config: Config) -> str:
    """Say in a sentence what new web workers would stumble over; nothing where all is well.

    The process is a fork, as they will be: it has the program that runs, and reads templates and words anew.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, (_fault(config) or "\n").encode("utf-8", "replace")[:_LONGEST])
        finally:
            os._exit(0)
    os.close(writing)
    try:
        told = _read(reading)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):  # gunicorn waits for any child, and may have been first
            os.waitpid(child, 0)
    return told.strip() if told else f"{config.data_folder}: who tried to make its pages ended, or took a minute"


def _read(reading: int) -> str:
    """Read what is written, which a pipe takes whole; nothing after too long, or where the writer has died."""
    ready, _, _ = select.select([reading], [], [], _SECONDS)
    return os.read(reading, _LONGEST).decode("utf-8", "replace") if ready else ""


def _fault(config: Config) -> str:
    values.ValueClass = values.MutexValue  # what is counted here counts for nobody
    try:
        unseen = replace(config, log=replace(config.log, requests=False))
        app = create_app(unseen, CurrentPublication(config.data_folder))
    except DipLodError as error:
        return str(error)
    site: Site = app.extensions[SITE]
    app.testing = True  # errors come out
    client = app.test_client()
    rules = [rule for rule in app.url_map.iter_rules() if not rule.arguments and "GET" in (rule.methods or ())]
    pages = [rule.rule for rule in rules if not rule.endpoint.startswith(_ASKS_OTHERS)]
    try:
        for name in site.templates.list_templates():
            site.templates.get_template(name)
        for path in (*pages, *_documents(site)):
            for language in site.texts:
                client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    except Exception as error:  # noqa: BLE001 (whatever it is, readers would meet it)
        where = next((one for one in reversed(traceback.extract_tb(error.__traceback__)) if _ours(site, one)), None)
        place = f"{where.filename}, line {where.lineno}" if where else str(site.folder)
        return f"{place}: no page can be made ({type(error).__name__}: {error}); mend it or install dip_lod again"
    return ""


def _ours(site: Site, frame: traceback.FrameSummary) -> bool:
    return frame.filename.startswith(str(site.folder))


def _documents(site: Site) -> list[str]:
    """Give the path of a document of each kind."""
    publication = site.publications.current()
    found = [uri for kind in publication.kinds for uri in publication.listed(kind, limit=1)]
    return [uri.replace(f"{publication.base}id/", f"{site.root}doc/", 1) for uri in found]
