"""From an XML element to the tree that JSON of the same record gives."""

import re
from collections.abc import Mapping

from lxml import etree

from dip_lod.sources.mixed_text import fold
from dip_lod.sources.raw import MAX_DEPTH, Languages, RawValue
from dip_lod.sources.rules import XmlRules
from dip_lod.sources.tree import TooDeepError

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_ATTRIBUTES = 1000
"""An element with more is refused: lxml looks each attribute up from the first on."""
INDENTATION = re.compile(r"[ \t]*\r?\n[ \t]+")
ABOUT_THE_FILE = frozenset(
    f"{{http://www.w3.org/2001/XMLSchema-instance}}{name}"
    for name in ("schemaLocation", "noNamespaceSchemaLocation", "nil")
)


class TreeMaker:
    """Make the raw trees of one source by the rules of its `[xml]` table.

    >>> maker = TreeMaker(XmlRules(rename={"genre": "genres"}), frozenset())
    >>> maker.make(etree.fromstring('<r id="1"><genre>a</genre><genre>b</genre><t xml:lang="nl">A</t></r>'))
    {'id': '1', 'genres': ['a', 'b'], 't': {'nl': 'A'}}
    """

    def __init__(self, rules: XmlRules, restricted: frozenset[str]) -> None:
        self._rename = rules.rename
        self._text = rules.text
        self._lists = frozenset(rules.lists)
        self._separate = frozenset(rules.separate)
        self._inline = frozenset(rules.mixed)
        self._restricted = restricted

    def make(self, element: etree._Element) -> Mapping[str, RawValue]:
        """Make the tree of a record's element."""
        value = self._value(element, "", "", 1)
        return value if isinstance(value, Mapping) else {"text": value}

    def _value(self, element: etree._Element, raw: str, path: str, depth: int, *, wrapped: bool = False) -> RawValue:
        """Give the value of an element; `raw` is its path before its own renaming, `path` after it.

        An element inside a dropped wrapper is `wrapped`, and takes the path of the wrapper.
        """
        if depth > MAX_DEPTH:
            raise TooDeepError
        if len(element.attrib) > MAX_ATTRIBUTES:
            raise TooDeepError(f"has an element with more than {MAX_ATTRIBUTES} attributes")
        has_children = len(element) > 0
        mixed = has_children and self._is_mixed(element)
        wrapper = not wrapped and has_children and not mixed and (path in self._lists or raw in self._lists)
        if wrapper:
            return [self._value(child, path, path, depth + 1, wrapped=True) for child in element]
        attributes = element.attrib
        if has_children and not mixed:
            return self._table(element, path, depth)
        text = self._joined(element, path, depth) if mixed else _unindented(element.text or "")
        if not attributes:
            return text
        if len(attributes) == 1 and attributes.get(XML_LANGUAGE, "").strip():
            return Languages({attributes[XML_LANGUAGE].strip(): text}) if text else ""
        table = self._table(element, path, depth, children=False)
        if text:
            self._add(table, self._text.get(raw) or self._text.get(path) or "text", text, path)
        return table

    def _table(self, element: etree._Element, path: str, depth: int, *, children: bool = True) -> dict[str, RawValue]:
        table: dict[str, RawValue] = {}
        parent = f"{path}." if path else ""
        for attribute, text in element.attrib.items():
            if attribute not in ABOUT_THE_FILE:
                local = _local(attribute)
                self._add(table, self._rename.get(parent + local, local), text, path)
        for child in element if children else ():
            local = _local(child.tag)
            raw = parent + local
            name = self._rename.get(raw, local)
            child_path = parent + name
            if child_path not in self._restricted:
                self._add(table, name, self._value(child, raw, child_path, depth + 1), path)
        return table

    def _add(self, table: dict[str, RawValue], name: str, value: RawValue, path: str) -> None:
        """Add a value under a name: repeated names become a list, languages of one text one map."""
        if name not in table:
            table[name] = value
            return
        before = table[name]
        values = before if isinstance(before, list) else [before]
        apart = (f"{path}.{name}" if path else name) in self._separate
        if apart or not _put_together(values[-1] if values else None, value):
            values.extend(value if isinstance(value, list) else [value])
            table[name] = values

    def _is_mixed(self, element: etree._Element) -> bool:
        if (element.text and element.text.strip()) or any(child.tail and child.tail.strip() for child in element):
            return True
        return bool(self._inline) and all(_local(child.tag) in self._inline for child in element)

    def _joined(self, element: etree._Element, path: str, depth: int) -> str:
        return fold("".join(self._pieces(element, path, depth)))

    def _pieces(self, element: etree._Element, path: str, depth: int) -> list[str]:
        """Give the text of an element piece by piece; an element without text, such as `<br/>`, is a space."""
        if depth > MAX_DEPTH:
            raise TooDeepError
        pieces = [element.text or ""]
        for child in element:
            local = _local(child.tag)
            child_path = f"{path}.{self._rename.get(f'{path}.{local}', local)}"
            if child_path not in self._restricted:
                pieces.extend(self._pieces(child, child_path, depth + 1) or ())
            pieces.append(child.tail or "")
        return pieces if any(pieces) else [" "]


def _unindented(text: str) -> str:
    """Make a line break and the indentation after it one space: they come from printing, not from the text.

    >>> _unindented("Amsterdam: Cornelis\\n\\t\\tvander Plasse")
    'Amsterdam: Cornelis vander Plasse'
    """
    return INDENTATION.sub(" ", text.strip()) if "\n" in text else text.strip()


def _put_together(last: RawValue, value: RawValue) -> bool:
    """Put a text in one more language into the map before it; False where it is no such text."""
    if not isinstance(last, Languages) or not isinstance(value, Languages) or last.keys() & value.keys():
        return False
    last.update(value)
    return True


def _local(name: object) -> str:
    """Take the namespace from a name.

    >>> _local("{http://www.tei-c.org/ns/1.0}title")
    'title'
    """
    return str(name).rpartition("}")[2]
