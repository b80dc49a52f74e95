"""A shapes graph: its text, which any process can compile, and the names that it gives its shapes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from dip_lod import resources
from dip_lod.errors import ConfigurationError

VIEWS = ("schema", "crm")
"""The views of the main dump; each is a folder of shapes/."""

_SH = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Shapes:
    """A shapes graph in Turtle. It is small and plain, so it travels to worker processes, which compile it once."""

    turtle: str


@dataclass(slots=True)
class ShapeText:
    """What a shape says to people, by language, and its path where that is one property."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    path: str | None = None

    def say(self, texts: dict[str, str], language: str) -> str | None:
        """Choose a text: in the language, else in English, else in any."""
        return texts.get(language) or texts.get("en") or next(iter(texts.values()), None)


def load(files: Iterable[Path]) -> Shapes:
    """Read shapes from Turtle files."""
    texts = []
    for file in sorted(files):
        try:
            text = file.read_text("utf-8")
            list(ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=file.resolve().as_uri()))
        except OSError as error:
            raise ConfigurationError(f"{file}: cannot be read ({error.strerror}); name a Turtle file") from error
        except (SyntaxError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{file}: is no Turtle ({error}); mend it or leave it out") from error
        texts.append(text)
    if not texts:
        raise ConfigurationError("shapes: no Turtle file given; without shapes everything would conform")
    return Shapes("\n".join(texts))


def shipped(views: Sequence[str] = VIEWS) -> Shapes:
    """Read the project's own shapes for the views of the main dump."""
    return load(file for view in views for file in (resources.folder("shapes") / view).glob("*.ttl"))


@lru_cache(maxsize=8)
def texts(shapes: Shapes) -> dict[str, ShapeText]:
    """Read what each shape with an IRI says: sh:name, sh:description, sh:message, sh:path.

    >>> texts(shipped())["https://w3id.org/dip-lod/shapes#name"].names["nl"]
    'naam'
    """
    found: dict[str, ShapeText] = {}
    for quad in ox.parse(shapes.turtle, format=ox.RdfFormat.TURTLE, base_iri="urn:x-dip-lod:shapes"):
        subject, predicate, value = quad.subject, quad.predicate.value.removeprefix(_SH), quad.object
        if not isinstance(subject, ox.NamedNode):
            continue
        text = found.setdefault(subject.value, ShapeText())
        if isinstance(value, ox.Literal):
            said = {"name": text.names, "description": text.descriptions, "message": text.messages}.get(predicate)
            if said is not None:
                said.setdefault(value.language or "", " ".join(value.value.split()))
        elif predicate == "path" and isinstance(value, ox.NamedNode):
            text.path = value.value
    return found
