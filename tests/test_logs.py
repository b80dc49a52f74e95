"""The log: its two forms, and what never stands in it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from dip_lod import logs
from dip_lod.config import Log
from dip_lod.web.operations.server_log import redact


@pytest.fixture(autouse=True)
def untouched() -> Iterator[None]:
    """Leave the loggers as they were."""
    logger = logging.getLogger(logs.ROOT)
    before = logger.handlers[:], logger.level, logger.propagate
    yield
    logger.handlers[:], logger.level, logger.propagate = before


def logged(form: str, level: str = "info") -> io.StringIO:
    stream = io.StringIO()
    logs.configure(Log(form, level), stream)
    return stream


def test_json_is_an_object_a_line_whatever_is_in_it() -> None:
    stream = logged("json")
    logs.event("serve", "two\nlines", {"path": "/doc/hall/é\u2028", "status": 200})
    try:
        raise ValueError("boom")
    except ValueError:
        logging.getLogger("dip_lod.web.app").exception("Exception on %s", "/x")
    first, second = map(json.loads, stream.getvalue().rstrip("\n").split("\n"))
    assert (first["message"], first["status"], first["level"], first["logger"]) == ("two\nlines", 200, "info", "dip_lod.serve")
    assert first["time"].endswith("+00:00")
    assert second["level"] == "error" and "ValueError: boom" in second["error"]


def test_plain_lines_are_for_people() -> None:
    stream = logged("plain")
    logs.event("serve", "request", {"status": 404, "path": "/x"})
    assert stream.getvalue() == "request status=404 path=/x\n"


def test_a_field_cannot_pass_for_what_every_line_has() -> None:
    stream = logged("json")
    logs.event("serve", "request", {"level": "none", "time": "never"})
    assert json.loads(stream.getvalue())["level"] == "info"


def test_what_is_below_the_level_is_left_out() -> None:
    stream = logged("json", "warning")
    logs.event("serve", "quiet")
    logs.event("serve", "loud", level=logging.WARNING)
    assert json.loads(stream.getvalue())["message"] == "loud"


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::7"])
def test_gunicorn_says_no_address(address: str) -> None:
    assert address not in redact(f"Invalid request from ip={address}: Invalid HTTP request line: ''")
