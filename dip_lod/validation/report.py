"""The report of a validation: counts, a few examples of each fault, and where in the sources to mend it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TextIO

from dip_lod import vocabulary
from dip_lod.validation.batches import Lookup
from dip_lod.validation.checking import Finding
from dip_lod.validation.messages import message, short
from dip_lod.validation.rdf import RdfReport
from dip_lod.validation.result import SEVERITIES
from dip_lod.validation.shapes import Shapes, texts

EXAMPLES = 5
"""Examples kept of each fault; counts and the RDF report hold all."""

RECORDS = 3
"""Source records named for each example; the document itself names all."""

URI = "urn:x-dip-lod:report"


class Cause(NamedTuple):
    """What results are grouped by: the gravest first, then the shape, the path and the constraint."""

    rank: int
    severity: str
    shape: str
    path: str
    component: str


@dataclass(slots=True)
class Example:
    """One place where a fault occurs."""

    focus: str
    value: str | None
    records: tuple[str, ...]
    """Identifiers of source records, as many as are shown."""
    more: int
    """How many source records are not shown."""


@dataclass(slots=True)
class Group:
    """All results of one cause: how many, and the first few."""

    count: int = 0
    examples: list[Example] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """Gather findings as they come; memory grows with the number of causes, not of results."""

    shapes: Shapes
    identifiers: Lookup
    """Look up the identifiers of source records by their URIs."""
    rdf: RdfReport | None = None
    examples: int = EXAMPLES
    values: bool = False
    """Show values; only for the steward's own eyes."""
    documents: int = 0
    triples: int = 0
    groups: dict[Cause, Group] = field(default_factory=dict)
    by_severity: Counter[str] = field(default_factory=Counter)

    def add(self, finding: Finding) -> None:
        """Count a finding, keep it if it is among the first of its cause, and write it to the RDF report."""
        result = finding.result
        rank = SEVERITIES.index(result.severity) if result.severity in SEVERITIES else len(SEVERITIES)
        group = self.groups.setdefault(
            Cause(rank, result.severity, result.shape or "", result.path or "", result.component), Group()
        )
        group.count += 1
        self.by_severity[result.severity] += 1
        if len(group.examples) < self.examples:
            group.examples.append(self._example(finding))
        if self.rdf is not None:
            self.rdf.add(result, finding.document, finding.records)

    def _example(self, finding: Finding) -> Example:
        shown = finding.records[:RECORDS]
        found = self.identifiers(shown) if shown else {}
        names = tuple(name for record in shown for name in found.get(record, (record,)))
        focus = finding.document if finding.result.focus == "_:" else finding.result.focus
        value = finding.result.value if self.values else None
        return Example(focus, value, names, len(finding.records) - len(shown))

    @property
    def violations(self) -> int:
        """Say how many results stop a commit."""
        return self.by_severity["Violation"]

    @property
    def warnings(self) -> int:
        """Say how many results should be mended but stop nothing."""
        return self.by_severity["Warning"]

    @property
    def conforms(self) -> bool:
        """Say whether nothing stops a commit: only violations do, as with NDE (pySHACL's word is stricter)."""
        return self.violations == 0

    def write(self, out: TextIO, language: str = "en") -> None:
        """Write the report for people: what is wrong, how often, where for example, and what to do."""
        words = _WORDS.get(language, _WORDS["en"])
        said = texts(self.shapes)
        out.write(words["head"].format(documents=self.documents, triples=self.triples) + "\n")
        own = sorted(set(self.by_severity) - set(SEVERITIES))
        counts = [f"{self.by_severity[name]} {words.get(name, name)}" for name in (*SEVERITIES, *own)]
        out.write(", ".join(counts) + ". " + words["conforms" if self.conforms else "stops"] + "\n")
        for cause in sorted(self.groups):
            group = self.groups[cause]
            text = said.get(cause.shape)
            out.write(f"\n{group.count} × {message(text, cause.path or None, cause.component, language)}\n")
            shape = vocabulary.shorten(cause.shape) if cause.shape else "-"
            where = short(cause.path) if cause.path else "-"
            out.write(f"  {words.get(cause.severity, cause.severity)} · {shape} · {where} · {cause.component}\n")
            if text and (advice := text.say(text.descriptions, language)):
                out.write(f"  {words['do']}: {advice}\n")
            for example in group.examples:
                out.write(f"  - {example.focus}{_source(example, words)}\n")
                if example.value:
                    out.write(f"    {words['value']}: {example.value}\n")
            if group.count > len(group.examples):
                out.write("  " + words["more"].format(number=group.count - len(group.examples)) + "\n")


def _source(example: Example, words: dict[str, str]) -> str:
    if not example.records:
        return ""
    more: Sequence[str] = [f"+{example.more}"] if example.more else []
    return f" ({words['record']}: {', '.join([*example.records, *more])})"


_WORDS = {
    "en": {
        "head": "Validation of {documents} documents, {triples} triples",
        "Violation": "violations",
        "Warning": "warnings",
        "Info": "remarks",
        "conforms": "Nothing stops the commit.",
        "stops": "The violations stop the commit.",
        "do": "What to do",
        "value": "value",
        "record": "record",
        "more": "… and {number} more, all in report.ttl",
    },
    "nl": {
        "head": "Toetsing van {documents} documenten, {triples} triples",
        "Violation": "overtredingen",
        "Warning": "waarschuwingen",
        "Info": "opmerkingen",
        "conforms": "Niets houdt de publicatie tegen.",
        "stops": "De overtredingen houden de publicatie tegen.",
        "do": "Wat te doen",
        "value": "waarde",
        "record": "record",
        "more": "… en nog {number}, alle in report.ttl",
    },
}
