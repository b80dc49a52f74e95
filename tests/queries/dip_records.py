"""A season's records as plain Python reads them: no RDF, no SPARQL, only what DIP's fields mean."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

Record = dict[str, Any]
ON_STAGE = {
    "acteur", "zanger", "danser", "cabaretier", "muzikant", "poppenspeler", "verteller", "presentator", "solist",
    "circusartiest", "uitvoerende", "performer", "koor", "orkest", "ensemble", "dirigent",
}  # fmt: skip


def listed(value: Any) -> list[Any]:
    """Give a list of what may be one, many or none."""
    return value if isinstance(value, list) else [] if value is None else [value]


@dataclass(frozen=True)
class Performance:
    """A performance of the season."""

    key: str
    run: str
    production: str
    record: Record = field(hash=False, compare=False)
    told: Record = field(hash=False, compare=False)

    @property
    def status(self) -> str:
        """What became of it; what was planned of a cancelled run is cancelled."""
        off = self.record["production"].get("status") == "geannuleerd" and self.told["status"] != "gespeeld"
        return "geannuleerd" if off else str(self.told["status"])

    @property
    def on(self) -> bool:
        """Whether it is neither cancelled nor postponed."""
        return self.status in ("gespeeld", "gepland", "verplaatst")

    @property
    def day(self) -> str | None:
        """The day, where it is known."""
        try:
            return None if self.status == "uitgesteld" else date.fromisoformat(self.told["date"]).isoformat()
        except ValueError:
            return None

    @property
    def private(self) -> bool:
        """Whether its place is nobody's business."""
        return bool(self.told.get("privateLocation"))


class Season:
    """All records but the deleted, with the keys of what was merged or replaced followed to their end."""

    def __init__(self, records: list[Record]) -> None:
        self.records = [one for one in records if not one.get("deleted")]
        self._into: dict[str, str] = {}
        for record in self.records:
            for agent in record.get("agents", []):
                if "mergedInto" in agent:
                    self._into[agent["id"]] = agent["mergedInto"]
            for venue in record.get("venues", []):
                if "replacedBy" in venue:
                    self._into[venue["id"]] = venue["replacedBy"]
        self._runs = {
            one["production"]["id"]: one["production"]["mergedInto"]
            for one in self.records
            if "mergedInto" in one["production"]
        }
        self._revived = {
            self.run(one["production"]["id"]): one["production"]["revivalOf"]
            for one in self.records
            if "revivalOf" in one["production"] and "mergedInto" not in one["production"]
        }

    def key(self, old: str) -> str:
        """Follow a person, organisation or venue to what it has become."""
        while old in self._into:
            old = self._into[old]
        return old

    def run(self, old: str) -> str:
        """Follow a record to the one that it was merged into."""
        while old in self._runs:
            old = self._runs[old]
        return old

    def production(self, run: str) -> str:
        """Follow a run to the first of its production."""
        run = self.run(run)
        while run in self._revived:
            run = self.run(self._revived[run])
        return run

    def of(self, record: Record) -> str:
        """Give the production of a record."""
        return self.production(record["production"]["id"])

    @cached_property
    def performances(self) -> list[Performance]:
        """List the performances."""
        return list(self._performances())

    def _performances(self) -> Iterator[Performance]:
        for record in self.records:
            run = self.run(record["production"]["id"])
            for told in record.get("performances", []):
                yield Performance(f"{run}.{told['number']}", run, self.of(record), record, told)

    @cached_property
    def venues(self) -> dict[str, Record]:
        """Give the venues by key."""
        return {venue["id"]: venue for record in self.records for venue in record.get("venues", [])}

    def venue(self, performance: Performance) -> str | None:
        """Give the venue of a performance; None where it is private."""
        return None if performance.private else self.key(performance.told["venue"])

    def municipality(self, performance: Performance) -> str:
        """Give the code of the municipality."""
        venue = performance.told["venue"] if performance.private else self.key(performance.told["venue"])
        return str(self.venues[venue]["municipality"]["code"])

    def credits(self) -> Iterator[tuple[Record, Record]]:
        """Give each credit with its record."""
        for record in self.records:
            for credit in record["production"].get("credits", []):
                yield record, credit

    def team(self) -> set[tuple[str, str]]:
        """Give productions and who was in their creative team."""
        return {
            (self.of(record), self.key(credit["agent"]))
            for record, credit in self.credits()
            if "character" not in credit and credit["role"] not in ON_STAGE
        }
