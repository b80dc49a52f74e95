"""The audiences stage, and what is wrong with the audiences of a publication."""

import hmac
import sqlite3
from datetime import date
from pathlib import Path

from dip_lod.audiences import carrying, checking, delivery, writing
from dip_lod.audiences.delivery import Delivery
from dip_lod.audiences.tables import AUDIENCES
from dip_lod.config import Config
from dip_lod.figures.writing import Occasion
from dip_lod.harvest import secret
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
        carrying.carry(earlier, folder, occasion)
    elif given.schemes or writing.furthest(folder, earlier) is not None:
        writing.write(folder, made.base_uri, occasion, given, earlier)


def decides(config: Config, as_of: date) -> dict[str, str]:
    """Give what decides the numbers beside the data: which seasons are over, and the delivery.

    The checksum is keyed with the secret of the data folder, for the manifest is copied: who knew all of a delivery but
    one small number could try which one fits.
    """
    sum_of = delivery.checksum(config)
    if not sum_of:
        return {}
    secret.ensure(config.data_folder)
    keyed = hmac.digest(secret.read(config.data_folder), sum_of.encode(), "sha256").hex()
    return {"audiences": f"{as_of.year if as_of >= date(as_of.year, 8, 1) else as_of.year - 1} {keyed}"}


def wrong(folder: Path) -> str:
    """Say what is wrong with a publication's audiences; nothing where all is well, or there are none."""
    if not (folder / AUDIENCES).is_file():
        return ""  # where they were committed, their fingerprint misses them
    try:
        return checking.wrong(folder)
    except sqlite3.Error as error:
        return f"cannot be read ({error}); build again"
