"""CSV and TSV: one record a row; a bad row is a flaw, and the next row is read."""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator

from dip_lod.sources.opening import CHUNK, TO_UTF8, WIDE_BOMS, Stream
from dip_lod.sources.raw import MAX_RECORD_BYTES, BrokenFileError, Flaw, Raw, RawRecord
from dip_lod.sources.rules import CsvRules

WRONG_BYTE = re.compile(r"[\udc80-\udcff]")
OTHER_DELIMITERS = (";", "\t", ",", "|")


def read(stream: Stream, rules: CsvRules, delimiter: str) -> Iterator[Raw]:
    """Yield each row as a record whose keys are the cells of the first row."""
    csv.field_size_limit(MAX_RECORD_BYTES)
    delimiter = rules.delimiter or delimiter
    quote = rules.quote if rules.quote is not None else ("" if delimiter == "\t" else '"')
    lines = _Lines(_decoded(stream, rules.encoding))
    rows = csv.reader(
        lines,
        delimiter=delimiter,
        quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        strict=True,
    )
    header: list[str] | None = None
    while True:
        lines.begin_row()
        place = f"{stream.label}, line {lines.number + 1}"
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            lines.resume()
            yield Flaw(place, f"is not CSV ({error})", "repair the quotes of the row")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = row
            yield from _check_header(header, stream.label, delimiter)
        else:
            yield _record(header, row, place, rules.encoding)
    if header is None:
        yield Flaw(stream.label, "is empty", "check how the file was made", "warning")


def _check_header(header: list[str], label: str, delimiter: str) -> Iterator[Raw]:
    place = f"{label}, line 1"
    names = [name.strip() for name in header]
    if WRONG_BYTE.search("".join(names)):
        raise BrokenFileError(place, "has a byte in its header that is not of its encoding", TO_UTF8)
    for other in OTHER_DELIMITERS:
        if len(header) == 1 and other != delimiter and other in header[0]:
            what = f"has one column, and '{other}' in its name"
            raise BrokenFileError(place, what, f'if that divides the cells, say [csv] delimiter = "{other}"')
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise BrokenFileError(place, f"has the column '{twice[0]}' twice", "give each column a name of its own")
    for position, name in enumerate(names, 1):
        if not name:
            yield Flaw(place, f"column {position} has no name and is left out", "name it, or remove it", "warning")
    header[:] = names


def _record(header: list[str], row: list[str], place: str, encoding: str) -> Raw:
    if len(row) != len(header):
        what = f"has {len(row)} cells where the header has {len(header)}"
        return Flaw(place, what, "put cells that hold the delimiter in quotes")
    for name, cell in zip(header, row, strict=True):
        wrong = WRONG_BYTE.search(cell)
        if wrong:
            byte = f"0x{ord(wrong[0]) - 0xDC00:02X}"
            what = f"column '{name}' has the byte {byte} at character {wrong.start() + 1}, which is not {encoding}"
            return Flaw(place, what, "save the file as UTF-8, or say [csv] encoding")
    return RawRecord(place, {name: cell for name, cell in zip(header, row, strict=True) if name})


class _Lines:
    """The lines of a file; those after the first of a row that is none can be read again, as rows of their own."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self.number = 0
        """The number of the line last read."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._row.append(line)
        self.number += 1
        return line

    def begin_row(self) -> None:
        """Let go of the lines of the row before."""
        self._row.clear()

    def resume(self) -> None:
        """Go back to the second line of the row: a quote that does not close must not take the rows after it."""
        self._again.extendleft(reversed(self._row[1:]))
        self.number -= max(len(self._row) - 1, 0)


def _decoded(stream: Stream, encoding: str) -> Iterator[str]:
    """Yield the lines of the file; a wrong byte stays as a lone surrogate, so that its row can be told."""
    name = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
    decoder = codecs.getincrementaldecoder(name)("surrogateescape")
    rest, first, number = "", True, 0
    while True:
        chunk = stream.read(CHUNK)
        if first and name == "utf-8-sig" and chunk[:2] in WIDE_BOMS:
            raise BrokenFileError(stream.label, "is UTF-16", 'save it as UTF-8, or say [csv] encoding = "utf-16"')
        first = False
        try:
            text = rest + decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            place = f"{stream.label}, after line {number}"
            raise BrokenFileError(place, f"is not {encoding} ({error.reason})", "check [csv] encoding") from None
        *lines, rest = text.split("\n")
        number += len(lines)
        for line in lines:
            yield line + "\n"
        if len(rest) > MAX_RECORD_BYTES:
            limit = f"has a line of more than {MAX_RECORD_BYTES // 2**20} MB"
            raise BrokenFileError(f"{stream.label}, line {number + 1}", limit, "check that it is CSV")
        if not chunk:
            break
    if rest:
        yield rest
