"""`dip-lod serve`."""

from dataclasses import replace
from pathlib import Path

import click

from dip_lod import config as configuration
from dip_lod.config import Config


@click.command("serve")
@click.option("--host", help="Where to listen; 127.0.0.1 if left out.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port; 8000 if left out.")
@click.option("--workers", type=click.IntRange(0), help="Web workers; 0 for one a core.")
@click.pass_obj
def command(config: Path, host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the current publication: pages, data and SPARQL."""
    from dip_lod.web.server import serve

    def read() -> Config:
        settings = configuration.load(config)
        listen = settings.serve
        listen = replace(
            listen,
            host=listen.host if host is None else host,
            port=listen.port if port is None else port,
            workers=listen.workers if workers is None else workers,
        )
        return replace(settings, serve=listen)

    serve(read(), reread=read)
