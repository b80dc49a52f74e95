"""The datasets of the publication that is served, described once for each publication."""

from dip_lod import uris
from dip_lod.dataset import finding
from dip_lod.dataset.description import Dataset
from dip_lod.publication.reading import Publication
from dip_lod.web.page.site import Site


class Datasets:
    """Finds the descriptions, and keeps those of the last publication."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._kept: tuple[str, list[Dataset]] | None = None

    def all(self, publication: Publication) -> list[Dataset]:
        """List the datasets, the whole first."""
        kept = self._kept
        if kept is None or kept[0] != publication.id:
            entries = self._site.publications.journal.publications()
            created = entries[0].committed if entries else publication.manifest.committed
            found = finding.find(publication, self._site.config, created[:10], self._site.engine is not None)
            kept = self._kept = publication.id, found
        return kept[1]

    def named(self, publication: Publication, name: uris.Name) -> Dataset | None:
        """Find the dataset with a name; None where there is none to describe."""
        if name.kind != "dataset":
            return None
        return next((one for one in self.all(publication) if one.key == name.key), None)
