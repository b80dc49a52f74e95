"""How often the right thing comes first, of names that others write in their own way."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import perturbed
import pyoxigraph as ox
import web_harness

from dip_lod.reconcile.matching import Asked, match
from dip_lod.search.candidates import Candidates
from dip_lod.search.reading import Index

ANSWER = 75.0
"""A first candidate with this score or more counts as an answer."""


@dataclass
class Count:
    """Of a rule: names asked, answered, and answered right."""

    asked: int = 0
    answered: int = 0
    right: int = 0

    def __str__(self) -> str:
        return f"{self.asked} asked, {self.answered} answered, {self.right} right"


@dataclass
class Result:
    """What was measured."""

    rules: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    there: int = 0
    """Names of what is in the index."""
    matches: int = 0
    wrong_matches: int = 0

    @property
    def precision(self) -> float:
        """Of the answers, those that are right."""
        return sum(one.right for one in self.rules.values()) / sum(one.answered for one in self.rules.values())

    @property
    def recall(self) -> float:
        """Of the names of what is there, those with the right answer."""
        return sum(one.right for one in self.rules.values()) / self.there

    def told(self) -> str:
        """Write it in a line."""
        return f"precision {self.precision:.3f}, recall {self.recall:.3f}; {self.matches} matches, {self.wrong_matches} wrong"


def index(folder: Path, shared: Path) -> Candidates:
    """Index the authors, a namesake of each, and the venues."""
    authors = perturbed.authors(shared)
    stated = [
        ox.Triple(
            ox.NamedNode(f"{web_harness.BASE}id/{one.key}"),
            ox.NamedNode("https://schema.org/alternateName" if place else web_harness.LABEL),
            ox.Literal(name, language="nl"),
        )
        for one in (*authors, *perturbed.namesakes(authors), *perturbed.venues(shared))
        for place, name in enumerate(one.names)
    ]
    return Candidates(Index(web_harness.publish(folder, stated).folder))


def measure(candidates: Candidates, shared: Path, held: bool) -> Result:
    """Ask every name of one half of the things."""
    result = Result()
    known = ((perturbed.authors(shared), "person"), (perturbed.venues(shared), "venue"))
    for question in (one for things, kind in known for one in perturbed.questions(things, kind) if one.held == held):
        found = match(candidates, Asked(question.text, (question.kind,), 3, {}), lambda *_: None)
        best = found[0] if found else None
        right = best is not None and best.found.key in question.keys
        count = result.rules[question.rule]
        count.asked += 1
        result.there += bool(question.keys)
        if best and best.score >= ANSWER:
            count.answered += 1
            count.right += right
        if best and best.match:
            result.matches += 1
            result.wrong_matches += not right
    return result
