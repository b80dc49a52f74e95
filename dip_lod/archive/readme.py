"""The README of a bag, in Dutch and English: it needs no software to be understood."""

from pathlib import Path
from string import Template

from dip_lod.archive.package import Package

_TEXTS = Path(__file__).parent / "texts"
_DUMPS = {
    "dumps_nl": """
dumps/              Alles wat nu gepubliceerd is. all: het geheel; schema: alleen schema.org; crm: alleen CIDOC-CRM en
                    LRMoo; rda: het RDA-model. Elk als N-Triples (.nt), N-Quads (.nq), Turtle (.ttl) en JSON-LD
                    (.jsonld): vormen van RDF, een standaard van het W3C.""",
    "dumps_en": """
dumps/              All that is published now. all: the whole; schema: schema.org alone; crm: CIDOC-CRM and LRMoo
                    alone; rda: the model of RDA. Each as N-Triples (.nt), N-Quads (.nq), Turtle (.ttl) and JSON-LD
                    (.jsonld): forms of RDF, a standard of W3C.""",
}
_WHOLE = {"LEESMIJ.txt": "geen: dit pakket is heel", "README.txt": "none: this package is whole"}


def write(payload: Path, about: Package) -> None:
    """Write LEESMIJ.txt and README.txt."""
    dumps = _DUMPS if about.previous is None else dict.fromkeys(_DUMPS, "")
    for name, whole in _WHOLE.items():
        text = Template((_TEXTS / name).read_text("utf-8")).substitute(
            dumps,
            id=about.id,
            base_uri=about.base_uri,
            publication=about.publication,
            number=about.number,
            committed=about.committed,
            software=about.software,
            previous=about.previous or whole,
        )
        (payload / name).write_text(text, "utf-8")
