"""The repertoire of a publication as pages and figures ask it."""

from dip_lod.publication.repertoire.bearers import Bearers
from dip_lod.publication.repertoire.careers import Careers
from dip_lod.publication.repertoire.figures import Figures
from dip_lod.publication.repertoire.newest import Newest


class Repertoire(Figures, Careers, Bearers, Newest):
    """All that can be asked of a publication's repertoire."""
