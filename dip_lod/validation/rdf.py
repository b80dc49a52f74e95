"""The report as RDF: a sh:ValidationReport in Turtle, written result by result, without a blank node."""

from collections.abc import Sequence
from typing import TextIO

import pyoxigraph as ox

from dip_lod.validation.result import SEVERITIES, Result

_PREFIXES = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

"""


class RdfReport:
    """Write results as they come, so that a million of them take no more memory than one.

    Results are fragments of the report, numbered in the order of the dump. A value is written only where it is asked
    for: public reports name record, field and fault, and leave the value out.
    """

    def __init__(self, out: TextIO, uri: str, values: bool = False) -> None:
        self._out = out
        self._uri = f"<{uri}>"
        self._fragment = f"<{uri}#result-"
        self._values = values
        self._count = 0
        out.write(f"{_PREFIXES}{self._uri} a sh:ValidationReport .\n")

    def add(self, result: Result, document: str, records: Sequence[str]) -> None:
        """Write one result (SHACL, section 3.6.2), and where it comes from as dcterms:source."""
        self._count += 1
        name = f"{self._fragment}{self._count}>"
        lines = [f"{self._uri} sh:result {name} .", f"{name} a sh:ValidationResult"]
        focus = document if result.focus == "_:" else result.focus
        lines.append(f"  sh:focusNode {_iri(focus)}")
        if result.path and result.path.startswith("<"):
            lines.append(f"  sh:resultPath {result.path}")
        if result.shape:
            lines.append(f"  sh:sourceShape {_iri(result.shape)}")
        lines.append(f"  sh:sourceConstraintComponent sh:{result.component}")
        severity = f"sh:{result.severity}" if result.severity in SEVERITIES else _iri(result.severity)
        lines.append(f"  sh:resultSeverity {severity}")
        lines.append(f"  sh:resultMessage {ox.Literal(result.message, language='en')}")
        if self._values and result.value and result.value != "_:":
            lines.append(f"  sh:value {result.value}")
        for record in records:
            lines.append(f"  dcterms:source {_iri(record)}")
        self._out.write(lines[0] + "\n" + " ;\n".join(lines[1:]) + " .\n")

    def close(self, conforms: bool) -> None:
        """Write the verdict, known only now."""
        self._out.write(f"{self._uri} sh:conforms {str(conforms).lower()} .\n")


def _iri(uri: str) -> str:
    return str(ox.NamedNode(uri))
