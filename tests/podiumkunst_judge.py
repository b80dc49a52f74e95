"""The shapes of Podiumkunst.net's RDA profile as judge, and what they say of our data as of their own example."""

from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph
from rdflib.namespace import SH

from dip_lod.validation import engine
from dip_lod.validation.shapes import Shapes

CLASS, COUNT = "ClassConstraintComponent", "MinCountConstraintComponent"
TITLES_AS_TEXT = {(f"w/P{number}", CLASS): "w/P10088" for number in ("10088", "10223")}
TITLES_AS_TEXT |= {(f"e/P{number}", CLASS): "e/P20312" for number in ("20311", "20312")}
"""Titles are texts with a language, where the shapes ask for a nomen; 09_zeemaal.ttl does so with its own title elements."""
DATE_AS_TEXT = {("e/P20214", CLASS): "e/P20214"}
"""A day is a literal, where the shapes ask for a timespan."""
MAKERS = {(f"w/P{number}", CLASS): "w/P10061" for number in ("10053", "10060", "10061", "10066")}
PERFORMERS = {(f"e/P{number}", CLASS): f"e/P{number}" for number in ("20012", "20031", "20035", "20036", "20277")}
"""Persons are C10004, which the shapes, without inference, do not see as C10002."""
NOT_GIVEN = {("w/P10220", COUNT): "w/P10220", ("w/P10329", COUNT): "w/P10329", ("w/P10349", COUNT): "w/P10349"}
"""Elements that the model does not fill, or (the language) not for each work."""
NOT_KNOWN = {("e/P20001", COUNT): "e/P20001", ("w/P10004", COUNT): "w/P10004"}
"""The content of a performance in no stated language, the category of a production without a genre: our own shapes ask for them too."""
THEIRS_TOO = TITLES_AS_TEXT | DATE_AS_TEXT | MAKERS | PERFORMERS | NOT_GIVEN | NOT_KNOWN
"""What the opened shapes say of our data, each with the element of 09_zeemaal.ttl of which they say the same."""


@cache
def podiumkunst(folder: Path) -> Shapes:
    """Read the shapes of Podiumkunst.net, opened: other elements beside those that they list may stand."""
    opened = Graph().parse(folder / "shapes.ttl")
    opened.remove((None, SH.closed, None))
    opened.remove((None, SH.ignoredProperties, None))
    return Shapes(opened.serialize(format="turtle"))


def turtle(file: Path) -> bytes:
    """Read Turtle as N-Triples."""
    parsed = ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, base_iri="https://data.example.org/")
    return ox.serialize((quad.triple for quad in parsed), format=ox.RdfFormat.N_TRIPLES) or b""


def judged(triples: bytes, folder: Path, name: str = engine.DEFAULT) -> Counter[tuple[str, str]]:
    """Count the results by element (`w/P10088`) and constraint."""
    return Counter(
        ((result.path or "").partition("/Elements/")[2].rstrip(">"), result.component)
        for result in engine.validate(triples, podiumkunst(folder), name)
    )
