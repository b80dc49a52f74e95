"""A table of source.toml, read key by key, so that what nobody asked for is refused with the known keys."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from dip_lod.errors import ConfigurationError, choices

KINDS = {str: "a text", int: "a whole number", bool: "true or false", dict: "a table", list: "a list"}


class Table:
    """Read the values of one table with their types checked; leaving the `with` block refuses unknown keys."""

    def __init__(self, values: Mapping[str, Any], file: Path, name: str = "") -> None:
        self._values = values
        self._file = file
        self._name = name
        self._known: set[str] = set()

    def __enter__(self) -> "Table":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        unknown = [key for key in self._values if key not in self._known]
        if unknown and kind is None:
            where = f" in [{self._name}]" if self._name else ""
            raise ConfigurationError(
                f"{self._file}: unknown key '{unknown[0]}'{where}; {choices(unknown[0], self._known)}"
            )

    def error(self, key: str, what: str, remedy: str) -> ConfigurationError:
        """Make the sentence about a key of this table."""
        return ConfigurationError(f"{self._file}: '{self._path(key)}' {what}; {remedy}")

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text; without a default it must be there and not empty."""
        value = self._take(key, str, default)
        if value is None or (default is None and not value.strip()):
            raise self.error(key, "is missing", "add it")
        return str(value)

    def optional_text(self, key: str) -> str | None:
        """Take a text that may be left out."""
        return self.text(key) if key in self._values else self._take(key, str, None)

    def choice(self, key: str, words: Collection[str], default: str | None) -> str | None:
        """Take one of several words."""
        value: str | None = self._take(key, str, default)
        if value is not None and value not in words:
            raise self.error(key, f"is '{value}'", choices(value, words))
        return value

    def number(self, key: str, default: int) -> int:
        """Take a whole number."""
        return int(self._take(key, int, default))

    def words(self, key: str) -> tuple[str, ...]:
        """Take a list of texts."""
        value = self._take(key, list, [])
        if not all(isinstance(word, str) for word in value):
            raise self.error(key, "holds something else than texts", 'write it as ["…", "…"]')
        return tuple(value)

    def texts(self, key: str) -> dict[str, str]:
        """Take a table of texts."""
        value = self._take(key, dict, {})
        if not all(isinstance(word, str) for word in value.values()):
            remedy = 'write it as { "path" = "text" }, the path in quotes'
            raise self.error(key, "holds something else than texts", remedy)
        return dict(value)

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """Take a table of lists of texts."""
        with self.table(key) as inner:
            return {name: inner.words(name) for name in inner.names()}

    def names(self) -> list[str]:
        """Give the keys that this table has."""
        return list(self._values)

    def table(self, key: str) -> "Table":
        """Take an inner table; one that is left out is empty."""
        return Table(self._take(key, dict, {}), self._file, self._path(key))

    def tables(self, key: str) -> Iterator["Table"]:
        """Take the tables of an array, each by its position from 1."""
        for position, inner in enumerate(self._take(key, list, []), 1):
            if not isinstance(inner, dict):
                raise self.error(key, "is not a list of tables", f"write each as [[{key}]]")
            yield Table(inner, self._file, f"{self._path(key)}.{position}")

    def _path(self, key: str) -> str:
        return f"{self._name}.{key}" if self._name else key

    def _take(self, key: str, kind: type, default: Any) -> Any:
        self._known.add(key)
        value = self._values.get(key, default)
        if value is default:
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.error(key, f"must be {KINDS[kind]}", f"it is {KINDS.get(type(value), 'something else')} now")
        return value
