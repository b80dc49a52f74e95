"""The compiled engine: the PyPI package `shacl`."""

from collections.abc import Collection
from functools import lru_cache

import shacl

from dip_lod.errors import ConfigurationError, ValidationError
from dip_lod.validation.lending import lending
from dip_lod.validation.messages import message
from dip_lod.validation.result import Result, severity
from dip_lod.validation.shapes import Shapes, texts


@lru_cache(maxsize=4)
def _compile(shapes: Shapes) -> shacl.Shapes:
    try:
        compiled = shacl.Shapes.from_turtle(lending(shapes).turtle, base="urn:x-dip-lod:shapes")
    except (ValueError, SyntaxError) as error:
        raise ConfigurationError(f"shapes: the engine 'shacl' cannot compile them ({error}); choose pyshacl") from error
    if not len(compiled):
        raise ConfigurationError("shapes: no shape in them, so everything would conform; name the right files")
    return compiled


def results(data: bytes, shapes: Shapes, types: bytes = b"", borrowed: Collection[str] = ()) -> list[Result]:
    """Validate N-Triples; the shapes are compiled once in each process. What is said of borrowed nodes is left out."""
    lent = lending(shapes)
    try:
        report = _compile(shapes).validate_text(b"\n".join((data, lent.lend(data, types))).decode(), format="ntriples")
    except ValueError as error:
        raise ValidationError(f"validation: the data is no N-Triples ({error}); build it again") from error
    said = texts(shapes)
    found = []
    for result in report.results:
        focus = _node(result.focus_node)
        if focus in borrowed or (focus in lent.asked and f"<{focus}> ".encode() not in data):
            continue
        shape = _iri(result.source_shape) or _iri(result.root_shape)
        text = said.get(shape) if shape else None
        found.append(
            Result(
                focus=focus,
                shape=shape,
                path=result.path,
                component=result.component,
                severity=severity(result.severity_iri),
                value=_node(result.value, "<", ">") if result.value else None,
                message=message(text, result.path, result.component),
            )
        )
    return found


def _iri(term: str | None) -> str | None:
    return term[1:-1] if term and term.startswith("<") else None


def _node(term: str, opening: str = "", closing: str = "") -> str:
    if term.startswith("_:"):
        return "_:"
    return f"{opening}{term[1:-1]}{closing}" if term.startswith("<") else term
