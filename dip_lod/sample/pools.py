"""The size of a sample, and with it of the pools of people, companies and venues that its productions share."""

from dataclasses import dataclass
from datetime import date

from dip_lod.sample.blocks import DISCIPLINES, SIZE
from dip_lod.sample.words import table, towns


@dataclass(frozen=True)
class Pools:
    """How many there are: three people to a production, a company to two, and never fewer than a small country has."""

    productions: int
    seed: int
    as_of: date

    @property
    def rows(self) -> int:
        """Count the rows of people: each row has one person of each place in the list of crafts."""
        return max(5, -(-3 * self.productions // len(table("roles")["crafts"])))

    @property
    def venues(self) -> int:
        """Count the venues: each town has a theatre, and the larger ones have more."""
        return len(towns()) + min(max(45, self.productions // 10), 6000)

    @property
    def schools(self) -> int:
        """Count the schools."""
        return max(60, self.productions)

    @property
    def agencies(self) -> int:
        """Count the booking agencies."""
        return max(3, self.productions // 60)

    def companies(self, discipline: str) -> int:
        """Count the companies of a discipline."""
        return max(2, self.productions * DISCIPLINES[discipline] // (2 * SIZE))
