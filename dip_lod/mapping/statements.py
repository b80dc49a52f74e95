"""Statements on their way to their documents: the lines that workers write and the sort brings together.

A line is `document TAB statement [TAB claim]`; a statement of a property that documents settle carries the claim of
its record (`rank date id`). A line whose statement begins with `!` says which record describes the document.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dip_lod import uris
from dip_lod.lifting import RECORD
from dip_lod.literals import text
from dip_lod.vocabulary import expand, settled, shorten, terms

FAULT = f"<{expand('build:fault')}>"
_TYPE = f"<{expand('rdf:type')}>"
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
        name = uris.parse(self._base, subject.strip("<>"))
        key = self[subject] = uris.path(*name, prefix="")[1:] if name else ""
        return key


class Lines:
    """Turn the statements of one record into lines, and its fault statements into texts."""

    def __init__(self, documents: Documents, provenance: Provenance) -> None:
        self._documents = documents
        self._claim = "\t" + provenance.claim
        self._mark = provenance.mark
        self._settled = _settled()
        self.faults: list[str] = []
        self.strays: set[str] = set()
        """What cannot be published, in sentences: statements about others' URIs, and terms that ontology/ lacks."""

    def of(self, statements: Iterable[str]) -> list[str]:
        """Give the lines of some statements, each a line of N-Triples."""
        lines = []
        documents, settled = self._documents, self._settled
        for statement in statements:
            subject, predicate, rest = statement.split(" ", 2)
            document = documents[subject]
            if not document or not _known(predicate) or (predicate == _TYPE and not _known(rest[:-2])):
                self._refuse(document, subject, predicate, rest)
            elif predicate in settled:
                lines.append(f"{document}\t{statement}{self._claim}\n")
            else:
                lines.append(f"{document}\t{statement}\n")
                if predicate == _TYPE and "#" not in subject:
                    lines.append(f"{document}\t{self._mark}\n")
        return lines

    def _refuse(self, document: str, subject: str, predicate: str, rest: str) -> None:
        """Keep what is a fault, or cannot be published."""
        if predicate == FAULT:
            self.faults.append(text(rest))
        elif not document:
            other = f"<{RECORD}>" if subject.startswith(f"<{RECORD}") else subject
            self.strays.add(f"{other} is no URI of ours; let the mapping speak of our things only")
        else:
            term = shorten((rest[:-2] if predicate == _TYPE and _known(predicate) else predicate).strip("<>"))
            self.strays.add(f"{term} is not in ontology/; add it to profile.ttl or mend the mapping")


@cache
def _settled() -> frozenset[str]:
    return frozenset(f"<{uri}>" for uri in settled())
