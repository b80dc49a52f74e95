"""The agents and venues that one record names, each once."""

from dip_lod.sample import organizations, people
from dip_lod.sample.draw import Draw
from dip_lod.sample.people import Node
from dip_lod.sample.pools import Pools


class Register:
    """Collect the entries that a record refers to: adding one gives its id."""

    def __init__(self, pools: Pools, production: int) -> None:
        self.pools = pools
        self.production = production
        self.entries: dict[str, Node] = {}

    def add(self, node: Node) -> str:
        """Put an entry in, and give its id."""
        key: str = node["id"]
        self.entries[key] = node
        return key

    def person(self, draw: Draw, role: str) -> str:
        """Draw somebody for a role, if possible somebody who is not in the record yet."""
        for _ in range(4):
            number = people.choose(draw, self.pools, role, self.production)
            if people.person_id(number) not in self.entries:
                break
        return self.add(people.person(self.pools.seed, number))

    def company(self, discipline: str, number: int) -> str:
        """Put in a company or a booking agency."""
        return self.add(organizations.company(self.pools.seed, discipline, number))

    def nodes(self) -> list[Node]:
        """Give the entries, in the order in which they came."""
        return list(self.entries.values())
