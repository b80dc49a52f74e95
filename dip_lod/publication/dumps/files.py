"""The files of the dumps: their names, views and forms, and the list of them that stands beside them."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from dip_lod.publication.damaged import DamagedError

FOLDER = "dumps"
"""Of a publication."""
LIST = "dumps.json"
SUMS = "SHA256SUMS"
"""For people with `sha256sum --check`; it lies in the same folder."""

VIEWS = ("all", "schema", "crm", "rda")
"""The whole, the two that it is made of, and the one apart, by the token that documents have for them."""

_OF_SOURCE = "dataset-"


def of_source(source: str) -> str:
    """Name the view that holds the documents of one source.

    >>> of_source("dip")
    'dataset-dip'
    """
    return _OF_SOURCE + source


@dataclass(frozen=True, slots=True)
class Form:
    """A form of RDF: its name for people, its extension and its media type."""

    name: str
    extension: str
    media_type: str


FORMS = (
    Form("N-Triples", "nt", "application/n-triples"),
    Form("N-Quads", "nq", "application/n-quads"),
    Form("Turtle", "ttl", "text/turtle"),
    Form("JSON-LD", "jsonld", "application/ld+json"),
)
BY_EXTENSION = {form.extension: form for form in FORMS}


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file: a view in a form, in gzip."""

    view: str
    extension: str
    bytes: int
    plain: int
    """Bytes without gzip."""
    triples: int
    sha256: str
    """Of the file as it lies there."""

    @property
    def plain_name(self) -> str:
        """Its name without gzip: `all.nt`."""
        return f"{self.view}.{self.extension}"

    @property
    def name(self) -> str:
        """Its name in the folder: `all.nt.gz`."""
        return f"{self.plain_name}.gz"

    @property
    def form(self) -> Form:
        """The form that it is in."""
        return BY_EXTENSION[self.extension]

    @property
    def media_type(self) -> str:
        """Its media type, with the suffix that says gzip (RFC 8460, 6.3; NDE's Requirements for Datasets)."""
        return f"{self.form.media_type}+gzip"


def write(folder: Path, files: Iterable[DumpFile]) -> None:
    """Write the list and the checksums into the folder of the dumps."""
    listed = list(files)
    text = json.dumps([asdict(one) for one in listed], indent=1)
    (folder / LIST).write_text(text + "\n", "utf-8")
    (folder / SUMS).write_text("".join(f"{one.sha256}  {one.name}\n" for one in listed), "ascii")


def read(publication: Path) -> tuple[DumpFile, ...]:
    """List the dumps of a publication; nothing where it has none, as those of before; raises DamagedError."""
    file = publication / FOLDER / LIST
    try:
        return tuple(DumpFile(**one) for one in json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as error:
        raise DamagedError(f"{file}: cannot be read ({error}); build again or restore it") from None
