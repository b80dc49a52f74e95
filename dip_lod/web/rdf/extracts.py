"""What a document says in one view: schema.org alone, CIDOC-CRM with LRMoo alone, or RDA."""

from dip_lod.publication import views
from dip_lod.publication.reading import Document, Publication
from dip_lod.web.rdf.profiles import RDA, Profile


def extract(publication: Publication, found: Document, profile: Profile) -> Document:
    """Cut a document down to a view (publication.views)."""
    if profile is RDA:
        return Document(found.name, found.modified, publication.rda(found.name))
    said = views.extract(publication.base, found.statements, profile.token)
    return Document(found.name, found.modified, said)
