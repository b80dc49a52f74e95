"""All that the configuration says of audiences, read and judged before a build begins."""

import glob
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dip_lod.audiences import crosswalk, schemes
from dip_lod.audiences import visits as reading
from dip_lod.audiences.crosswalk import Match
from dip_lod.audiences.errors import RefusedError
from dip_lod.audiences.schemes import Scheme
from dip_lod.audiences.visits import Visit
from dip_lod.config import Config
from dip_lod.errors import ConfigurationError, choices


@dataclass(frozen=True, slots=True)
class Delivery:
    """Schemes, crosswalks and visits."""

    schemes: Mapping[str, Scheme]
    matches: Sequence[Match]
    visits: Mapping[str, Sequence[Visit]]
    fewest: int
    corrected: frozenset[str] = frozenset()
    """Seasons that are given anew, whatever was given of them."""


def read(config: Config) -> Delivery | None:
    """Read what is configured; None where nothing is. Raises ConfigurationError and RefusedError."""
    told = config.audiences
    if not told.schemes:
        if told.visits or told.crosswalks:
            raise ConfigurationError("dip-lod.toml: [audiences] has no schemes; name the groups that visits are of")
        return None
    known = schemes.read(_named(config, told.schemes, ".toml"))
    matches = crosswalk.read(_named(config, told.crosswalks, ".sssom.tsv"), known)
    files: dict[str, list[Path]] = {}
    for one in told.visits:
        if one.scheme not in known:
            where = f"dip-lod.toml: [[audiences.visits]] are of '{one.scheme}', which is no scheme here"
            raise ConfigurationError(f"{where}; {choices(one.scheme, known)}")
        files.setdefault(one.scheme, []).extend(_files(config, one.files))
    found = {
        scheme: reading.read(known[scheme], dict.fromkeys(listed), config.base_uri) for scheme, listed in files.items()
    }
    corrected = {words: reading.season_of(words) for words in told.corrected}
    if wrong := [words for words, season in corrected.items() if not season]:
        raise ConfigurationError(f"dip-lod.toml: [audiences] corrected: '{wrong[0]}' is no season; write 2023/2024")
    return Delivery(known, matches, found, told.fewest, frozenset(corrected.values()))


def checksum(config: Config) -> str:
    """Give the checksum of all that decides what is given of audiences; nothing where they are not configured."""
    told = config.audiences
    if not told.schemes:
        return ""
    digest = hashlib.sha256(f"{told.fewest} {sorted(told.corrected)}".encode())
    files = [*_named(config, told.schemes, ".toml"), *_named(config, told.crosswalks, ".sssom.tsv")]
    for one in told.visits:
        digest.update(one.scheme.encode())
        files += _files(config, one.files)
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _named(config: Config, names: Iterable[str], ending: str) -> list[Path]:
    """Find files by their paths; a name without an ending is one of ours."""
    return [config.resolve(name) if name.endswith(ending) else _ours(name, ending) for name in names]


def _ours(name: str, ending: str) -> Path:
    file = schemes.shipped(name, ending)
    if "/" in name or not file.is_file():
        known = [one.name.removesuffix(ending) for one in file.parent.glob(f"*{ending}")]
        told = f"dip-lod.toml: [audiences] names '{name}', which is no file of ours and no {ending}"
        raise ConfigurationError(f"{told}; {choices(name, known)}, or give a path")
    return file


def _files(config: Config, patterns: Iterable[str]) -> list[Path]:
    found: list[Path] = []
    for pattern in patterns:
        here = sorted(glob.glob(str(config.resolve(pattern)), recursive=True))  # noqa: PTH207 (absolute patterns)
        if not here:
            raise RefusedError(f"{config.resolve(pattern)}: no such file of visits; put it there or mend 'files'")
        found += [Path(name) for name in here]
    return list(dict.fromkeys(found))
