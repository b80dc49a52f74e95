"""From a record to plain triples, one for each value, in the way of SPARQL Anything's Facade-X."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from dip_lod.sources.record import RdfRecord, Record, Value
from dip_lod.vocabulary import expand

RECORD = "urn:x-dip-lod:record"
"""The node of a record; where a store holds several, each has a number behind it."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_ESCAPED = re.compile(r'["\\\n\r]').search
_FIELD = expand("field:")
_LIFT = expand("lift:")
_TYPE = f"<{expand('rdf:type')}>"
_POSITION = f"<{_LIFT}position>"
_INTEGER = f"^^<{expand('xsd:integer')}>"


def literal(text: str) -> str:
    r"""Write a plain literal of N-Triples.

    >>> print(literal('een "mooie" avond'))
    "een \"mooie\" avond"
    """
    return f'"{text.translate(_ESCAPES)}"' if _ESCAPED(text) else f'"{text}"'


@lru_cache(4096)
def property_of(key: str) -> str:
    """Write the property of a key; characters that no IRI allows are percent-encoded.

    >>> property_of("a key")
    '<urn:x-dip-lod:field#a%20key>'
    """
    return f"<{_FIELD}{quote(key, safe=_SAFE)}>"


_SAFE = "-._~!$&'()*+,;=:@/?"


def lift(record: Record | RdfRecord, entity: str, language: str, named: str = RECORD) -> bytes:
    r"""Write a record as N-Triples.

    `entity` is the URI that stands for the record in provenance (`…#record`), `language` that of its texts, `named`
    the IRI of its node.

    >>> record = Record("dip", "1", None, "a.json", {"genre": ["toneel", "dans"], "title": {"nl": "De Kersentuin"}})
    >>> print(lift(record, "http://localhost:8000/id/run/1#record", "nl").decode())
    <urn:x-dip-lod:record> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:x-dip-lod:lift#Record> .
    <urn:x-dip-lod:record> <urn:x-dip-lod:lift#source> "dip" .
    <urn:x-dip-lod:record> <urn:x-dip-lod:lift#id> "1" .
    <urn:x-dip-lod:record> <urn:x-dip-lod:lift#language> "nl" .
    <urn:x-dip-lod:record> <urn:x-dip-lod:lift#entity> <http://localhost:8000/id/run/1#record> .
    <urn:x-dip-lod:record> <urn:x-dip-lod:field#genre> "toneel" .
    <urn:x-dip-lod:record> <urn:x-dip-lod:field#genre/1> "toneel" .
    <urn:x-dip-lod:record> <urn:x-dip-lod:field#genre> "dans" .
    <urn:x-dip-lod:record> <urn:x-dip-lod:field#genre/2> "dans" .
    <urn:x-dip-lod:record> <urn:x-dip-lod:field#title> _:n1 .
    _:n1 <urn:x-dip-lod:lift#position> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
    _:n1 <urn:x-dip-lod:field#nl> "De Kersentuin" .
    <BLANKLINE>
    """
    node = f"<{named}>"
    lines = [
        f"{node} {_TYPE} <{_LIFT}Record> .\n",
        f"{node} <{_LIFT}source> {literal(record.source)} .\n",
        f"{node} <{_LIFT}id> {literal(record.id)} .\n",
        f"{node} <{_LIFT}language> {literal(language)} .\n",
        f"{node} <{_LIFT}entity> <{entity}> .\n",
    ]
    if record.date:
        lines.append(f"{node} <{_LIFT}date> {literal(record.date)} .\n")
    if isinstance(record, RdfRecord):
        lines.append(f"{node} <{_LIFT}subject> <{record.subject}> .\n")
        lines += [line if line.endswith("\n") else line + "\n" for line in record.statements]
    else:
        _Tree(lines).node(node, record.data)
    return "".join(lines).encode()


def lift_item(key: str, item: dict[str, Value], facts: Iterable[str], named: str) -> bytes:
    """Write an item of a key by itself, as one of a record that has nothing else, with facts about it.

    >>> print(lift_item("venues", {"name": "De Doelen"}, ["<urn:x-dip-lod:known#told> true"], RECORD).decode())
    <urn:x-dip-lod:record> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:x-dip-lod:lift#Record> .
    <urn:x-dip-lod:record> <urn:x-dip-lod:field#venues> _:n1 .
    _:n1 <urn:x-dip-lod:lift#position> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
    _:n1 <urn:x-dip-lod:field#name> "De Doelen" .
    _:n1 <urn:x-dip-lod:known#told> true .
    <BLANKLINE>
    """
    node = f"<{named}>"
    lines = [f"{node} {_TYPE} <{_LIFT}Record> .\n"]
    _Tree(lines).items(node, key, item)
    lines += [f"_:n1 {fact} .\n" for fact in facts]
    return "".join(lines).encode()


class _Tree:
    """Walk a tree, numbering its nodes, and write the lines of each."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._nodes = 0

    def node(self, subject: str, values: dict[str, Value]) -> None:
        lines = self._lines
        for key, value in values.items():
            if isinstance(value, str):
                lines.append(f"{subject} {property_of(key)} {literal(value)} .\n")
            else:
                self.items(subject, key, value)

    def items(self, subject: str, key: str, value: Value) -> None:
        name, lines = property_of(key), self._lines
        items = value if isinstance(value, list) else [value]
        for position, item in enumerate(items, 1):
            if isinstance(item, str):
                lines.append(f"{subject} {name} {literal(item)} .\n")
                if len(items) > 1:
                    lines.append(f"{subject} {property_of(f'{key}/{position}')} {literal(item)} .\n")
                continue
            self._nodes += 1
            node = f"_:n{self._nodes}"
            lines.append(f'{subject} {name} {node} .\n{node} {_POSITION} "{position}"{_INTEGER} .\n')
            if isinstance(item, list):
                self.items(node, "item", item)
            else:
                self.node(node, item)
