"""Documents that are known last, for they are those that others point to, but stand in the middle of a dump."""

from bisect import bisect_right
from pathlib import Path

_RANGES = (("place/NL-", "place/NL."), ("term", "term0"))
"""Provinces, and terms with their schemes: from the first key up to the second, by their bytes."""
_STARTS = tuple(start for start, _ in _RANGES)


def is_late(key: str) -> bool:
    """Say whether the document of a key is one that may come last.

    >>> is_late("place/NL-ZH"), is_late("place/amsterdam-81a88f"), is_late("term-scheme/genre")
    (True, False, True)
    """
    at = bisect_right(_STARTS, key)
    return bool(at) and key < _RANGES[at - 1][1]


class OrderedDump:
    """A dump in the order of keys, whenever its late documents come; the others come in that order."""

    def __init__(self, file: Path) -> None:
        parts = [file, *(file.with_name(f"{file.name}.part-{number}") for number in range(len(_RANGES)))]
        self._parts = [part.open("w+b") for part in parts]
        self._late: dict[str, bytes] = {}

    def add(self, key: str, statements: bytes) -> bool:
        """Add a document; False where it is a late one that is there already."""
        if is_late(key):
            if key in self._late:
                return False
            self._late[key] = statements
        else:
            self._parts[bisect_right(_STARTS, key)].write(statements)
        return True

    def close(self) -> None:
        """Bring all into one file."""
        dump, *parts = self._parts
        for (start, end), part in zip(_RANGES, parts, strict=True):
            for key in sorted(key for key in self._late if start <= key < end):
                dump.write(self._late[key])
            part.seek(0)
            while block := part.read(1 << 20):
                dump.write(block)
            part.close()
            Path(part.name).unlink()
        dump.close()

    def abandon(self) -> None:
        """Close the files as they are."""
        for part in self._parts:
            part.close()
