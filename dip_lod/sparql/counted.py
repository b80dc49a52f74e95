"""A result as it is written: its bytes and rows counted, and stopped at the limits."""

from dip_lod.sparql.formats import Format
from dip_lod.sparql.limits import Limits

_TAIL_BYTES = 16
"""More than any mark is long: the engine writes in chunks that may cut one."""


class Overflow(Exception):
    """The result has met a limit of its size."""

    def __init__(self, limit: str, value: int) -> None:
        super().__init__(limit, value)
        self.limit = limit
        self.value = value


class Counted:
    """What counts a result: rows by the marks of the format; where it has none, who writes counts them."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._marks: tuple[bytes, ...] = ()
        self._tail = b""
        self.size = 0
        self.rows = 0

    def mark(self, chosen: Format) -> None:
        """Say by which format rows are to be counted."""
        self._marks = chosen.row_marks
        self.rows = -chosen.header_rows

    def take(self, chunk: bytes) -> None:
        """Count a piece; raises Overflow at a limit."""
        self.size += len(chunk)
        if self.size > self._limits.result_bytes:
            raise Overflow("result_bytes", self._limits.result_bytes)
        if self._marks:
            seen = self._tail + chunk
            self.count(sum(seen.count(mark) - self._tail.count(mark) for mark in self._marks))
            self._tail = seen[-_TAIL_BYTES:]

    def count(self, rows: int = 1) -> None:
        """Count rows; raises Overflow at the limit."""
        self.rows += rows
        if self.rows > self._limits.rows:
            raise Overflow("rows", self._limits.rows)
