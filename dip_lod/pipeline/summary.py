"""The closing summary of a build."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Summary:
    """What a build did; `--json` prints it as it is."""

    publication: str = ""
    changed: bool = True
    records: dict[str, int] = field(default_factory=dict)
    """Read, by source."""
    mapped: int = 0
    failed: int = 0
    """Records and files that could not be read or mapped."""
    warnings: int = 0
    documents: int = 0
    triples: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    conflicts: int = 0
    erased: int = 0
    """Statements about erased things, which were left out."""
    violations: int = 0
    validation_warnings: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Give the summary for JSON."""
        return asdict(self)

    def lines(self) -> list[str]:
        """Give the summary for people."""
        read = sum(self.records.values())
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        seconds = ", ".join(f"{name} {spent:.1f}" for name, spent in self.seconds.items())
        return [
            f"records     {read} read, {self.mapped} mapped, {self.failed} failed, {self.warnings} warnings",
            f"documents   {self.documents} ({kinds})",
            f"triples     {self.triples}",
            f"conflicts   {self.conflicts} settled",
            *([f"erased      {self.erased} statements left out"] if self.erased else []),
            f"validation  {self.violations} violations, {self.validation_warnings} warnings",
            f"seconds     {sum(self.seconds.values()):.1f} ({seconds})",
            f"publication {self.publication}"
            + ("" if self.changed else " (nothing has changed: the last publication stays)"),
        ]
