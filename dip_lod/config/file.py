"""dip-lod.toml, and what the environment says in its place."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

from dip_lod.config.checking import checked
from dip_lod.config.settings import Config
from dip_lod.config.tables import names, read
from dip_lod.errors import ConfigurationError, choices

ENVIRONMENT = "DIP_LOD_"
STORE_USER, STORE_PASSWORD = "DIP_LOD_STORE_USER", "DIP_LOD_STORE_PASSWORD"
"""Who asks a remote store: only ever in the environment, for a configuration is copied and shown."""


def load(file: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """Read a configuration file, then `DIP_LOD_*`, and check both.

    `DIP_LOD_SERVE__PORT=8080` sets `port` in `[serve]`. Raises ConfigurationError.
    """
    try:
        raw = tomllib.loads(file.read_text("utf-8-sig"))
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
    return checked(read(Config, _with_environment(raw, environment), str(file), file.absolute().parent), str(file))


def _with_environment(raw: dict[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    known = get_type_hints(Config)
    for name in sorted(environment):
        if not name.startswith(ENVIRONMENT) or name in (ENVIRONMENT + "CONFIG", STORE_USER, STORE_PASSWORD):
            continue
        section, _, key = name.removeprefix(ENVIRONMENT).lower().partition("__")
        if section not in known or section in ("sources", "folder"):
            raise ConfigurationError(f"{name}: unknown setting '{section}'; {choices(section, names(Config))}")
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
