"""The answer of a remote store in the form that a reader asked for, counted and stopped at the limits."""

import io
import tempfile
import time
from collections.abc import Iterator
from typing import IO

import pyoxigraph as ox

from dip_lod.sparql import prologue, xml_text
from dip_lod.sparql.answer import NOT_IN_XML, Exceeded, Failure, Form, Result
from dip_lod.sparql.body import KeptBody
from dip_lod.sparql.counted import Counted, Overflow
from dip_lod.sparql.formats import GRAPH_FORMATS, SELECT_FORMATS, Format
from dip_lod.sparql.limits import HELD_BYTES, Limits
from dip_lod.sparql.request import QueryRequest
from dip_lod.sparql.xml_text import Unwritable
from dip_lod.store.asking import Reader
from dip_lod.store.errors import StoreError

_ANSWERS = {
    True: b'{"head":{},"boolean":true}',
    False: b'{"head":{},"boolean":false}',
}
_FALSE = ("0", "false")


def convert(reader: Reader, form: Form, request: QueryRequest, limits: Limits, started: float) -> Result | Failure:
    """Read the whole answer of a store and write it anew: so every store gives the same bytes for the same result.

    Raises StoreError where the answer is not whole, or not what was asked for.
    """
    sink = _Sink(limits)
    chosen = GRAPH_FORMATS[request.graph_type] if form is Form.GRAPH else SELECT_FORMATS[request.select_type]
    whole = False
    try:
        try:
            _write(_Source(reader, limits), form, chosen, request, sink)
        except SyntaxError as error:
            raise StoreError(f"answers what cannot be read ({error}); see the store's log") from None
        except Overflow as overflow:
            return Exceeded(overflow.limit, overflow.value)
        except Unwritable as unwritable:
            return NOT_IN_XML[unwritable.what]
        except OSError as error:
            if xml_text.is_reserved(error):
                return NOT_IN_XML["names"]
            return Exceeded("disk", sink.size)
        whole = True
        body = sink.body()
    finally:
        if not whole:
            sink.close()
    return Result(form, chosen.content_type, body, sink.size, sink.rows, round(time.monotonic() - started, 6))


def _write(source: "_Source", form: Form, chosen: Format, request: QueryRequest, sink: "_Sink") -> None:
    file = xml_text.through(sink, chosen.media_type)  # the library only writes and flushes
    stream: IO[bytes] = source  # type: ignore[assignment]  # … and only reads
    if form is Form.GRAPH:
        quads = ox.parse(stream, format=ox.RdfFormat.N_TRIPLES)
        prefixes = prologue.read(request.query).prefixes
        rdf_format = ox.RdfFormat.from_media_type(chosen.media_type)
        ox.serialize(_counted(quads, sink), file, rdf_format, prefixes=prefixes)
        return
    found = ox.parse_query_results(stream, format=ox.QueryResultsFormat.JSON)
    if form is Form.ASK:
        found = _boolean(found)
    elif isinstance(found, ox.QueryBoolean):
        raise SyntaxError("a boolean where rows were asked for")
    sink.open(form, chosen)
    found.serialize(file, ox.QueryResultsFormat.from_media_type(chosen.media_type))


def _boolean(found: ox.QueryBoolean | ox.QuerySolutions) -> ox.QueryBoolean:
    """Read what an ASK query answers; Virtuoso 7.2.5 gives a row with 1 or 0 in it, and none for false."""
    if isinstance(found, ox.QueryBoolean):
        return found
    row = next(iter(found), None)
    value = row[0] if row is not None else None
    text = _ANSWERS[isinstance(value, ox.Literal) and value.value not in _FALSE]
    said = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(said, ox.QueryBoolean)
    return said


def _counted(quads: Iterator[ox.Quad], sink: "_Sink") -> Iterator[ox.Triple]:
    for quad in quads:
        sink.count(1)
        yield ox.Triple(quad.subject, quad.predicate, quad.object)


class _Source:
    """The answer of a store as a file to read, bounded: it is written out more shortly than it comes."""

    def __init__(self, reader: Reader, limits: Limits) -> None:
        self._reader = reader
        self._limits = limits
        self._left = 8 * limits.result_bytes

    def read(self, size: int = -1) -> bytes:
        """Read a piece; raises Overflow at eight times the limit of what is written."""
        piece = self._reader.read(size if size > 0 else io.DEFAULT_BUFFER_SIZE)
        self._left -= len(piece)
        if self._left < 0:
            raise Overflow("result_bytes", self._limits.result_bytes)
        return piece


class _Sink(Counted):
    """Where a result is written: in memory, or above HELD_BYTES in an unnamed temporary file."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self._kept: IO[bytes] = tempfile.SpooledTemporaryFile(HELD_BYTES)  # noqa: SIM115  the result may own it

    def open(self, form: Form, chosen: Format) -> None:
        """Say how rows are to be counted."""
        if form is Form.ASK:
            self.rows = 1
        else:
            self.mark(chosen)

    def write(self, chunk: bytes) -> int:
        """Take a piece; raises Overflow at a limit."""
        self.take(chunk)
        return self._kept.write(chunk)

    def flush(self) -> None:
        """Do nothing: what is kept is read again in this process."""

    def body(self) -> bytes | KeptBody:
        """Give what was written."""
        self._kept.seek(0)
        if self.size > HELD_BYTES:
            return KeptBody(self._kept)
        with self._kept as kept:
            return kept.read()

    def close(self) -> None:
        """Let go of it."""
        self._kept.close()
