"""Tick 3: there are records of the classes of SCHEMA-AP-NDE, and a sample of them conforms."""

from collections import defaultdict
from pathlib import Path

from dip_lod.checking.finding import AMBER, GREEN, RED, Finding
from dip_lod.checking.sampling import CLASSES, Sample
from dip_lod.checking.statements import SCHEMA
from dip_lod.validation import engine
from dip_lod.validation.shapes import Shapes

AREA = "data"
_OF_NODES = tuple(f"{name}ConstraintComponent" for name in ("Class", "Or", "Node"))
"""What is asked of the thing that is pointed to."""


def check(sample: Sample, more: Shapes | None = None) -> list[Finding]:
    """Judge the sample, by our own shapes and by those that are given; where nothing is to be judged it is red."""
    counts = {name: len(sample.said.of_class(SCHEMA + name)) for name in CLASSES}
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    if not any(counts.values()):
        remedy = (
            "Say of each record that it is a schema:CreativeWork, Person, Organization or Place, whatever else it is."
        )
        return [Finding(AREA, RED, "records", sample.source, "none of a class of SCHEMA-AP-NDE", remedy)]
    findings = [Finding(AREA, GREEN if counts["CreativeWork"] else AMBER, "records", sample.source, told)]
    ours = Shapes((Path(__file__).parent / "record.ttl").read_text("utf-8"))
    findings += _judged(sample, "SCHEMA-AP-NDE", ours, engine.DEFAULT)
    return findings + (_judged(sample, "shapes given", more, "pyshacl") if more else [])


def _judged(sample: Sample, name: str, shapes: Shapes, judge: str) -> list[Finding]:
    known = {str(one.subject) for one in sample.said.triples}
    wrong = defaultdict(list)
    for one in engine.validate(sample.said.text(), shapes, judge):
        if one.component in _OF_NODES and one.value and one.value.startswith("<") and one.value not in known:
            continue  # only pointed to: of what class it is, and what its name, the sample does not hold
        level = RED if one.severity == "Violation" else AMBER  # the knowledge graph counts violations alone
        wrong[level, one.message].append(one.focus)
    findings = []
    for (level, message), focus in wrong.items():
        got = f"{focus[0]}{f' and {len(focus) - 1} more' if focus[1:] else ''}: {message}"
        findings.append(Finding(AREA, level, name, sample.source, got, "Mend the mapping of these records."))
    if not wrong:
        findings.append(Finding(AREA, GREEN, name, sample.source, f"{len(sample.said.triples)} statements conform"))
    return findings
