"""The description of a bag's payload as an RO-Crate 1.1: what each file is, for those who read linked data."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from dip_lod.archive.package import Package
from dip_lod.config import Config
from dip_lod.publication.dumps.files import BY_EXTENSION
from dip_lod.publication.manifest import Manifest

NAME = "ro-crate-metadata.json"
_VERSION = "https://w3id.org/ro/crate/1.1"
_FOLDERS = {
    "dumps": "All that is published now, in four views and four forms of RDF",
    "journal": "What each publication did to each document, and what that said from then on",
    "publication": "Manifest, reports and figures of the publication",
    "settings": "The settings of the site and its own mappings",
    "model": "Ontology, shapes, mappings and queries",
}
_TYPES = {
    ".json": "application/json",
    ".ndjson": "application/x-ndjson",
    ".txt": "text/plain",
    ".rq": "application/sparql-query",
    ".sqlite": "application/vnd.sqlite3",
    ".toml": "application/toml",
    ".tsv": "text/tab-separated-values",
    ".csv": "text/csv",
    ".xml": "application/xml",
}


def write(payload: Path, about: Package, described: Manifest, config: Config, now: datetime) -> None:
    """Write ro-crate-metadata.json for all that the payload holds."""
    folders = {name: text for name, text in _FOLDERS.items() if (payload / name).is_dir()}
    files = [file.relative_to(payload).as_posix() for file in sorted(payload.rglob("*")) if file.is_file()]
    loose = [name for name in files if "/" not in name]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": about.id,
        "name": f"{config.dataset.name} ({about.publication})",
        "description": f"{config.dataset.name_en}: {described.documents} documents and {described.triples} statements,"
        f" as published on {about.committed}, with the history of {about.number} publications",
        "datePublished": now.isoformat(),
        "license": {"@id": config.licence},
        "isBasedOn": {"@id": f"{about.base_uri}id/dataset/all"},
        "publisher": {"@id": "#publisher"},
        "hasPart": [{"@id": f"{name}/"} for name in folders] + [{"@id": name} for name in loose],
    }
    graph: list[dict[str, Any]] = [
        {"@id": NAME, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": _VERSION}},
        root,
        {"@id": "#publisher", "@type": "Organization", "name": config.publisher.name},
        {"@id": "#software", "@type": "SoftwareApplication", "name": "dip_lod", "softwareVersion": about.software},
        {
            "@id": "#made",
            "@type": "CreateAction",
            "name": "dip-lod archive",
            "instrument": {"@id": "#software"},
            "result": {"@id": "./"},
            "endTime": now.isoformat(),
        },
    ]
    if config.licence:
        graph.append({"@id": config.licence, "@type": "CreativeWork", "name": config.licence})
    for name, text in folders.items():
        parts = [{"@id": file} for file in files if file.startswith(f"{name}/")]
        graph.append({"@id": f"{name}/", "@type": "Dataset", "name": name, "description": text, "hasPart": parts})
    graph += [_file(payload, name) for name in files]
    told = {"@context": f"{_VERSION}/context", "@graph": graph}
    (payload / NAME).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _file(payload: Path, name: str) -> dict[str, Any]:
    packed, plain = name.endswith(".gz"), Path(name.removesuffix(".gz"))
    form = BY_EXTENSION.get(plain.suffix.removeprefix("."))
    kind = form.media_type if form else _TYPES.get(plain.suffix, "text/plain")
    return {
        "@id": name,
        "@type": "File",
        "name": plain.name,
        "contentSize": str((payload / name).stat().st_size),
        "encodingFormat": f"{kind}+gzip" if packed else kind,
    }
