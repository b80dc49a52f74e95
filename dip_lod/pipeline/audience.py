"""The audiences stage, and what is wrong with the audiences of a publication."""

import sqlite3
from datetime import date
from pathlib import Path

from dip_lod.audiences import checking, delivery, writing
from dip_lod.audiences.delivery import Delivery
from dip_lod.audiences.tables import AUDIENCES
from dip_lod.config import Config
from dip_lod.figures.writing import Occasion
from dip_lod.publication.manifest import Manifest


def read(config: Config) -> Delivery:
    """Read what is delivered of audiences, empty where nothing is configured; raises DipLodError."""
    return delivery.read(config) or Delivery({}, (), {}, config.audiences.fewest)


def write(folder: Path, made: Manifest, given: Delivery | None, earlier: Path | None) -> None:
    """Write the audiences of a publication; where nothing is given anew, those of the one before it stay as they are.

    A publication of which nothing was ever delivered has no file of them.
    """
    occasion = Occasion(made.id, made.as_of, made.committed)
    if given is None:
        writing.carry(earlier, folder, occasion)
    elif given.schemes or (earlier is not None and (earlier / AUDIENCES).is_file()):
        writing.write(folder, made.base_uri, occasion, given, earlier)


def decides(config: Config, as_of: date) -> dict[str, str]:
    """Give what decides the numbers beside the data: the delivery, and which seasons are over."""
    sum_of = delivery.checksum(config)
    over = as_of.year if as_of >= date(as_of.year, 8, 1) else as_of.year - 1
    return {"audiences": f"{over} {sum_of}"} if sum_of else {}


def wrong(folder: Path) -> str:
    """Say what is wrong with a publication's audiences; nothing where all is well, or there are none."""
    if not (folder / AUDIENCES).is_file():
        return ""  # where they were committed, their fingerprint misses them
    try:
        return checking.wrong(folder)
    except sqlite3.Error as error:
        return f"cannot be read ({error}); build again"
