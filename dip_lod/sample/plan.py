"""What production number i of a sample is, before anything of it is made up."""

from dataclasses import dataclass

from dip_lod.sample import blocks
from dip_lod.sample.pools import Pools

MOST = 10**7 - 1
"""Production numbers have seven digits."""

STRIDE = 7919
"""A prime, so that neighbours have different companies."""


@dataclass(frozen=True)
class Plan:
    """A production's place in the sample."""

    index: int
    first: int
    """The index of the first series, to which the art belongs: its own, or the one that a reprise goes back to."""
    discipline: str
    company: int
    year: int
    cases: frozenset[str]
    art_cases: frozenset[str]
    revival_of: str | None
    merged_into: str | None

    @property
    def id(self) -> str:
        """Give the production number."""
        return _number(self.index, self.year, self.company)

    @property
    def season(self) -> str:
        """Give the season as a record has it."""
        return f"{self.year}/{self.year + 1}"

    @property
    def is_revival(self) -> bool:
        """Say whether it is called a reprise, also when it does not say of what."""
        return self.revival_of is not None or self.index % blocks.SIZE == blocks.UNLINKED_REVIVAL


def plan(pools: Pools, index: int) -> Plan:
    """Plan a production; its index alone decides, so any can be made without the others."""
    number, place = divmod(index, blocks.SIZE)
    base = number * blocks.SIZE
    block = blocks.block(pools.seed, number)
    cases = block.cases[place]
    twin = place - 1 if "entered_twice" in cases else None
    home = place if twin is None else twin
    first = blocks.first_series(home)
    discipline = block.disciplines[first]
    company = _company(pools, base + first, discipline)
    earlier = blocks.REVIVALS.get(home)
    return Plan(
        index=index,
        first=base + first,
        discipline=discipline,
        company=company,
        year=blocks.year(place if twin is None else twin),
        cases=cases,
        art_cases=block.cases[first],
        revival_of=None if earlier is None else _number(base + earlier, blocks.year(earlier), company),
        merged_into=None if twin is None else _number(base + twin, blocks.year(twin), company),
    )


def _company(pools: Pools, first: int, discipline: str) -> int:
    """Share the productions out among the companies of their discipline."""
    return (first * STRIDE + pools.seed) % pools.companies(discipline)


def _number(index: int, year: int, company: int) -> str:
    return f"NL-{year % 100:02d}-{(17 + company * 7) % 1000:03d}-{index + 1:07d}"
