"""A bag that is read: checked whole, and with the others of its chain."""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

import bagit

from dip_lod.archive import package
from dip_lod.archive.package import NAME, Package
from dip_lod.errors import ArchiveError

_PAYLOAD = "data"


def check(folder: Path) -> Package:
    """Compare every file of a bag with its checksums, and read what it is of; raises ArchiveError."""
    for file in folder.rglob("*"):
        if file.is_symlink():
            raise ArchiveError(f"{file}: is a link, which no bag of ours has; take another copy of the bag")
    logging.getLogger("bagit").setLevel(logging.CRITICAL)  # what is wrong is told once, in our sentence
    try:
        bagit.Bag(str(folder)).validate()
    except (bagit.BagError, OSError, UnicodeDecodeError) as error:
        told = " ".join(str(error).split())[:300]
        raise ArchiveError(f"{folder}: is no whole bag ({told}); take another copy of it") from None
    return package.read(folder / _PAYLOAD / package.FILE)


class Chain:
    """The bags of a chain, each checked: the last of them says which files a site is rebuilt from."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """Check all bags; raises ArchiveError."""
        self._folders: dict[str, Path] = {}
        self._packages: list[Package] = []
        for folder in folders:
            about = check(folder)
            if about.id not in self._folders:
                self._packages.append(about)
            self._folders[about.id] = folder
        sites = sorted({one.base_uri for one in self._packages})
        if len(sites) != 1:
            raise ArchiveError(f"{' and '.join(sites)}: these bags are of different sites; name those of one")
        self.last = max(self._packages, key=lambda one: (one.number, one.previous is None))

    @property
    def ids(self) -> list[str]:
        """The bags that were named."""
        return list(self._folders)

    def files(self) -> dict[str, Path]:
        """Find each file that a site is rebuilt from; raises ArchiveError where a bag is missing."""
        return dict(self._files())

    def _files(self) -> Iterator[tuple[str, Path]]:
        for name, lies in sorted(self.last.files.items()):
            if not NAME.fullmatch(name):
                raise ArchiveError(f"{self._folders[self.last.id]}: names '{name[:100]}', which no bag of ours has")
            if lies.bag not in self._folders:
                raise ArchiveError(f"{self.last.id}: goes on from bag {lies.bag}, which is missing; name that bag too")
            file = self._folders[lies.bag] / _PAYLOAD / name
            if not file.is_file():
                raise ArchiveError(f"{self._folders[lies.bag]}: lacks '{name}'; take another copy of that bag")
            yield name, file
