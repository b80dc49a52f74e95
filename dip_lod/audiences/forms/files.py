"""The files of audiences: each cube in each form, the structure, the schemes and the crosswalk."""

from collections.abc import Iterator

from dip_lod.audiences.forms import rdf, skos, tables
from dip_lod.audiences.forms.names import About
from dip_lod.audiences.reading import Audiences, Occasion


def body(
    audiences: Audiences, about: About, scheme: str, form: str, language: str = "nl", occasion: Occasion | None = None
) -> bytes:
    """Write a cube in a form; names in JSON-stat are in a language."""
    if form == "csv":
        return b"".join(tables.rows(audiences, scheme, occasion))
    if form == "csv-metadata.json":
        return tables.metadata(audiences, about, scheme, occasion)
    if form == "json":
        return tables.jsonstat(audiences, about, scheme, language, occasion)
    return rdf.written(audiences, about, scheme, form, occasion)


def every(audiences: Audiences, about: About) -> Iterator[tuple[str, bytes]]:
    """Write all files, each with its name."""
    for scheme in audiences.schemes:
        for form in ("ttl", "csv", "csv-metadata.json"):
            yield f"{scheme}.{form}", body(audiences, about, scheme, form)
        for language in ("nl", "en"):
            yield f"{scheme}.{language}.json", body(audiences, about, scheme, "json", language)
        yield f"{scheme}.scheme.ttl", rdf.scheme(audiences, about, scheme, "ttl")
    yield "structure.ttl", rdf.structured(audiences, about, "ttl")
    yield "crosswalk.sssom.tsv", skos.sssom(audiences, about)
