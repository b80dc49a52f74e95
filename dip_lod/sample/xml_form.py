"""A record as XML: the same tree, with scalars as attributes and lists as repeated elements."""

from collections.abc import Iterator

from lxml import etree

from dip_lod.sample.people import Node

NAMESPACE = "urn:x-dip-lod:record:1"
HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<dipRecords xmlns="{NAMESPACE}">\n'.encode()
FOOT = b"</dipRecords>\n"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

SINGULAR = {
    "performances": "performance",
    "agents": "agent",
    "venues": "venue",
    "halls": "hall",
    "credits": "credit",
    "creators": "creator",
    "producers": "producer",
    "images": "image",
    "awards": "award",
    "prices": "price",
    "tags": "tag",
    "languages": "language",
    "surtitles": "surtitle",
    "formerNames": "formerName",
    "alternativeNames": "alternativeName",
    "alternativeTitles": "alternativeTitle",
    "otherIds": "identifier",
    "ids": "identifier",
}
"""Names of lists whose elements have another name."""

TEXTS = frozenset({"title", "subtitle", "alternativeTitles", "synopsis", "biography"})
"""Texts by language: an element for each language."""

CONTENT = {"otherIds": "value", "ids": "value", "alternativeNames": "name", "municipality": "name", "seat": "name"}
"""The key whose value is the text of the element; the others are attributes."""

CHILDREN = frozenset({"name", "comment", "title"})
"""Scalars that are elements and not attributes."""


def element(record: Node) -> etree._Element:
    """Write a record as a dipRecord element."""
    root = etree.Element(_tag("dipRecord"), nsmap={None: NAMESPACE})
    _fill(root, record)
    return root


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _fill(parent: etree._Element, node: Node) -> None:
    for key, value in node.items():
        if isinstance(value, (dict, list)):
            for one in value if isinstance(value, list) else (value,):
                _add(parent, key, one)
        elif key in CHILDREN:
            etree.SubElement(parent, _tag(key)).text = _lexical(value)
        else:
            parent.set(key, _lexical(value))


def _add(parent: etree._Element, key: str, value: Node | str) -> None:
    name = _tag(SINGULAR.get(key, key))
    if not isinstance(value, dict):
        etree.SubElement(parent, name).text = value
    elif key in TEXTS:
        for language, text in value.items():
            etree.SubElement(parent, name, {LANGUAGE: language}).text = text
    elif key in CONTENT:
        child = etree.SubElement(parent, name, dict(_attributes(value, CONTENT[key])))
        child.text = value[CONTENT[key]]
    else:
        _fill(etree.SubElement(parent, name), value)


def _attributes(node: Node, content: str) -> Iterator[tuple[str, str]]:
    return ((key, _lexical(value)) for key, value in node.items() if key != content)


def _lexical(value: object) -> str:
    """Write a scalar as JSON would."""
    return str(value).lower() if isinstance(value, bool) else str(value)
