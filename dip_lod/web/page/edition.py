"""The edition of a site: all that decides its answers beside the publication and the request, as one digest."""

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import dip_lod
from dip_lod import resources
from dip_lod.config import Build, Config, Log, Operations, Serve


def edition(config: Config, files: str) -> str:
    """Make the digest of the program, the site's own files (their digest) and the settings."""
    of = (program(), files, settings(config))
    return hashlib.sha256("\0".join(of).encode("utf-8", "surrogateescape")).hexdigest()[:24]


@cache
def program() -> str:
    """Make a digest of the program as it stands here: more than its version, for that waits for a release."""
    digest = hashlib.sha256()
    package = Path(dip_lod.__file__).parent
    for folder, pattern in ((package, "*.py"), (resources.folder("ontology"), "*.ttl")):
        for file in sorted(folder.rglob(pattern)):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def settings(config: Config) -> str:
    """Write the settings that an answer may depend on: all, but for those of which the documentation says otherwise."""
    return repr(
        replace(
            config,
            build=Build(),
            serve=Serve(),
            log=Log(),
            operations=Operations(),
            folder=Path(),
            data=Path(),
        )
    )
