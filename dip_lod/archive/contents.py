"""What goes into a bag: what a site is rebuilt from, what people read, and the model that explains it."""

import os
import shutil
from pathlib import Path

from dip_lod import resources
from dip_lod.archive import history
from dip_lod.config import Config
from dip_lod.publication import layout
from dip_lod.publication.dumps import files as dumps
from dip_lod.publication.statistics.tables import STATISTICS
from dip_lod.search.tables import SEARCH

PUBLICATION, SETTINGS, MODEL, DUMPS = "publication", "settings", "model", "dumps"
SETTINGS_FILE = "dip-lod.toml"
REBUILT = frozenset(
    {layout.STORE, layout.RDA_STORE, layout.DUMP, layout.RDA_DUMP, layout.DOCUMENTS, SEARCH, STATISTICS, dumps.FOLDER}
)
"""What a restore makes anew from the journal, to the same statements."""

_MODEL = {"ontology": "ontology", "shapes": "shapes", "mappings": "mappings", "queries": "site/queries"}


def state(config: Config, file: Path | None, journal: Path, publication: Path, payload: Path) -> None:
    """Write all that a site is rebuilt from into a new folder: `journal` is the folder of a journal's copy."""
    payload.mkdir()
    history.write(journal, publication, payload / history.FOLDER)
    for one in sorted(publication.rglob("*")):
        local = one.relative_to(publication)
        if one.is_file() and local.parts[0] not in REBUILT:
            _copy(one, payload / PUBLICATION / local)
    _settings(config, file, payload / SETTINGS)


def model(payload: Path) -> None:
    """Add ontology, shapes, mappings and queries as they ship with the software."""
    for name, source in _MODEL.items():
        first, *rest = source.split("/")
        folder = resources.folder(first).joinpath(*rest)
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                _copy(file, payload / MODEL / name / file.relative_to(folder))


def dumped(publication: Path, payload: Path) -> None:
    """Add the dumps: every view in every form."""
    for file in sorted((publication / dumps.FOLDER).iterdir()):
        _copy(file, payload / DUMPS / file.name)


def _settings(config: Config, settings: Path | None, target: Path) -> None:
    """Add dip-lod.toml and what it names beside itself; no record of a source, and nothing from elsewhere."""
    target.mkdir()
    root = config.folder.absolute()
    if settings is not None:
        _copy(settings, target / SETTINGS_FILE)
    groups = (*config.audiences.schemes, *config.audiences.crosswalks)
    named = [*(source.mapping for source in config.sources), config.overrides, config.inhabitants, *groups]
    for path in [config.resolve(one) for one in named if one]:
        inside = Path(os.path.normpath(path))
        if not inside.is_relative_to(root) or inside == root:
            continue
        for file in sorted(inside.rglob("*")) if inside.is_dir() else [inside]:
            if file.is_file():
                _copy(file, target / file.relative_to(root))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
