"""`dip-lod serve`: gunicorn with the application, and the SPARQL workers beside it."""

import gc
import os
import socket
import struct
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from dip_lod import logs
from dip_lod.config import Config
from dip_lod.errors import ConfigurationError, DipLodError
from dip_lod.sparql import engines, federation, supervisor
from dip_lod.sparql.supervisor import Supervisor
from dip_lod.web.operations.server_log import ServerLog
from dip_lod.web.page import edition
from dip_lod.web.page.current import CurrentPublication
from dip_lod.web.stored.beside import Filler
from dip_lod.web.worker import Worker

METRICS = "PROMETHEUS_MULTIPROC_DIR"
"""Where the web workers count (web.operations.metrics)."""

THREADS = 72
"""Threads of a worker: SPARQL may hold as many as endpoint.INSIDE, BEFORE and READERS say, downloads as many as
downloads.READERS, and pages have the rest."""


_SELDOM = 50_000
"""New objects after which a worker looks for cycles among them: a page makes thousands, and hardly a cycle."""

SILENCE = 5
"""Seconds that a client may be silent in the middle of a request, or take nothing of an answer."""


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _write(line: str) -> None:
    logs.event("serve", line)


def serve(config: Config, say: Callable[[str], None] = _write, reread: Callable[[], Config] | None = None) -> None:
    """Serve until SIGINT or SIGTERM; raises DipLodError where the server cannot start.

    SIGHUP replaces the web workers one by one, without losing a request; with `reread` they take up the settings
    that it gives (but for host, port and the limits of SPARQL).
    """
    logs.configure(config.log)
    _check_publication(config, say)
    if "LISTEN_FDS" not in os.environ:  # else systemd holds the socket
        _check_port(config.serve.host, config.serve.port)
    with tempfile.TemporaryDirectory(prefix="dip-lod-") as folder:
        os.environ[METRICS] = folder  # before anything imports prometheus_client, which then counts across processes
        endpoint = Endpoint(Path(folder) / "sparql.sock", config)
        filler = Filler(Path(folder) / "pulse")
        try:
            _Server(config, endpoint, filler, say, reread).run()
        finally:
            filler.stop()
            endpoint.stop()
            del os.environ[METRICS]


class Endpoint:
    """The supervisors of the SPARQL workers, started again when they end."""

    def __init__(self, socket_path: Path, config: Config) -> None:
        """Start them; raises EndpointError where they cannot start."""
        self.socket_path = socket_path
        self._pools = federation.pools(socket_path, config.limits)
        self._owner = os.getpid()
        self._supervisors: dict[Path, Supervisor] = {}
        try:
            for path, limits in self._pools.items():
                self._supervisors[path] = supervisor.start(path, limits)
        except DipLodError:
            self.stop()
            raise

    def keep(self) -> None:
        """Start a supervisor again if it has ended."""
        for path, running in self._supervisors.items():
            if not running.running:
                running.stop()
                self._supervisors[path] = supervisor.start(path, self._pools[path])

    def stop(self) -> None:
        """End them, in the process that started them."""
        if os.getpid() == self._owner:
            for running in self._supervisors.values():
                running.stop()


class _Keeper(Arbiter):
    """gunicorn's arbiter, which also looks after the SPARQL workers and stored pages, about once a second."""

    def __init__(self, server: "_Server", endpoint: Endpoint, say: Callable[[str], None]) -> None:
        self._server = server
        self._endpoint = endpoint
        self._say = say
        super().__init__(server)

    def reload(self) -> None:
        """Replace the web workers (SIGHUP), with new settings if they are right, else as they were.

        New ones could not begin where nothing can be read or a word is wrong, and gunicorn would end: then those that
        there are go on.
        """
        if not self._server.can_begin_anew():
            return
        super().reload()
        self._say("Reloaded; the web workers are replaced")

    def murder_workers(self) -> None:
        """End hung web workers, and restart what has ended of SPARQL."""
        super().murder_workers()
        try:
            self._endpoint.keep()
        except DipLodError as error:
            self._say(str(error))
        self._server.keep_filling()


class _Server(BaseApplication):
    """gunicorn as a library."""

    def __init__(
        self,
        config: Config,
        endpoint: Endpoint,
        filler: Filler,
        say: Callable[[str], None],
        reread: Callable[[], Config] | None,
    ) -> None:
        self._config = config
        self._say = say
        self._reread = reread
        self._endpoint = endpoint
        self._filler = filler
        self._owner = os.getpid()
        super().__init__()

    def can_begin_anew(self) -> bool:
        """Tell whether new web workers could serve, and say why not."""
        from dip_lod.web import rehearsal

        try:
            wrong = rehearsal.fault(self._config)
        except OSError as error:
            wrong = f"no process to try the pages with ({error.strerror})"
        if wrong:
            self._say(f"{wrong}; the web workers stay as they were")
        return not wrong

    def keep_filling(self) -> None:
        """Have pages stored in idle time, with the settings of now."""
        self._filler.keep(self._config)

    def _ready(self, arbiter: Arbiter) -> None:
        """Bound how long a silent client may hold a thread (accepted sockets inherit it), and say that all is ready."""
        for listener in arbiter.LISTENERS:
            for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                listener.sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", SILENCE, 0))
        serve = self._config.serve
        address = _address(serve.host, serve.port)
        workers = self.cfg.workers
        self._say(f"Serving {self._config.base_uri} at http://{address}/ with {workers} workers; Ctrl-C stops")

    def reload(self) -> None:
        """Read the settings again; where they are wrong, say so and go on with those that are known."""
        if self._reread:
            try:
                new = self._reread()
                _check_publication(new, self._say)
                listening = replace(new.serve, host=self._config.serve.host, port=self._config.serve.port)
                self._config = replace(new, serve=listening, limits=self._config.limits)
                logs.configure(self._config.log)
            except DipLodError as error:
                self._say(f"{error}; the settings stay as they were")
        self._filler.renew()
        super().reload()

    def load_config(self) -> None:
        """Set what the configuration says."""
        serve = self._config.serve
        workers = serve.workers or os.cpu_count() or 1
        address = _address(serve.host, serve.port)
        settings: dict[str, Any] = {
            "bind": address,
            "workers": workers,
            "worker_class": Worker,
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 15,
            "keepalive": 5,
            "limit_request_line": 8190,
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarder_headers": "",  # or a client behind a proxy could send SCRIPT_NAME, and get 500
            "when_ready": self._ready,
            "logger_class": ServerLog,
            "child_exit": _counted,
        }
        for name, value in settings.items():
            if name in self.cfg.settings:  # older ones have no control socket
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Make the application, in each worker: the master holds no publication, or none could ever be removed."""
        from dip_lod.web.app import SITE, create_app
        from dip_lod.web.documents import whole
        from dip_lod.web.operations import room
        from dip_lod.web.page import warming

        room.take(Path(os.environ[METRICS]), os.getpid())
        publications = CurrentPublication(self._config.data_folder)
        app = create_app(self._config, publications, self._endpoint.socket_path)
        publications.follow()
        app.wsgi_app = self._filler.pulse.noting(app.wsgi_app)  # type: ignore[assignment,method-assign]
        warming.begin(app.extensions[SITE], whole.find)
        gc.set_threshold(_SELDOM)
        return app

    def run(self) -> None:
        """Serve until a signal ends it."""
        import dip_lod.web.app  # noqa: F401  here, so that the workers share it: they are forked from this process

        edition.program()  # what is running, not what a later release puts in its place

        try:
            _Keeper(self, self._endpoint, self._say).run()
        except SystemExit as ended:
            if os.getpid() != self._owner:  # a web worker: what the master has opened is not its to close
                os._exit(ended.code if isinstance(ended.code, int) else 0)
            if ended.code:
                raise DipLodError("server: gunicorn ended with an error; the log above says why") from None


def _counted(arbiter: Arbiter, worker: Any) -> None:
    """Keep the counts of a worker that has ended."""
    from dip_lod.web.operations.metrics import ended

    ended(worker.pid)


def _check_publication(config: Config, say: Callable[[str], None]) -> None:
    """See whether there is something to serve, under which base URI it was built, and whether a remote store has it."""
    publication = CurrentPublication(config.data_folder).current()
    base = publication.base
    if base != config.base_uri:
        raise ConfigurationError(
            f"{config.data_folder}: was built for {base}, and base_uri is {config.base_uri}; build again"
        )
    if lacking := engines.lacking(config, publication):
        say(f"{lacking}; until then only pages are served")


def _check_port(host: str, port: int) -> None:
    """See whether the port is free before gunicorn tries it five times."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise DipLodError(
            f"{host}:{port}: cannot listen there ({error.strerror or error}); choose another with --port or --host"
        ) from None
