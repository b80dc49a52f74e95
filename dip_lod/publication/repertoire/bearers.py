"""What bears a term: productions of a genre, performances for an audience, makers with a role."""

from dip_lod.publication.repertoire.numbers import Numbered

_POINTING = "SELECT DISTINCT source AS id FROM link WHERE target = :id"
_IN_ROLE = "SELECT DISTINCT agent AS id FROM credit WHERE role = :id"
_BEARING = f"({_POINTING} UNION {_IN_ROLE})"


class Bearers(Numbered):
    """The bearers of the terms of one publication."""

    def bearing(self, term: str) -> list[tuple[str, int]]:
        """Count what bears a term by kind, the most first; agents bear the roles that they had."""
        rows = self._connection.execute(
            f"SELECT t.kind, count(*) AS total FROM {_BEARING} JOIN thing t USING (id) WHERE t.kind != 'term'"
            " GROUP BY t.kind ORDER BY total DESC, t.kind",
            {"id": self.number(term)},
        )
        return [(kind, total) for kind, total in rows]

    def bearers(self, term: str, kind: str, limit: int = 50, after: str = "") -> list[str]:
        """List what bears a term, of one kind, in display order; `after` is the last URI of the page before."""
        rows = self._connection.execute(
            f"SELECT n.uri FROM {_BEARING} JOIN thing t USING (id) JOIN name n USING (id)"
            " WHERE t.kind = :kind AND id > :after ORDER BY id LIMIT :limit",
            {"id": self.number(term), "kind": kind, "after": self.number(after) or 0, "limit": limit},
        )
        return [row[0] for row in rows]
