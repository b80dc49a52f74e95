"""A command whose progress and errors are events of the log, in the form that the settings name."""

import sys
from pathlib import Path

from dip_lod import config as configuration
from dip_lod import logs
from dip_lod.config import Config
from dip_lod.pipeline.progress import Progress


def settings(config: Path) -> Config:
    """Read the settings, and log from here on as they say."""
    read = configuration.load(config)
    logs.configure(read.log)
    return read


def progress(config: Config, *, quiet: bool = False) -> Progress:
    """Show stages on standard error, or log them where the log is for machines."""
    return Progress(sys.stderr, quiet=quiet, log=config.log.form == "json")
