"""The names of graphs in a remote store: one for each view of each publication."""

NOTHING = "urn:x-dip-lod:no-graph"
"""A graph that is never there: with it as the only named graph, `GRAPH` finds none."""


def name(publication: str, view: str) -> str:
    """Name the graph of a view (the name of its store in a publication's folder).

    >>> name("20260302T120000Z-1a2b3c4d", "store-rda")
    'urn:x-dip-lod:publication:20260302T120000Z-1a2b3c4d:store-rda'
    """
    return f"urn:x-dip-lod:publication:{publication}:{view}"
