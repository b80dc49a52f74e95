"""Publications one after another, and a site over them whose address is their base."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import journal_harness
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from dip_lod.config import Config
from dip_lod.journal.comparing import Judge
from dip_lod.web.app import create_app
from dip_lod.web.page.current import CurrentPublication


class Season:
    """A data folder in which publications appear, and the site over it on a port of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.server = make_server("127.0.0.1", 0, _later, threaded=True)
        self.base = f"http://localhost:{self.server.port}/"
        self.asked: list[str] = []

    def publish(
        self, number: int, texts: Mapping[str, str], merged: Mapping[str, str] | None = None, judge: Judge | None = None
    ) -> None:
        """Publish documents of one text each."""
        with self.based():
            journal_harness.publish(self.data, number, texts, merged, judge)

    @contextmanager
    def based(self) -> Iterator[None]:
        """Make publications with the address of this site as their base."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(journal_harness, "BASE", self.base)
            yield

    def client(self) -> FlaskClient:
        """Give a client of the site as it is now, and as it comes to be."""
        return self._app().test_client()

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve what there is, and what comes."""
        app = self._app()

        def listening(environ: dict[str, Any], start: Any) -> Any:
            self.asked.append(environ["REQUEST_URI"])
            return app.wsgi_app(environ, start)

        self.server.app = listening
        thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.server.shutdown()
            thread.join()

    def _app(self) -> Flask:
        config = Config(base_uri=self.base, data=self.data, folder=self.data)
        return create_app(config, CurrentPublication(self.data))


def _later(environ: dict[str, Any], start: Any) -> Any:
    raise AssertionError("nothing is served yet")
