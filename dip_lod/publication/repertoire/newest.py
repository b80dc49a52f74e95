"""The things of a kind, those that were played last first: what people are most likely to ask for."""

from dip_lod.publication.repertoire.numbers import Numbered


class Newest(Numbered):
    """What is new in one publication."""

    def newest(self, kind: str) -> list[str]:
        """List the keys of all documents of a kind, what was played last first."""
        rows = self._connection.execute(
            "SELECT d.key FROM document d LEFT JOIN thing t ON t.id = d.place WHERE d.kind = ?"
            " ORDER BY coalesce(t.last, t.first, '') DESC, d.place",
            (kind,),
        )
        return [key for (key,) in rows]
