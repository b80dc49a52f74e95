"""The files that make the model, as they are: ontology, shapes, mappings, rules, each with a line to say what it is."""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dip_lod import resources

TYPES = {
    ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".rq": "application/sparql-query",
    ".toml": "application/toml",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
}
FOLDERS = ("ontology", "shapes", "mappings")
_OF_OTHERS = ("source.toml", ".rq", ".sssom.tsv")
"""What a mapping of one's own shows: its tables may hold what is nobody's business."""

_COMMENT = re.compile(r"\A(?:#[^\n]*\n)+")
_PROSE = re.compile(r"# \S")
"""A line of a comment that is for people: SSSOM keeps metadata in the others."""
_SCHEME = re.compile(r'skos:ConceptScheme ;[^;]*"([^"]+)"@en')
_SENTENCE = re.compile(r".*?\.(?=\s|$)", re.S)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the model."""

    path: str
    data: bytes
    """Its bytes, as they were when the first page was asked for: pages and files agree, whatever the disk does."""

    @property
    def name(self) -> str:
        """Its name in its folder."""
        return self.path.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The extension."""
        return "." + self.path.rpartition(".")[2]

    @property
    def content_type(self) -> str:
        """The header."""
        return TYPES[self.suffix]

    @property
    def text(self) -> str:
        """Its text."""
        return self.data.decode("utf-8", "replace")

    def comment(self) -> str:
        """Say what it is: in the words at its top, or from what it holds."""
        text = self.text
        if self.name == "source.toml":
            return _title(text)
        if self.suffix == ".csv":
            return f"A table with the columns {', '.join(text.partition(chr(10))[0].split(','))}."
        if self.suffix == ".jsonld":
            return "The context that gives our JSON-LD its short names."
        scheme = _SCHEME.search(text)
        return comment(text) or (f"The terms of the list: {scheme[1]}." if scheme else "")

    def line(self) -> str:
        """Say in one sentence what it is."""
        found = _SENTENCE.match(self.comment())
        return found[0] if found else self.comment()


def _title(text: str) -> str:
    try:
        title = tomllib.loads(text).get("title")
    except tomllib.TOMLDecodeError:
        return ""
    return f"How to read the source: {title['en']}." if isinstance(title, dict) and "en" in title else ""


def comment(text: str) -> str:
    """Read the comment at the top of a file as one text.

    >>> comment("# What a\\n# date is.\\nPREFIX x: <y>")
    'What a date is.'
    """
    found = _COMMENT.match(text)
    lines = [line[2:] for line in found[0].splitlines() if _PROSE.match(line)] if found else []
    return " ".join(lines)


def catalogue(own: Mapping[str, Path]) -> Mapping[str, File]:
    """List the files by path. `own` are the mappings that an installation brings itself, by name."""
    made = {}
    for top in FOLDERS:
        folder = resources.folder(top)
        for file in sorted(folder.rglob("*")):
            path = f"{top}/{file.relative_to(folder).as_posix()}"
            if file.is_file() and file.suffix in TYPES:
                made[path] = File(path, file.read_bytes())
    for name, folder in own.items():
        for file in sorted(folder.glob("*")):
            path = f"mappings/{name}/{file.name}"
            if file.is_file() and file.name.endswith(_OF_OTHERS) and path not in made:
                made[path] = File(path, file.read_bytes())
    return made


def digest(of: Sequence[File]) -> str:
    """Digest the files, for ETags: pages change when they do."""
    made = hashlib.sha256()
    for one in of:
        made.update(one.path.encode() + b"\0" + one.data)
    return made.hexdigest()[:12]
