"""Texts in XML: a result that XML 1.0 cannot hold is noticed, and a carriage return survives the reader."""

from typing import IO, cast

_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
"""XML 1.0, production 2 (Char) leaves these out, also as references; surrogates are never in a text of ours."""


class Unwritable(Exception):
    """The result has a character that XML 1.0 has not."""


class XmlFile:
    """A file that is written through; raises Unwritable rather than write what no reader of XML takes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._tail = b""

    def write(self, chunk: bytes) -> int:
        """Write a piece; a carriage return as a reference, for readers make a bare one a line feed (XML 1.0, 2.11)."""
        seen = self._tail + chunk
        if len(chunk.translate(None, _CONTROLS)) < len(chunk) or any(one in seen for one in _NO_CHARACTERS):
            raise Unwritable
        self._tail = seen[-2:]
        self._file.write(chunk.replace(b"\r", b"&#13;"))
        return len(chunk)

    def flush(self) -> None:
        """Leave it to the file when to flush."""


def through(file: object, media_type: str) -> IO[bytes]:
    """Give the file to write a result to: of XML, one that watches it."""
    return cast(IO[bytes], XmlFile(cast(IO[bytes], file)) if media_type.endswith("xml") else file)
