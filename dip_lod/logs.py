"""The log: plain lines for people, or a JSON object a line for machines; never who it was that asked."""

import json
import logging
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TextIO

from dip_lod.config import Log

ROOT = "dip_lod"
_NONE: Mapping[str, object] = MappingProxyType({})


class _Stderr(logging.Handler):
    """Writes to whatever standard error is at the moment."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; a reader that has gone is no reason to stop."""
        with suppress(OSError, ValueError):
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()


class PlainLines(logging.Formatter):
    """The message, and the fields of an event after it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a line, and a traceback under it where there is one."""
        fields: dict[str, object] = getattr(record, "fields", {})
        line = " ".join([record.getMessage(), *(f"{name}={value}" for name, value in fields.items())])
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLines(logging.Formatter):
    """An object a line: `time`, `level`, `logger`, `message`, the fields of the event, `error` with a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a line; what is in it cannot end it, for JSON escapes line ends."""
        fields: dict[str, object] = getattr(record, "fields", {})
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in fields.items() if name not in line}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def formatter(form: str) -> logging.Formatter:
    """Give the formatter of a form: `plain` or `json`."""
    return JsonLines() if form == "json" else PlainLines()


def configure(log: Log, stream: TextIO | None = None) -> None:
    """Send what dip_lod logs to a stream (standard error), in the form and from the level that the settings name."""
    handler: logging.Handler = logging.StreamHandler(stream) if stream else _Stderr()
    handler.setFormatter(formatter(log.form))
    logger = logging.getLogger(ROOT)
    logger.handlers[:] = [handler]
    logger.setLevel(log.level.upper())
    logger.propagate = False


def event(part: str, message: str, fields: Mapping[str, object] = _NONE, level: int = logging.INFO) -> None:
    """Log an event of a part of dip_lod, such as `serve`, with its fields."""
    logging.getLogger(f"{ROOT}.{part}").log(level, message, extra={"fields": fields})
