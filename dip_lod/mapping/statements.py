"""Statements on their way to their documents: the lines that workers write and the sort brings together.

A line is `document TAB statement [TAB claim]`; a statement of a property that documents settle carries the claim of
its record (`rank date id`). A line whose statement begins with `!` says which record describes the document.
"""

import json
from dataclasses import dataclass
from functools import cache

from dip_lod import uris
from dip_lod.vocabulary import expand, settled, shorten, terms

FAULT = f"<{expand('build:fault')}>"
_TYPE = f"<{expand('rdf:type')}>"


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
    return uri in terms() or uri.startswith(expand("build:")) or term == _TYPE


class Lines:
    """Turn N-Triples of one record into lines, and its fault statements into texts."""

    def __init__(self, base: str, provenance: Provenance) -> None:
        self._base = base
        self._claim = "\t" + provenance.claim
        self._mark = provenance.mark
        self._settled = {f"<{uri}>" for uri in settled()}
        self._documents: dict[str, str | None] = {}
        self.faults: list[str] = []
        self.strays: set[str] = set()
        """What cannot be published, in sentences: statements about others' URIs, and terms that ontology/ lacks."""

    def of(self, triples: bytes) -> list[str]:
        """Give the lines of some N-Triples."""
        lines = []
        for line in triples.decode().split("\n")[:-1]:
            subject, predicate, rest = line.split(" ", 2)
            if predicate == FAULT:
                self.faults.append(json.loads(rest[: rest.rindex('"') + 1], strict=False))
                continue
            document = self._document(subject)
            if document is None:
                self.strays.add(f"{subject} is no URI of ours; let the mapping speak of our things only")
                continue
            if not _known(predicate) or (predicate == _TYPE and not _known(rest[:-2])):
                term = shorten((rest[:-2] if predicate == _TYPE else predicate).strip("<>"))
                self.strays.add(f"{term} is not in ontology/; add it to profile.ttl or mend the mapping")
                continue
            claim = self._claim if predicate in self._settled else ""
            lines.append(f"{document}\t{line}{claim}\n")
            if predicate == _TYPE and "#" not in subject:
                lines.append(f"{document}\t{self._mark}\n")
        return lines

    def _document(self, subject: str) -> str | None:
        try:
            return self._documents[subject]
        except KeyError:
            uri = subject.strip("<>")
            name = uris.parse(self._base, uri)
            found = uris.path(*name, prefix="")[1:] if name else None
            self._documents[subject] = found
            return found
