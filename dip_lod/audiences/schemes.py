"""A scheme of audience groups, as its TOML file states it: the real ones are licensed, and come from who holds them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox

from dip_lod import resources
from dip_lod.errors import ConfigurationError, choices

LANGUAGES = ("nl", "en")
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KNOWN = {"code", "title", "description", "stand_in", "licence", "source", "groups"}
_OF_GROUP = {"code", "name", "definition"}
RESERVED = ("schemes", "structure", "crosswalk")
"""Words that stand in addresses beside the codes of schemes."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of an audience."""

    code: str
    name: Mapping[str, str]
    definition: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme: who is in which group is its maker's to say."""

    code: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    groups: Mapping[str, Group]
    stand_in: bool = False
    """Whether it only stands in the place of a scheme that is licensed: its groups are made up."""
    licence: str = ""
    source: str = ""


def read(files: Iterable[Path]) -> dict[str, Scheme]:
    """Read schemes, by their codes; raises ConfigurationError."""
    found: dict[str, Scheme] = {}
    for file in files:
        scheme = _scheme(_parsed(file), str(file))
        if scheme.code in found:
            raise ConfigurationError(f"{file}: a second scheme has the code '{scheme.code}'; give it another")
        found[scheme.code] = scheme
    return found


def shipped(name: str, ending: str) -> Path:
    """Find a file of ours by its name, for a path of the configuration that is only a name.

    >>> shipped("cultuurprofielen-stand-in", ".toml").name
    'cultuurprofielen-stand-in.toml'
    """
    return resources.folder("mappings") / "audiences" / f"{name}{ending}"


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror}; mend 'schemes' in [audiences] of dip-lod.toml") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: {error}; mend the TOML") from None


def _scheme(raw: dict[str, Any], where: str) -> Scheme:
    _named(raw, _KNOWN, where)
    code = _code(raw, where)
    if code in RESERVED:
        raise ConfigurationError(f"{where}: the code '{code}' is a word of our addresses; give the scheme another")
    listed = raw.get("groups")
    if not isinstance(listed, list) or not listed:
        raise ConfigurationError(f"{where}: has no [[groups]]; add one with code, name and definition")
    groups: dict[str, Group] = {}
    for place, one in enumerate(listed, 1):
        at = f"{where}: group {place}"
        if not isinstance(one, dict):
            raise ConfigurationError(f"{at}: is no table; write [[groups]]")
        _named(one, _OF_GROUP, at)
        group = Group(_code(one, at), _words(one, "name", at), _words(one, "definition", at))
        if group.code in groups:
            raise ConfigurationError(f"{at}: a second group has the code '{group.code}'; give it another")
        groups[group.code] = group
    stand_in = raw.get("stand_in", False)
    if not isinstance(stand_in, bool):
        raise ConfigurationError(f"{where}: stand_in is not true or false; mend it")
    return Scheme(
        code, _words(raw, "title", where), _words(raw, "description", where), groups, stand_in,
        _address(raw, "licence", where), _address(raw, "source", where),
    )  # fmt: skip


def _named(raw: Mapping[str, Any], known: set[str], where: str) -> None:
    for name in raw:
        if name not in known:
            raise ConfigurationError(f"{where}: unknown setting '{name}'; {choices(name, known)}")


def _code(raw: Mapping[str, Any], where: str) -> str:
    code = raw.get("code")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise ConfigurationError(f"{where}: needs a code of small letters, digits and hyphens; mend 'code'")
    return code


def _words(raw: Mapping[str, Any], name: str, where: str) -> dict[str, str]:
    words = raw.get(name)
    whole = isinstance(words, dict) and set(words) == set(LANGUAGES)
    if not whole or not all(isinstance(one, str) and one.strip() for one in words.values()):  # type: ignore[union-attr]
        raise ConfigurationError(f'{where}: needs \'{name}\' in nl and en, {name} = {{ nl = "…", en = "…" }}; add it')
    return {language: words[language].strip() for language in LANGUAGES}  # type: ignore[index]


def _address(raw: Mapping[str, Any], name: str, where: str) -> str:
    value = raw.get(name, "")
    if not isinstance(value, str) or (value and not is_address(value)):
        raise ConfigurationError(f"{where}: {name} is no web address; give https://…, or leave it out")
    return value


def is_address(text: str) -> bool:
    """Say whether a text is a web address, by the syntax of IRIs too.

    >>> is_address("https://example.org/a"), is_address("https://[a"), is_address("urn:x:a")
    (True, False, False)
    """
    try:
        return urlsplit(text).scheme in ("http", "https") and bool(ox.NamedNode(text))
    except ValueError:
        return False
