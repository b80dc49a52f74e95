"""From the tree as the file has it to the clean tree of a record."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dip_lod.sources import mixed_text
from dip_lod.sources.encoding import Garbled, garbled, restored, shown
from dip_lod.sources.raw import MAX_DEPTH, MAX_TEXT_BYTES, Lexical, RawValue
from dip_lod.sources.record import Value
from dip_lod.sources.rules import LiftRules

EMPTY: str = ""
_SHORT = MAX_TEXT_BYTES // 4
"""So many characters cannot be too many bytes."""
_REMEMBERED = 10_000
"""Keys that are remembered: sources have some hundreds, but some have keys that are data."""


class _Place(NamedTuple):
    """A key by its path, and what becomes of its values."""

    name: str
    path: str
    dropped: bool
    whole: bool
    as_is: bool
    """Its texts are values as they are."""


class TooDeepError(Exception):
    """Say that a record is nested deeper than any real one."""


class Cleaner:
    """Clean the trees of one source by its rules.

    A key is renamed by its path, and dropped at once where that path is restricted; whole subtrees become one text of
    JSON; texts are stripped and split; null words and whatever is empty vanish; a list of one is its item, for XML
    cannot tell the two apart.

    >>> cleaner = Cleaner(LiftRules(null=("None",), restricted=("sold",), split={"conductor": ";"}), {"names": "name"})
    >>> cleaner.clean({"names": ["A"], "sold": 280, "conductor": "B; C", "time": "None", "soloists": []})
    {'name': 'A', 'conductor': ['B', 'C']}
    """

    def __init__(self, lift: LiftRules, rename: Mapping[str, str], mixed: Sequence[str] = ()) -> None:
        self._null = frozenset(lift.null)
        self._restricted = frozenset(lift.restricted)
        self._split = lift.split
        self._whole = frozenset(lift.whole)
        self._rename = rename
        self._mixed = tuple(mixed)
        self._places: dict[str, dict[str, _Place]] = {}
        """What becomes of each key, by the path of its parent."""
        self._remembered = 0
        self.guessed: list[str] = []
        """Paths of mixed text whose order could not be told, in the record last cleaned."""
        self.hollow: list[str] = []
        """Paths of lists that held an entry with nothing in it, in the record last cleaned."""
        self.long: list[str] = []
        """Paths of texts that were left out for their length, in the record last cleaned."""
        self.garbled: list[Garbled] = []
        """Texts whose letters went wrong, in the record last cleaned."""

    def clean(self, tree: Mapping[str, RawValue]) -> dict[str, Value]:
        """Clean the tree of one record."""
        self.guessed = []
        self.hollow = []
        self.long = []
        self.garbled = []
        return self._table(tree, "", 1)

    def _table(self, table: Mapping[str, RawValue], parent: str, depth: int) -> dict[str, Value]:
        if depth > MAX_DEPTH:
            raise TooDeepError
        clean: dict[str, Value] = {}
        places = self._places.setdefault(parent, {})
        for key, raw in table.items():
            place = places.get(key) or self._placed(parent, key)
            name = place.name
            if place.as_is and isinstance(raw, str) and _is_plain(text := raw.strip()):
                value: Value = EMPTY if text in self._null else text
            elif place.dropped:
                continue
            elif place.whole:
                value = self._whole_text(raw, place.path)
            else:
                value = self._value(raw, place.path, depth)
            if value:
                clean[name] = _both(clean[name], value) if name in clean else value
        return clean

    def _placed(self, parent: str, key: str) -> "_Place":
        """Find out what becomes of a key under its parents, and remember it."""
        if self._remembered >= _REMEMBERED:
            self._places.clear()
            self._remembered = 0
        name = key if key.isascii() else restored(key)
        name = self._rename.get(parent + name, name)
        path = parent + name
        dropped, whole = path in self._restricted, path in self._whole
        place = _Place(name, path, dropped, whole, not (dropped or whole or path in self._split))
        self._places.setdefault(parent, {})[key] = place
        self._remembered += 1
        return place

    def _value(self, raw: RawValue, path: str, depth: int) -> Value:
        """Clean a value; an empty text stands for nothing."""
        if isinstance(raw, str):
            text = raw.strip()
            if not text or text in self._null:
                return EMPTY
            if is_long(text):
                self.long.append(path)
                return EMPTY
            if wrong := garbled(path, text):
                self.garbled.append(wrong)
                text = restored(text)
            text = text if text.isprintable() else shown(text).strip()
            return self._pieces(text, path) if path in self._split else str(text)
        if raw is None:
            return EMPTY
        if isinstance(raw, bool):
            return EMPTY if str(raw).lower() in self._null else str(raw).lower()
        if not isinstance(raw, list) and isinstance(raw, (dict, Mapping)):
            if self._mixed and mixed_text.is_mixed(raw, self._mixed):
                return self._joined(raw, path, depth)
            return self._table(raw, f"{path}.", depth + 1)
        if depth > MAX_DEPTH:
            raise TooDeepError
        self.hollow += [path for item in raw if _is_hollow(item)]
        return _alone([value for item in raw if (value := self._value(item, path, depth + 1))])

    def _joined(self, parts: Mapping[str, RawValue], path: str, depth: int) -> Value:
        open_parts = {key: part for key, part in parts.items() if f"{path}.{key}" not in self._restricted}
        text, sure = mixed_text.join(open_parts, self._mixed)
        if not sure:
            self.guessed.append(path)
        return self._value(text, path, depth)

    def _pieces(self, text: str, path: str) -> Value:
        pieces = (piece.strip() for piece in text.split(self._split[path]))
        return _alone([piece for piece in pieces if piece and piece not in self._null])

    def _whole_text(self, raw: RawValue, path: str) -> str:
        parts: list[str] = []
        self._write(raw, path, parts, 1)
        text = restored("".join(parts))
        if is_long(text):
            self.long.append(path)
            return EMPTY
        return EMPTY if text in ("null", '""', "[]", "{}") else text

    def _write(self, raw: RawValue, path: str, parts: list[str], depth: int) -> None:
        """Write compact JSON with sorted keys and numbers in their lexical form."""
        if depth > MAX_DEPTH:
            raise TooDeepError
        if isinstance(raw, Lexical):
            parts.append(raw)
        elif raw is None or isinstance(raw, (str, bool)):
            parts.append(json.dumps(raw, ensure_ascii=False))
        elif isinstance(raw, Mapping):
            comma = "{"
            for key in sorted(raw):
                if f"{path}.{key}" not in self._restricted:
                    parts.append(f"{comma}{json.dumps(key, ensure_ascii=False)}:")
                    self._write(raw[key], f"{path}.{key}", parts, depth + 1)
                    comma = ","
            parts.append("{}" if comma == "{" else "}")
        else:
            for position, item in enumerate(raw):
                parts.append("," if position else "[")
                self._write(item, path, parts, depth + 1)
            parts.append("]" if raw else "[]")


def _is_plain(text: str) -> bool:
    """Say whether a text is surely a value as it is: short, and every character of it seen."""
    return text.isascii() and text.isprintable() and len(text) <= _SHORT


def is_long(text: str) -> bool:
    """Say whether a text has more bytes than can be mapped."""
    return len(text) > _SHORT and len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES


def _is_hollow(item: RawValue) -> bool:
    """Say whether an entry has keys, but no value under any of them.

    >>> _is_hollow({"name": "", "instrument": None}), _is_hollow({}), _is_hollow({"name": "Ax"})
    (True, False, False)
    """
    if isinstance(item, (str, list)) or not isinstance(item, (dict, Mapping)) or not item:
        return False
    return all(value is None or (isinstance(value, str) and not value.strip()) for value in item.values())


def _alone(items: list[Value]) -> Value:
    return items[0] if len(items) == 1 else items


def _both(first: Value, second: Value) -> Value:
    """Put together what two keys of the file hold under one name."""
    before = first if isinstance(first, list) else [first]
    return [*before, *(second if isinstance(second, list) else [second])]
