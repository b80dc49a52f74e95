"""What a web worker calls: a query goes out, an answer comes back whole or says why not."""

import json
import math
import socket
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO, cast

from dip_lod.sparql import failures, frames, guard, waiting_room
from dip_lod.sparql.answer import Answer, Broken, Busy, Exceeded, Failure, Form, Malformed, Result
from dip_lod.sparql.body import KeptBody
from dip_lod.sparql.frames import Cut, Kind
from dip_lod.sparql.ledger import Fate, Ledger, ledger_path
from dip_lod.sparql.limits import GRACE_SECONDS, HELD_BYTES, Limits
from dip_lod.sparql.request import QueryRequest

_PIECE_BYTES = 1 << 16


def ask(socket_path: Path, request: QueryRequest, limits: Limits) -> Answer:
    """Have a worker answer a query. Returns within wait_seconds and seconds, and a little.

    Every failure that is to be expected is a value. A worker that died of no fault of the query is asked once more.
    """
    if refused := guard.check_size(request.query, limits):
        return refused
    try:
        message = frames.pack(Kind.QUERY, request.to_json())
    except UnicodeEncodeError as error:
        return Malformed(f"Character {error.start + 1} of the request is half a surrogate pair.", code="surrogate")
    for _ in range(2):
        answer = _attempt(socket_path, message, request.client, limits)
        if answer is not None:
            return answer
    return Broken(f"{socket_path}: the worker of this query died twice; see the log")


def _attempt(socket_path: Path, message: bytes, client: int, limits: Limits) -> Answer | None:
    """Ask once, if there is room; None where the worker was lost."""
    busy = Busy(retry_after=max(1, math.ceil(limits.seconds / 2)))
    until = time.monotonic() + limits.wait_seconds
    try:
        with waiting_room.place(ledger_path(socket_path), limits, client) as lacking:
            if lacking:
                return replace(busy, limit=lacking)
            return _exchange(socket_path, message, limits, busy, until)
    except FileNotFoundError:  # the supervisor has not started yet, or has gone
        return busy


def _exchange(socket_path: Path, message: bytes, limits: Limits, busy: Busy, until: float) -> Answer | None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(max(0.01, until - time.monotonic()))
        with connection.makefile("rb", buffering=_PIECE_BYTES) as buffered:
            stream = cast(BinaryIO, buffered)
            try:
                connection.connect(str(socket_path))
                connection.sendall(message)
                _, payload = frames.read(stream)
            except (OSError, Cut):  # nobody took it up in time
                return busy
            (number,) = frames.NUMBER.unpack(payload)
            connection.settimeout(limits.seconds + GRACE_SECONDS)
            try:
                return _receive(stream)
            except TimeoutError:
                return Exceeded("seconds", limits.seconds)
            except (ConnectionError, Cut):
                return _obituary(socket_path, number, limits)


def _receive(stream: BinaryIO) -> Result | Failure:
    """Keep what comes until it is whole: in memory, or above HELD_BYTES in an unnamed temporary file."""
    head = b""
    kept: IO[bytes] = tempfile.SpooledTemporaryFile(HELD_BYTES)  # noqa: SIM115  the result may own it
    handed_on = False
    try:
        while True:
            kind, payload = frames.read(stream)
            match kind:
                case Kind.HEAD:
                    head = payload
                case Kind.DATA:
                    try:
                        kept.write(payload)
                    except OSError:
                        return Exceeded("disk", kept.tell())
                case Kind.FAILURE:
                    return failures.read(payload)
                case Kind.END:
                    result = _result(head, kept, json.loads(payload))
                    handed_on = not isinstance(result.body, bytes)
                    return result
                case _:
                    raise Cut
    finally:
        if not handed_on:
            kept.close()


def _result(head: bytes, kept: IO[bytes], end: dict[str, float]) -> Result:
    form, _, content_type = head.decode().partition(" ")
    size = kept.tell()
    kept.seek(0)
    body = kept.read() if size <= HELD_BYTES else KeptBody(kept)
    return Result(Form(form), content_type, body, size, int(end["rows"]), end["seconds"])


def _obituary(socket_path: Path, number: int, limits: Limits) -> Failure | None:
    """Ask the ledger of what the worker died."""
    try:
        ledger = Ledger(ledger_path(socket_path), limits.workers)
    except (OSError, ValueError):  # the supervisor has gone too
        return None
    fate = ledger.fate(number)
    ledger.close()
    match fate:
        case Fate.TIME:
            return Exceeded("seconds", limits.seconds)
        case Fate.MEMORY:
            return Exceeded("memory_bytes", limits.memory_bytes)
        case Fate.STACK:
            return guard.too_deep(limits)
        case Fate.SOCKET:
            return guard.no_service(limits)
    return None
