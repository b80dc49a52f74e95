"""What a build works from: the sources with their queries and files, and the rules."""

import glob
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dip_lod import resources, uris
from dip_lod.config import Config, Source
from dip_lod.errors import ConfigurationError, SourceError, choices
from dip_lod.identity.table import ACTOR
from dip_lod.mapping.query import Query, read
from dip_lod.sources import description, reading
from dip_lod.sources.description import SourceDescription

MAIN = ("schema", "crm")
"""The views that make the main dump; the RDA view is a dump of its own."""


@dataclass(frozen=True, slots=True)
class SourceInput:
    """A source, ready to be read and mapped."""

    description: SourceDescription
    queries: tuple[Query, ...]
    files: tuple[Path, ...]


def sources(config: Config) -> list[SourceInput]:
    """Find the sources of a configuration; raises ConfigurationError and SourceError."""
    if not config.sources:
        raise ConfigurationError("dip-lod.toml: there are no [[sources]]; add one with 'mapping' and 'files'")
    found: list[SourceInput] = []
    for source in config.sources:
        folder = _folder(config, source)
        described = description.load(folder)
        if any(one.description.name == described.name for one in found):
            raise ConfigurationError(f"{folder}: a second source is named '{described.name}'; give it another name")
        if described.name in (uris.WHOLE, uris.RDA, uris.FIGURES, uris.AUDIENCES):
            raise ConfigurationError(
                f"{folder}: a source cannot be named '{described.name}', for that is what /id/dataset/{described.name}"
                " describes; give it another name"
            )
        _check_kinds(described)
        files = tuple(_files(config, source))
        reading.inspect(described, files)
        found.append(SourceInput(described, read(folder), files))
    return found


def _check_kinds(described: SourceDescription) -> None:
    entity = described.record.entity
    named = [rule.kind for rule in described.keys] + [rule.kind for rule in described.same]
    named += [entity.kind] if entity else []
    for kind in named:
        if kind not in uris.KINDS and kind != ACTOR:
            raise ConfigurationError(
                f"{described.folder / description.FILE}: '{kind}' is no kind of entity; {choices(kind, uris.KINDS)}"
            )


def _folder(config: Config, source: Source) -> Path:
    own = config.resolve(source.mapping)
    shipped = resources.folder("mappings") / source.mapping
    if own.is_dir():
        return own
    if shipped.is_dir():
        return shipped
    known = [one.parent.name for one in resources.folder("mappings").glob("*/source.toml")]
    raise ConfigurationError(
        f"dip-lod.toml: there is no mapping '{source.mapping}', neither a folder here nor one of ours;"
        f" {choices(source.mapping, known)}"
    )


def _files(config: Config, source: Source) -> list[Path]:
    files: list[Path] = []
    for pattern in source.files:
        found = sorted(glob.glob(str(config.resolve(pattern)), recursive=True))  # noqa: PTH207 (absolute patterns)
        if not found:
            where = config.resolve(pattern)
            raise SourceError(f"{where}: no such file, for source '{source.mapping}'; put it there or mend 'files'")
        files += [Path(name) for name in found]
    return list(dict.fromkeys(files))


Stamps = dict[Path, tuple[int, int, int]]
"""What tells a file from another in its place: inode, size, time of change."""


def stamps(sources: Iterable[SourceInput]) -> Stamps:
    """Remember what the files are before they are read."""
    found = {}
    for file in (file for source in sources for file in source.files):
        state = file.stat()
        found[file] = (state.st_ino, state.st_size, state.st_mtime_ns)
    return found


def unchanged(sources: Iterable[SourceInput], before: Stamps) -> None:
    """See that the files still are what was read; raises SourceError."""
    after = stamps(sources)
    for file, stamp in before.items():
        if after[file] != stamp:
            raise SourceError(f"{file}: was changed while it was read; build again once it is delivered whole")


def rules(*views: str) -> tuple[Query, ...]:
    """Read the rules of views: folders of mappings/rules/."""
    folder = resources.folder("mappings") / "rules"
    return tuple(query for view in views for query in read(folder / view))
