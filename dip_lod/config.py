"""dip-lod.toml: what one installation publishes, and how."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from ipaddress import ip_network
from math import inf
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from dip_lod.errors import ConfigurationError, choices
from dip_lod.monitor import Audiences
from dip_lod.publisher import Dataset, Partners, Publisher
from dip_lod.tiles import Maps, fault

ENVIRONMENT = "DIP_LOD_"
STORE_USER, STORE_PASSWORD = "DIP_LOD_STORE_USER", "DIP_LOD_STORE_PASSWORD"
"""Who asks a remote store: only ever in the environment, for a configuration is copied and shown."""
EMBEDDED = "embedded"
T = TypeVar("T")
_URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")
"""The characters of a URI (RFC 3986, 2)."""
_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", Path: "a path"}
_BOUNDS = {
    "build.processes": (0, inf),
    "build.batch": (1, inf),
    "build.keep": (1, inf),
    "build.vanished": (0, 1),
    "serve.port": (1, 65535),
    "serve.workers": (0, inf),
    "operations.free_bytes": (0, inf),
    "audiences.fewest": (3, inf),
}
"""The least and the most that a setting may be; limits are checked by sparql.limits."""
_CHOICES = {
    "build.violations": ("stop", "report"),
    "build.validator": ("shacl", "pyshacl"),
    "log.form": ("plain", "json"),
    "log.level": ("debug", "info", "warning", "error"),
}
"""The words that a setting may be."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source to build from: a mapping (a name in mappings/, or a folder) and its files (globs allowed)."""

    mapping: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """How to build; nothing here changes a byte of the dump."""

    processes: int = 0
    """0: one for each core."""
    batch: int = 100
    keep: int = 3
    """Publications that stay, the current one included."""
    violations: str = "stop"
    """`stop`: a violation stops the commit; `report`: publish with the report."""
    validator: str = "shacl"
    """The engine of validation: `shacl`, compiled, or `pyshacl`, the judge, about 60 times slower."""
    vanished: float = 0.10
    """Share of a snapshot's documents that may be missing before the commit stops."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the SPARQL endpoint; see docs/reference/sparql.md."""

    seconds: float = 10.0
    memory_bytes: int = 1_000_000_000
    result_bytes: int = 256_000_000
    rows: int = 1_000_000
    query_bytes: int = 100_000
    nesting: int = 200
    workers: int = 4
    queue: int = 16
    wait_seconds: float = 1.0
    per_client: int = 4
    cache_bytes: int = 16_000_000
    services: tuple[str, ...] = ()
    """Other endpoints that SERVICE may ask."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A remote store, where `store` names one; see docs/how-to/stores.md."""

    engine: str = ""
    """Which engine it is; see store.kinds."""
    graphs: str = ""
    """The address of its graph store; known for most engines."""
    seconds: float = 600.0
    """How long the build waits for one piece of a dump, or for a count."""


@dataclass(frozen=True, slots=True)
class Serve:
    """Where to listen."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 0
    """0: one for each core."""
    proxies: str = "127.0.0.0/8 ::1/128"
    """Networks whose X-Forwarded-For counts, with spaces between them."""


@dataclass(frozen=True, slots=True)
class Log:
    """What is logged, and how; never an address or a whole user agent."""

    form: str = "plain"
    """`plain`: lines for people; `json`: an object a line."""
    level: str = "info"
    requests: bool = False
    """Whether each request is a line."""


@dataclass(frozen=True, slots=True)
class Operations:
    """Who may read /metrics, and what /readyz asks."""

    metrics: str = "127.0.0.0/8 ::1/128"
    """Networks, with spaces between them; empty: nobody."""
    free_bytes: int = 500_000_000
    """Room that the data folder's disk must have."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. Relative paths are relative to the folder of the file."""

    base_uri: str = "http://localhost:8000/"
    data: Path = Path("data")
    licence: str = "https://creativecommons.org/publicdomain/zero/1.0/"
    """Of the dataset as a whole; each source states its own in source.toml."""
    overrides: Path | None = None
    """RDF with statements that win over every source."""
    inhabitants: Path | None = None
    """CSV of `municipality` (GM0363) and `inhabitants`: figures by size of municipality are given only with it."""
    publisher: Publisher = field(default_factory=Publisher)
    dataset: Dataset = field(default_factory=Dataset)
    partners: Partners = field(default_factory=Partners)
    sources: tuple[Source, ...] = ()
    audiences: Audiences = field(default_factory=Audiences)
    store: str = EMBEDDED
    """What answers SPARQL: `embedded`, or the address of a remote store as `sparql+https://…`."""
    remote: Remote = field(default_factory=Remote)
    build: Build = field(default_factory=Build)
    limits: Limits = field(default_factory=Limits)
    serve: Serve = field(default_factory=Serve)
    log: Log = field(default_factory=Log)
    operations: Operations = field(default_factory=Operations)
    maps: Maps = field(default_factory=Maps)
    folder: Path = Path()

    def resolve(self, path: str | Path) -> Path:
        """Make a path of the configuration absolute."""
        return (self.folder / path).absolute()

    @property
    def data_folder(self) -> Path:
        """The folder of the journal and the publications: nothing else is ever written to."""
        return self.resolve(self.data)


def load(file: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """Read a configuration file, then `DIP_LOD_*`, and check both.

    `DIP_LOD_SERVE__PORT=8080` sets `port` in `[serve]`. Raises ConfigurationError.
    """
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(
            f"{file}: there is no such file; write one (docs/how-to/configure.md) or name it with --config"
        ) from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file}: {error}; mend the TOML") from None
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror}; make it readable") from None
    return _checked(_read(Config, _with_environment(raw, environment), str(file), file.absolute().parent), str(file))


def _with_environment(raw: dict[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    known = get_type_hints(Config)
    for name in sorted(environment):
        if not name.startswith(ENVIRONMENT) or name in (ENVIRONMENT + "CONFIG", STORE_USER, STORE_PASSWORD):
            continue
        section, _, key = name.removeprefix(ENVIRONMENT).lower().partition("__")
        if section not in known or section in ("sources", "folder"):
            raise ConfigurationError(f"{name}: unknown setting '{section}'; {choices(section, _names(Config))}")
        if key:
            table = raw.get(section, {})
            if not is_dataclass(known[section]) or not isinstance(table, dict):
                raise ConfigurationError(f"{name}: '{section}' is no section; {choices(section, _sections())}")
            raw = raw | {section: table | {key: environment[name]}}
        else:
            raw = raw | {section: environment[name]}
    return raw


def _sections() -> list[str]:
    return [name for name, kind in get_type_hints(Config).items() if is_dataclass(kind)]


def _names(kind: type) -> list[str]:
    return [one.name for one in fields(kind) if one.name != "folder"]


def _read(kind: type[T], raw: Mapping[str, Any], where: str, folder: Path | None = None) -> T:
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
        return _read(cast(type[Any], hint), value, where)
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


def _checked(config: Config, where: str) -> Config:
    if not _URI.fullmatch(config.base_uri) or re.search(r"/\.\.?(/|$)", config.base_uri):
        raise ConfigurationError(
            f"{where}: base_uri '{config.base_uri}' is no URI that can stay; use ASCII letters, digits and - . _ ~ : / "
            "only, and no '..'"
        )
    base = urlsplit(config.base_uri)
    if base.scheme not in ("http", "https") or not base.hostname or base.query or base.fragment:
        raise ConfigurationError(f"{where}: base_uri '{config.base_uri}' is no web address; give https://…/")
    if not base.path.endswith("/"):
        raise ConfigurationError(f"{where}: base_uri '{config.base_uri}' must end in '/'; add it")
    if base.scheme == "http" and base.hostname not in ("localhost", "127.0.0.1"):
        raise ConfigurationError(
            f"{where}: base_uri '{config.base_uri}' must be https, for its URIs are to last; only localhost may be http"
        )
    for name, (least, most) in _BOUNDS.items():
        section, _, key = name.partition(".")
        value = getattr(getattr(config, section), key)
        if not least <= value <= most:
            wanted = f"{least} or more" if most == inf else f"{least} to {most}"
            raise ConfigurationError(f"{where}: {name} is {value}; give {wanted}")
    for name, words in _CHOICES.items():
        section, _, key = name.partition(".")
        value = getattr(getattr(config, section), key)
        if value not in words:
            raise ConfigurationError(f"{where}: {name} '{value}' is unknown; choose from {', '.join(words)}")
    for name in ("operations.metrics", "serve.proxies"):
        section, _, key = name.partition(".")
        try:
            [ip_network(network) for network in getattr(getattr(config, section), key).split()]
        except ValueError as error:
            raise ConfigurationError(f"{where}: {name}: {error}; give networks such as 10.0.0.0/8") from None
    if wrong := fault(config.maps):
        raise ConfigurationError(f"{where}: maps.tiles {wrong}")
    return config
