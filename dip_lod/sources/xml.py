"""XML: the records of a file of any size; no DTD, no entity, no network."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from dip_lod.sources.opening import CHUNK, Stream
from dip_lod.sources.raw import MAX_RECORD_BYTES, BrokenFileError, Flaw, Raw, RawRecord
from dip_lod.sources.tree import TooDeepError
from dip_lod.sources.xml_tree import TreeMaker

MAX_PROLOG_BYTES = 2**20
HUGE = True
"""Lift libxml2's own limits, for a text of 10 MB is legal; what they guard against is refused here instead."""


def read(stream: Stream, record: str | None, maker: TreeMaker) -> Iterator[Raw]:
    """Yield the element of each record as a raw tree; without a record's name, the root element is the record."""
    chunk, root = check_prolog(stream)
    reader = _XmlReader(stream.label, root, record, maker)
    while chunk:
        yield from reader.feed(chunk)
        chunk = stream.read(CHUNK)
    yield from reader.close()
    if not reader.found:
        yield Flaw(stream.label, f"has no element <{record}>", "check [xml] record in source.toml", "warning")


def check_prolog(stream: Stream) -> tuple[bytes, str]:
    """Read up to the first element, refuse a DOCTYPE, and give the bytes that were read and the name of the root.

    The same parser as reads the rest looks at it, so that no trick of encoding can tell the two apart. Without a
    DOCTYPE there are no entities: nothing can be expanded or fetched.
    """
    target: Any = _Prolog(stream.label)
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=HUGE)
    held = b""
    try:
        while chunk := stream.read(CHUNK):
            held += chunk
            parser.feed(chunk)
            if len(held) > MAX_PROLOG_BYTES:
                raise BrokenFileError(stream.label, "has no element in its first megabyte", "check that it is XML")
        parser.close()
    except _FirstElement as first:
        return held, first.tag
    except etree.XMLSyntaxError as error:
        raise _broken(stream.label, error) from None
    raise BrokenFileError(stream.label, "has no element", "check that it is XML")


class _FirstElement(Exception):
    """Say that the prolog has ended."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class _Prolog:
    """Watch the prolog go by."""

    def __init__(self, label: str) -> None:
        self._label = label

    def doctype(self, name: str, *_: str | None) -> None:
        what = f"has a DOCTYPE ({name}), and entities are not read, since they can fetch or multiply"
        raise BrokenFileError(self._label, what, "take the DOCTYPE out and write entities as characters")

    def start(self, tag: str, attributes: object, namespaces: object = None) -> None:
        raise _FirstElement(tag)

    def end(self, tag: str) -> None:
        """Take no notice: there is no end before a start."""

    def close(self) -> None:
        """Take no notice."""


class _XmlReader:
    """Turn bytes into records, and let go of every element that has been read."""

    def __init__(self, label: str, root: str, record: str | None, maker: TreeMaker) -> None:
        self.found = False
        self._label = label
        self._record = record
        self._maker = maker
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=[root, f"{{*}}{record}"] if record else [root],
            remove_comments=True,
            remove_pis=True,
            resolve_entities="internal",  # there are none; False would end the file in silence at an undefined one
            no_network=True,
            huge_tree=HUGE,
        )
        self._root: etree._Element | None = None
        self._open: list[etree._Element] = []
        self._since_record = 0

    def feed(self, chunk: bytes) -> Iterator[Raw]:
        """Take more bytes, and yield the records that they complete; those before a fault come first."""
        error: etree.XMLSyntaxError | None = None
        try:
            self._parser.feed(chunk)
        except etree.XMLSyntaxError as syntax_error:
            error = syntax_error
        self._since_record += len(chunk)
        yield from self._records()
        if error is not None:
            raise _broken(self._label, error)
        if self._since_record > MAX_RECORD_BYTES and self._open:
            place = f"{self._label}, line {self._open[0].sourceline}"
            limit = f"has a record of more than {MAX_RECORD_BYTES // 2**20} MB"
            raise BrokenFileError(place, limit, "check [xml] record in source.toml, or split the record")

    def close(self) -> Iterator[Raw]:
        """End the file, which must be whole."""
        try:
            self._parser.close()
        except etree.XMLSyntaxError as error:
            raise _broken(self._label, error) from None
        yield from self._records()

    def _records(self) -> Iterator[Raw]:
        for event, element in self._parser.read_events():
            assert isinstance(element, etree._Element)  # only namespace events give anything else
            if self._root is None:
                self._root = element
            if not self._is_record(element):
                continue
            if event == "start":
                self._open.append(element)
                continue
            self._open.pop()
            if not self._open:
                self.found = True
                self._since_record = 0
                yield self._one(element)
                _release(element)
        if not self._open:
            self._release_rest()

    def _is_record(self, element: etree._Element) -> bool:
        if self._record is None:
            return element is self._root
        return etree.QName(element).localname == self._record

    def _one(self, element: etree._Element) -> Raw:
        place = f"{self._label}, line {element.sourceline}"
        try:
            return RawRecord(place, self._maker.make(element))
        except TooDeepError as error:
            return Flaw(place, str(error) or "is nested deeper than any record", "check [xml] record in source.toml")

    def _release_rest(self) -> None:
        """Let go of elements that are no records: all but the last child, all the way down."""
        node = self._root
        while node is not None and len(node):
            del node[:-1]
            node = node[-1]


def _release(element: etree._Element) -> None:
    """Empty an element and drop what stands before it, so that memory stays flat."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _broken(label: str, error: etree.XMLSyntaxError) -> BrokenFileError:
    line, column = error.position
    reason = (error.msg or "ends too early").split(", line ")[0]
    place = f"{label}, line {line}, column {column}" if line else label
    return BrokenFileError(place, f"is not well-formed XML ({reason})", "repair the file; what follows was not read")
