"""gunicorn's own log in the form of ours, and without what it would tell of those who ask."""

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

from dip_lod import logs

_ADDRESS = re.compile(r" from ip=\S+?(?=:? |:?$)")
_QUERY = re.compile(r"(?<=\S)\?\S+")


class ServerLog(Logger):
    """gunicorn's logger; the form is that of the handler that `logs.configure` has set."""

    def setup(self, cfg: Any) -> None:
        """Set up the handlers, at the start and at each reload."""
        super().setup(cfg)
        ours = logging.getLogger(logs.ROOT).handlers
        for handler in self.error_log.handlers:
            handler.setFormatter(ours[0].formatter if ours else None)
        for one in (_no_silence, _nameless):
            self.error_log.removeFilter(one)
            self.error_log.addFilter(one)


def _no_silence(record: logging.LogRecord) -> bool:
    """Keep silent clients out of the log: else anybody could fill it."""
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError))


def _nameless(record: logging.LogRecord) -> bool:
    """Take addresses of clients, and what they asked after `?`, out of a message."""
    record.msg, record.args = redact(record.getMessage()), ()
    return True


def redact(message: str) -> str:
    """Leave out who asked, and what stands after `?`.

    >>> redact("Invalid request from ip=192.0.2.7: Invalid HTTP method: 'X'")
    "Invalid request: Invalid HTTP method: 'X'"
    >>> redact("Error handling request /sparql?query=ASK%20{}")
    'Error handling request /sparql'
    """
    return _QUERY.sub("", _ADDRESS.sub("", message))
