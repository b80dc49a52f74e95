"""The process that fills the store, as the server starts and stops it."""

import logging
import os
import pickle
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import dip_lod
from dip_lod import logs
from dip_lod.config import Config
from dip_lod.web.stored.pulse import Pulse

_FIRST = 2.0
"""Seconds after which it begins: the web workers get ready first."""

_AGAIN = 30.0
"""Seconds between two starts, whatever ends it."""

_SELDOM = 3600.0
"""The same, where it has ended soon each time: what ends it may fill a log."""

_STOP_SECONDS = 3.0


class Filler:
    """The filling process, started again when it ends. It ends when the process that started it does."""

    def __init__(self, pulse: Path) -> None:
        """Make ready; `pulse` is the file by which it learns that somebody reads."""
        self._file = pulse
        self.pulse = Pulse(pulse)
        self._owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None
        self._settings: Config | None = None
        self._next = time.monotonic() + _FIRST
        self._wait = _AGAIN / 2

    def keep(self, config: Config) -> None:
        """Start it if it is to run and does not; replace it where the settings are others."""
        if self._process and self._process.poll() is None and self._settings is not config:
            self.stop()
            self.renew()
        running = self._process is not None and self._process.poll() is None
        if running or config.pages_folder is None or (late := time.monotonic() - self._next) < 0:
            return
        self._wait = _AGAIN if late > _SELDOM else min(2 * self._wait, _SELDOM)
        self._next = time.monotonic() + self._wait
        self._settings = config
        try:
            self._process = self._start(config)
        except OSError as error:
            what = f"{config.pages_folder}: no process to store pages ({error.strerror}); they are made when asked for"
            logs.event("serve", what, level=logging.WARNING)

    def renew(self) -> None:
        """Have it replaced at the next look: settings, words or templates may be others; or what ended it is mended."""
        self._settings = None
        self._next, self._wait = time.monotonic(), _AGAIN / 2

    def _start(self, config: Config) -> subprocess.Popen[bytes]:
        """Start a fresh process, no fork of one that has sockets; in a group of its own, so that Ctrl-C comes to us."""
        path = os.pathsep.join(filter(None, (str(Path(dip_lod.__file__).parents[1]), os.environ.get("PYTHONPATH"))))
        process = subprocess.Popen(
            [sys.executable, "-m", "dip_lod.web.stored", str(self._file), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
            process_group=0,
        )
        assert process.stdin is not None
        with suppress(BrokenPipeError), process.stdin as stream:  # one that has ended is started again
            stream.write(pickle.dumps(config))
        return process

    def stop(self) -> None:
        """End it, in the process that started it."""
        if self._process is None or os.getpid() != self._owner:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
