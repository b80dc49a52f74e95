"""Statements on their way to their documents: the lines that workers write and the sort brings together.

A line is `document TAB statement [TAB claim]`; a statement of a property that documents settle carries the claim of
its record (`rank date id`). A line whose statement begins with `!` says which record describes the document.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from dip_lod import uris
from dip_lod.lifting import RECORD
from dip_lod.literals import text
from dip_lod.vocabulary import expand, settled, shorten, terms

FAULT = f"<{expand('build:fault')}>"
_TYPE = f"<{expand('rdf:type')}>"
_NODES = {f"<{RECORD}": f"<{RECORD}>", "_:": "a part of the record"}
"""Nodes that no query can speak of, by how they begin, and what they are called: their own names mean nothing."""
_ENDING = len(" )>> .")
_REMEMBERED = 50_000
"""Subjects whose documents a process remembers: about 10 MB."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a record stands: what its statements are worth, and what its documents say of it."""

    rank: int
    moment: str
    """The record's date in UTC, or empty: texts that sort as moments do."""
    date: str | None
    id: str
    entity: str
    dataset: str
    licence: str | None

    @property
    def claim(self) -> str:
        """What a settled statement carries."""
        return json.dumps([self.rank, self.moment, self.id], ensure_ascii=False, separators=(",", ":"))

    @property
    def mark(self) -> str:
        """The line that says which record describes a document."""
        words = [self.dataset, self.entity, self.date, self.licence]
        return "!" + json.dumps(words, ensure_ascii=False, separators=(",", ":"))


@cache
def _known(term: str) -> bool:
    """Say whether a term is one of ontology/, or a hint for the rules."""
    uri = term.strip("<>")
    return term != FAULT and (uri in terms() or uri.startswith(expand("build:")) or term == _TYPE)


class Documents(dict[str, str]):
    """Tells subjects of ours from others, and to which document each belongs: its key; remembers the last ones."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def __missing__(self, subject: str) -> str:
        """Work out the key of a subject's document; empty where the subject is none of ours."""
        if len(self) >= _REMEMBERED:
            self.clear()
        whole, part, _ = subject.partition("#")
        if part:
            key = self[subject] = self[whole + ">"]
            return key
        name = uris.parse(self._base, subject.strip("<>"))
        key = self[subject] = uris.path(*name, prefix="")[1:] if name else ""
        return key


@dataclass(slots=True)
class Said:
    """What a query says of one record or part of one: what may be published, sorted by what its lines carry."""

    lines: list[str] = field(default_factory=list)
    """Lines that carry nothing."""
    claimed: list[str] = field(default_factory=list)
    """Lines, without their ends, that carry the claim of the record."""
    described: dict[str, None] = field(default_factory=dict)
    """Documents that the record describes, each once."""
    faults: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    """What cannot be published, in sentences: statements about others' URIs, and terms that ontology/ lacks."""
    repeated: bool = False
    """Whether there are lines that were told before, and are not told again."""

    @classmethod
    def together(cls, parts: Sequence["Said"]) -> "Said":
        """Put together what a query says of the parts of a record: all of it, each once."""
        if len(parts) == 1:
            return parts[0]
        return cls(
            list(dict.fromkeys(chain.from_iterable(part.lines for part in parts))),
            list(dict.fromkeys(chain.from_iterable(part.claimed for part in parts))),
            dict.fromkeys(chain.from_iterable(part.described for part in parts)),
            list(dict.fromkeys(chain.from_iterable(part.faults for part in parts))),
            list(dict.fromkeys(chain.from_iterable(part.strays for part in parts))),
            any(part.repeated for part in parts),
        )

    def written(self, provenance: Provenance) -> list[str]:
        """Write the lines for a record."""
        claim, mark = f"\t{provenance.claim}\n", f"\t{provenance.mark}\n"
        return [*self.lines, *[line + claim for line in self.claimed], *[one + mark for one in self.described]]


class Statements:
    """Sorts what queries say."""

    def __init__(self, base: str) -> None:
        self._documents = Documents(base)
        self._carried = _Carried()

    def sort(self, answer: Iterable[str]) -> dict[str, Said]:
        """Sort the lines `<graph> <says> <<( subject predicate object )>> .` by their graphs."""
        found: dict[str, Said] = {}
        documents, carried = self._documents, self._carried
        for line in answer:
            graph, _, _, subject, predicate, rest = line.split(" ", 5)
            said = found.get(graph)
            if said is None:
                said = found[graph] = Said()
            document, carries = documents[subject], carried[predicate]
            if rest[0] == "_":
                carries = _REFUSED
            if document and carries == _NOTHING:
                said.lines.append(f"{document}\t{subject} {predicate} {rest[:-_ENDING]} .\n")
            elif document and carries == _CLAIM:
                said.claimed.append(f"{document}\t{subject} {predicate} {rest[:-_ENDING]} .")
            elif document and carries == _MARK and _known(value := rest[:-_ENDING]):
                said.lines.append(f"{document}\t{subject} {predicate} {value} .\n")
                if "#" not in subject:
                    said.described[document] = None
            else:
                _refuse(said, document, subject, predicate, rest[:-_ENDING])
        return {graph[1:-1]: said for graph, said in found.items()}


def _refuse(said: Said, document: str, subject: str, predicate: str, value: str) -> None:
    """Keep what is a fault, or cannot be published."""
    if predicate == FAULT and value.startswith('"'):
        said.faults.append(text(value))
    elif not document:
        other = next((name for node, name in _NODES.items() if subject.startswith(node)), subject)
        said.strays.append(f"{other} is no URI of ours; let the mapping speak of our things only")
    elif value.startswith("_:"):
        term = shorten(predicate.strip("<>"))
        said.strays.append(f"{term} has a part of the record where a text or a URI should be; give it that")
    else:
        term = shorten((value if predicate == _TYPE else predicate).strip("<>"))
        said.strays.append(f"{term} is not in ontology/; add it to profile.ttl or mend the mapping")


_NOTHING, _CLAIM, _MARK, _REFUSED = range(4)


class _Carried(dict[str, int]):
    """Says of a predicate what its statements carry."""

    def __missing__(self, predicate: str) -> int:
        if predicate == _TYPE:
            carries = _MARK
        elif not _known(predicate):
            carries = _REFUSED
        else:
            carries = _CLAIM if predicate in _settled() else _NOTHING
        self[predicate] = carries
        return carries


@cache
def _settled() -> frozenset[str]:
    return frozenset(f"<{uri}>" for uri in settled())
