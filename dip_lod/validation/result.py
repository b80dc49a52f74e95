"""A validation result, the same whichever engine found it."""

from dataclasses import dataclass

SEVERITIES = ("Violation", "Warning", "Info")
"""SHACL's severities, the gravest first."""


_SH = "http://www.w3.org/ns/shacl#"


def severity(iri: str) -> str:
    """Name a severity: SHACL's own by their local names, any other by its IRI.

    >>> severity("http://www.w3.org/ns/shacl#Warning"), severity("<https://example.org/ns#Advice>")
    ('Warning', 'https://example.org/ns#Advice')
    """
    plain = iri.strip("<>")
    local = plain.removeprefix(_SH)
    return local if local in SEVERITIES else plain


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One sh:ValidationResult (SHACL, section 3.6.2), its terms as text.

    `focus` and `shape` are IRIs without brackets (`_:` for a blank node; shape None where no shape around it has
    an IRI), `path` is a SPARQL property path, `value` an N-Triples term, `component` the local name of a
    SHACL component, `severity` as `severity()` names it.
    """

    focus: str
    shape: str | None
    path: str | None
    component: str
    severity: str
    value: str | None
    message: str


def order(result: Result) -> tuple[str, ...]:
    """Give the key that sorts results the same in every run.

    >>> order(Result("urn:a", None, None, "MinCountConstraintComponent", "Warning", None, "x"))
    ('urn:a', '', '', 'MinCountConstraintComponent', '', 'x')
    """
    return (result.focus, result.shape or "", result.path or "", result.component, result.value or "", result.message)
