"""The digests of our own queries that were found sound, which ship with them: `make checked` writes them anew."""

import json
import tempfile
from pathlib import Path

from dip_lod import resources
from dip_lod.mapping.query import read
from dip_lod.pipeline import checks, inputs


def tasks() -> list[checks.Task]:
    """List our own queries: those of every mapping, and the rules."""
    folders = sorted(file.parent for file in resources.folder("mappings").glob("*/source.toml"))
    found = [(query, "record") for folder in folders for query in read(folder)]
    return found + [(rule, "document") for rule in inputs.rules(*inputs.MAIN, "rda")]


def write() -> None:
    """Check our own queries, and write the digests of those that are new; raises MappingError."""
    with tempfile.TemporaryDirectory() as scratch:
        checks.check_all(tasks(), Path(scratch), 0)
    listed = sorted({checks.digest(task) for task in tasks()})
    (resources.folder("mappings") / checks.FILE).write_text(json.dumps(listed, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    write()
