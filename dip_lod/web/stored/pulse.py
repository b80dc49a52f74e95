"""When the web workers were last asked for something: a moment in a file that all of them, and the filler, map."""

import mmap
import os
import struct
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_MOMENT = struct.Struct("d")


class Pulse:
    """The moment of the last request, by the clock that all processes share."""

    def __init__(self, file: Path) -> None:
        """Map the file, which is made where it is not there; raises OSError where there is no room."""
        with file.open("a+b") as stream:
            os.posix_fallocate(stream.fileno(), 0, _MOMENT.size)  # a mapped page without room ends who writes to it
            self._moment = mmap.mmap(stream.fileno(), _MOMENT.size)

    def beat(self) -> None:
        """Note that there is a request."""
        _MOMENT.pack_into(self._moment, 0, time.monotonic())

    @property
    def silence(self) -> float:
        """The seconds since the last request."""
        return float(time.monotonic() - _MOMENT.unpack_from(self._moment)[0])

    def noting(self, behind: "WSGIApplication") -> "WSGIApplication":
        """Put a note of each request before an application."""

        def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            self.beat()
            return behind(environ, start_response)

        return answer
