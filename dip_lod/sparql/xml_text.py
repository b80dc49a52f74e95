"""Results in XML: one that XML 1.0 cannot hold is noticed, and a carriage return survives the reader."""

import re
from typing import IO, cast

_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
"""XML 1.0, production 2 (Char) leaves these out, also as references; surrogates are never in a text of ours."""


_NO_NAME = re.compile(rb"<[^\s<>/]*:[\s>]")
"""What the engine makes of a property or class that ends in no name, as `<http://example.org/1>`."""
_LONGEST_NAME = 4096


class Unwritable(Exception):
    """The result has what XML has not."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
        """A key of answer.NOT_IN_XML."""


class XmlFile:
    """A file that is written through; raises Unwritable rather than write what no reader of XML takes."""

    def __init__(self, file: IO[bytes], *, names: bool = False) -> None:
        self._file = file
        self._names = names
        self._tail = b""

    def write(self, chunk: bytes) -> int:
        """Write a piece; a carriage return as a reference, for readers make a bare one a line feed (XML 1.0, 2.11)."""
        seen = self._tail + chunk
        if len(chunk.translate(None, _CONTROLS)) < len(chunk) or any(one in seen for one in _NO_CHARACTERS):
            raise Unwritable("characters")
        if self._names and _NO_NAME.search(seen):
            raise Unwritable("names")
        kept = min(len(seen) - seen.rfind(b"<"), _LONGEST_NAME) if self._names else 0
        self._tail = seen[-max(kept, 2) :]
        self._file.write(chunk.replace(b"\r", b"&#13;"))
        return len(chunk)

    def flush(self) -> None:
        """Leave it to the file when to flush."""


def is_reserved(error: OSError) -> bool:
    """Say whether the engine refuses a term that the syntax of RDF/XML reserves, as rdf:li."""
    return "RDF/XML reserved" in str(error)


def through(file: object, media_type: str) -> IO[bytes]:
    """Give the file to write a result to: of XML, one that watches it; in RDF/XML properties are names of elements."""
    if not media_type.endswith("xml"):
        return cast(IO[bytes], file)
    return cast(IO[bytes], XmlFile(cast(IO[bytes], file), names=media_type == "application/rdf+xml"))
