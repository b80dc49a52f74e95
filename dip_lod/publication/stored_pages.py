"""The folder of stored pages: a cache that a server fills, a folder a publication and a day, and an erasure empties."""

import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

PAGES = "pages"
"""Its name in a data folder, unless the settings name another."""

_OURS = re.compile(r"(?P<publication>.+)\.[0-9a-f]{24}\.pages")
_GONE = "gone.{}.pages"


def name(publication: str, digest: str) -> str:
    """Name the folder of what is stored of a publication; `digest` (24 figures) is of all else that decides it.

    >>> name("20260302T120000Z-0a1b2c3d", "0" * 24)
    '20260302T120000Z-0a1b2c3d.000000000000000000000000.pages'
    """
    return f"{publication}.{digest}.pages"


def remove(folder: Path, *, but: str = "", but_of: str = "") -> list[Path]:
    """Remove what is stored but for one folder, or for those of one publication; give what could not be removed.

    A folder gets another name first, so that who fills it can write nothing more into it. What we have not named is
    not ours, and stays.
    """
    left = []
    for one in sorted(folder.iterdir()) if folder.is_dir() else ():
        ours = _OURS.fullmatch(one.name)
        if ours is None or one.name == but or ours["publication"] == but_of or not one.is_dir():
            continue
        gone = one.with_name(_GONE.format(secrets.token_hex(12)))
        with suppress(OSError):
            one = one.rename(gone)
        shutil.rmtree(one, ignore_errors=True)
        if one.exists():
            left.append(one)
    return left
