"""Opening source files: gzip read through, text decoded piece by piece, and damage told by its place."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from dip_lod.errors import SourceError
from dip_lod.sources.raw import BrokenFileError

GZIP = b"\x1f\x8b"
UTF8_BOM = b"\xef\xbb\xbf"
WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
CHUNK = 256 * 1024
TO_UTF8 = "save it as UTF-8 (for a Windows file: iconv -f WINDOWS-1252 -t UTF-8)"


class Stream:
    """Read the bytes of a source file, gzip or plain; damage of either is a `BrokenFileError`."""

    def __init__(self, binary: BinaryIO, label: str) -> None:
        self._binary = binary
        self.label = label

    def read(self, size: int = CHUNK) -> bytes:
        """Read at most `size` bytes; none at the end."""
        try:
            return self._binary.read(size)
        except (OSError, EOFError, zlib.error) as error:
            raise self._broken(error) from None

    def readline(self, size: int) -> bytes:
        """Read a line, or at most `size` bytes of it."""
        try:
            return self._binary.readline(size)
        except (OSError, EOFError, zlib.error) as error:
            raise self._broken(error) from None

    def _broken(self, error: Exception) -> BrokenFileError:
        return BrokenFileError(self.label, f"cannot be read to its end ({error})", "get a whole copy of the file")


@contextmanager
def open_stream(path: Path, label: str) -> Iterator[Stream]:
    """Open a file to be read as bytes; what starts like gzip is unpacked, whatever its name."""
    try:
        if not path.is_file() and not path.is_dir() and path.exists():
            raise SourceError(f"{path}: is no file (a pipe or a device); save what it gives as a file, and name that")
        plain = path.open("rb")
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file; check the path of the source") from None
    except IsADirectoryError:
        raise SourceError(f"{path}: is a folder; name the files in it") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be opened ({error.strerror}); check the file and its rights") from None
    with plain:
        if plain.peek(2)[:2] == GZIP:
            with BufferedReader(gzip.GzipFile(fileobj=plain), CHUNK) as unpacked:
                yield Stream(unpacked, label)
        else:
            yield Stream(cast(BinaryIO, plain), label)


class Text:
    """Decode a stream of UTF-8 piece by piece; a wrong byte becomes a lone surrogate (PEP 383), for encoding.py."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._started = False

    def read(self, size: int = CHUNK) -> str:
        """Read the next piece of text; empty at the end."""
        chunk = self._stream.read(size)
        if not self._started:
            self._started = True
            if chunk[:2] in WIDE_BOMS:
                raise BrokenFileError(self._stream.label, "is UTF-16", "save it as UTF-8")
            chunk = chunk.removeprefix(UTF8_BOM)
        text = self._decoder.decode(chunk, final=not chunk)
        return text or (self.read(size) if chunk else "")
