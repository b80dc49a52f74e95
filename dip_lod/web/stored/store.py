"""Stored pages: a file each, that is there whole or not at all, and is believed only if its digest says so.

A file holds a digest (over address and language too), what the page is answered with, and the page in the coding br.
"""

import json
import struct
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

import brotli

from dip_lod.web.http import coding
from dip_lod.web.http.page_cache import Kept

CODING = "br"
"""What nearly all browsers and search engines ask for, and the smallest; the plain page is made from it in 0.1 ms."""

_DIGEST = 32
_HEAD = struct.Struct(">I")
_STATE = "state.json"
_NEW = "new"
"""The one file that is being written: there is one writer."""

_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class State:
    """How far a store has been filled."""

    pages: int
    bytes: int
    """Of the disk, in whole blocks."""
    seconds: float
    done: bool
    watched: float = 0.0
    """When the files of the publication were last read whole (seconds since 1970); 0 before that."""
    damaged: Sequence[str] = ()
    """Those that were not as committed."""


class Store:
    """The stored pages of one publication, one day, one set of settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seal = folder.name.encode()

    def prepare(self) -> None:
        """Make the folders; raises OSError."""
        for number in range(256):
            (self.folder / f"{number:02x}").mkdir(mode=0o700, parents=True, exist_ok=True)

    def find(self, address: str, language: str) -> Kept | None:
        """Give a page; None where it is not there. What is not as it was written is removed, to be made again."""
        file = self._file(address, language)
        try:
            content = file.read_bytes()
        except OSError:
            return None
        digest, rest = content[:_DIGEST], content[_DIGEST:]
        if digest != self._digest(address, language, rest):
            for broken in (file, self.folder / _STATE):  # without a state it is gone through again
                with suppress(OSError):
                    broken.unlink(missing_ok=True)
            return None
        (size,) = _HEAD.unpack_from(rest)
        about = json.loads(zlib.decompress(rest[_HEAD.size : _HEAD.size + size]))
        packed = rest[_HEAD.size + size :]
        headers = tuple((name, value) for name, value in about["headers"])
        body = brotli.decompress(packed)
        return Kept(body, about["type"], headers, about["etag"], whole=True, encoded={CODING: packed})

    def put(self, address: str, language: str, page: Kept) -> None:
        """Store a page; raises OSError."""
        about = {"type": page.content_type, "headers": page.headers, "etag": page.etag}
        head = zlib.compress(json.dumps(about).encode())
        rest = _HEAD.pack(len(head)) + head + coding.encode(page.body, CODING)
        new = self.folder / _NEW
        new.write_bytes(self._digest(address, language, rest) + rest)
        new.replace(self._file(address, language))

    def size(self, address: str, language: str) -> int:
        """Give the bytes that a page takes of the disk; 0 where it is not stored."""
        try:
            return -(-self._file(address, language).stat().st_size // _BLOCK) * _BLOCK
        except OSError:
            return 0

    def state(self) -> State | None:
        """Tell how far it has been filled; None where nobody has begun, or something was found broken."""
        try:
            return State(**json.loads((self.folder / _STATE).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def tell(self, state: State) -> None:
        """Write down how far it has been filled; raises OSError."""
        new = self.folder / _NEW
        new.write_text(json.dumps(asdict(state)), "utf-8")
        new.replace(self.folder / _STATE)

    def _file(self, address: str, language: str) -> Path:
        name = blake2b(_named(address, language), digest_size=16).hexdigest()
        return self.folder / name[:2] / name[2:]

    def _digest(self, address: str, language: str, rest: bytes) -> bytes:
        digest = blake2b(self._seal, digest_size=_DIGEST)
        for part in (_named(address, language), rest):
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.digest()


def _named(address: str, language: str) -> bytes:
    return f"{language}\0{address}".encode("utf-8", "surrogateescape")
