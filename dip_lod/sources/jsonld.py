"""JSON-LD with its contexts inside it or beside it; a remote context is refused by name, never fetched."""

import json
from pathlib import Path, PurePosixPath
from typing import Any

from dip_lod.errors import SourceError
from dip_lod.sources.json_value import JsonReader, NotJsonError
from dip_lod.sources.opening import TO_UTF8, Stream, open_stream
from dip_lod.sources.raw import MAX_RECORD_BYTES, BrokenFileError

CONVERT = "convert it to N-Triples"


def read(stream: Stream, folder: Path) -> bytes:
    """Read a whole JSON-LD file, with the contexts that lie beside it put into it."""
    return json.dumps(_within(_load(stream), stream.label, folder)).encode("utf-8")


def _load(stream: Stream) -> Any:
    content = bytearray()
    while chunk := stream.read():
        content += chunk
        if len(content) > MAX_RECORD_BYTES:
            raise BrokenFileError(stream.label, f"is JSON-LD of more than {MAX_RECORD_BYTES // 2**20} MB", CONVERT)
    try:
        text = content.decode("utf-8-sig")
        JsonReader().read(text, len(text) - len(text.lstrip()))
        return json.loads(text)
    except UnicodeDecodeError as error:
        raise BrokenFileError(stream.label, f"byte {error.start + 1} of the file is not UTF-8", TO_UTF8) from None
    except NotJsonError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BrokenFileError(f"{stream.label}, line {line}", error.what, "repair the file") from None
    except ValueError as error:
        raise BrokenFileError(stream.label, f"is not JSON ({error})", "repair the file") from None


def _within(value: Any, label: str, folder: Path) -> Any:
    """Give a JSON-LD value in which every context is an object, not the name of one."""
    if isinstance(value, list):
        return [_within(item, label, folder) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("@import"), str):
        raise _remote(value["@import"], label)
    return {
        key: _context(item, label, folder) if key == "@context" else _within(item, label, folder)
        for key, item in value.items()
    }


def _context(context: Any, label: str, folder: Path) -> Any:
    if isinstance(context, list):
        return [_context(item, label, folder) for item in context]
    if not isinstance(context, str):
        return _within(context, label, folder)
    document = _beside(context, label, folder)
    inner = document.get("@context", {}) if isinstance(document, dict) else {}
    for name in inner if isinstance(inner, list) else [inner]:
        if isinstance(name, str):
            raise _remote(name, context)
    return _within(inner, context, folder)


def _beside(name: str, label: str, folder: Path) -> Any:
    """Read a context file that lies in the same folder."""
    path = PurePosixPath(name)
    if len(path.parts) != 1 or ":" in name or name in (".", ".."):
        raise _remote(name, label)
    try:
        with open_stream(folder / name, name) as stream:
            return _load(stream)
    except BrokenFileError:
        raise
    except SourceError:
        raise _remote(name, label) from None


def _remote(name: str, label: str) -> BrokenFileError:
    what = f"asks for the context {name}, and nothing is fetched while reading"
    return BrokenFileError(label, what, "write that context into the file, or lay it beside it and name it by its file")
