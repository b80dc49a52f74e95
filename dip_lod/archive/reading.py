"""A bag that is read: checked whole, and with the others of its chain."""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

import bagit

from dip_lod.archive import package
from dip_lod.archive.contents import PUBLICATION
from dip_lod.archive.history import ERASED, FOLDER, REDIRECTS
from dip_lod.archive.package import NAME, Package
from dip_lod.errors import ArchiveError
from dip_lod.publication import layout

_PAYLOAD = "data"
_NEEDED = frozenset(
    {
        f"{FOLDER}/{ERASED}",
        f"{FOLDER}/{REDIRECTS}",
        f"{FOLDER}/000001.ndjson.gz",
        f"{PUBLICATION}/{layout.MANIFEST}",
        f"{PUBLICATION}/{layout.FAULTS}",
    }
)


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
        self._sums: dict[str, dict[str, str]] = {}
        self.packages: list[Package] = []
        """What each bag is of, in the order in which they were named."""
        for folder in folders:
            about = check(folder)
            self.packages.append(about)
            entries = bagit.Bag(str(folder)).payload_entries()
            self._sums[about.id] = {name: sums.get("sha512", "") for name, sums in entries.items()}
            self._folders[about.id] = folder
        sites = sorted({one.base_uri for one in self.packages})
        if len(sites) != 1:
            raise ArchiveError(f"{' and '.join(sites)}: these bags are of different sites; name those of one")
        self.last = max(self.packages, key=lambda one: (one.number, one.previous is None))

    @property
    def ids(self) -> list[str]:
        """The bags that were named."""
        return list(self._folders)

    def files(self) -> dict[str, Path]:
        """Find each file that a site is rebuilt from; raises ArchiveError where a bag is missing."""
        found = dict(self._files())
        if lost := sorted(_NEEDED - found.keys()):
            raise ArchiveError(
                f"{self.last.id}: has no '{lost[0]}', so that no site can be made of it; take another bag"
            )
        return found

    def _files(self) -> Iterator[tuple[str, Path]]:
        for name, lies in sorted(self.last.files.items()):
            if not NAME.fullmatch(name):
                raise ArchiveError(f"{self._folders[self.last.id]}: names '{name[:100]}', which no bag of ours has")
            if lies.bag not in self._folders:
                raise ArchiveError(f"{self.last.id}: goes on from bag {lies.bag}, which is missing; name that bag too")
            file = self._folders[lies.bag] / _PAYLOAD / name
            if self._sums[lies.bag].get(f"{_PAYLOAD}/{name}") != lies.sha512:
                raise ArchiveError(
                    f"{self._folders[lies.bag]}: has no '{name}' as that chain knows it; take another copy of that bag"
                )
            yield name, file
