"""A table of TOML as a dataclass of settings: each name known, each value of its kind."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from dip_lod.errors import ConfigurationError, choices

T = TypeVar("T")
_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", Path: "a path"}


def names(kind: type) -> list[str]:
    """List the settings of a table; `folder` is where the file is, and set by nobody."""
    return [one.name for one in fields(kind) if one.name != "folder"]


def read(kind: type[T], raw: Mapping[str, Any], where: str, folder: Path | None = None) -> T:
    """Make a dataclass of a table; `where` begins every sentence. Raises ConfigurationError."""
    known = {one.name: one for one in fields(cast(Any, kind)) if one.name != "folder"}
    for name in raw:
        if name not in known:
            raise ConfigurationError(f"{where}: unknown setting '{name}'; {choices(name, known)}")
    hints = get_type_hints(kind)
    values = {name: _value(hints[name], raw[name], f"{where}: {name}") for name in raw}
    missing = [name for name, one in known.items() if name not in raw and _needed(one)]
    if missing:
        raise ConfigurationError(f"{where}: '{missing[0]}' is missing; add it")
    return kind(**values, **({"folder": folder} if folder else {}))


def _needed(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _value(hint: Any, value: Any, where: str) -> Any:
    if is_dataclass(hint) and isinstance(value, dict):
        return read(cast(type[Any], hint), value, where)
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_value(get_args(hint)[0], one, f"{where}[{place}]") for place, one in enumerate(value))
    kinds = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    if Path in kinds and isinstance(value, str):
        return Path(value)
    if isinstance(value, str) and hint in (int, float):
        try:
            return hint(value)
        except ValueError:
            raise ConfigurationError(f"{where}: '{value}' is no number; give a number") from None
    if hint is bool and value in ("true", "false"):
        return value == "true"
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    plain = kinds[0] in _NAMES
    if plain and isinstance(value, kinds[0]) and isinstance(value, bool) == (hint is bool):
        return value
    wanted = "a list" if get_origin(hint) is tuple else _NAMES.get(kinds[0], "a table")
    raise ConfigurationError(f"{where}: {value!r} is not {wanted}; mend it")
