"""Taking an erased thing out of statements: its own, those that point to it, the parts that are about it, its name."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import unquote

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.documents.hiding import Hidden, Hiding
from dip_lod.documents.naming import Names
from dip_lod.literals import text
from dip_lod.vocabulary import expand

AGENTS = ("person", "organization")
"""Kinds whose names are taken out of the texts of others too."""

_NAMING = {
    f"<{expand(name)}>"
    for name in ("rdfs:label", "schema:name", "schema:alternateName", "rdaa:P50385", "crm:P190_has_symbolic_content")
}
_WHOLE = ("#record>", "#rda>")
"""Ends of nodes that are no part of a thing: its source record, and the thing itself in the RDA view."""
_WITHIN = f"<{expand('schema:containedInPlace')}>"
_EXPRESSED = f"<{expand('rdae:P20231')}>"
"""Without the work that it expresses an expression is none."""
_DRESS = {f"<{expand(name)}>" for name in ("rdf:type", "rdfs:label")}
"""What the mapping or a rule says of every part."""


_WORDS_OF_OTHERS = {f"<{expand(name)}>" for name in ("rdf:type", "schema:license")}
"""What they point to is never about a person, whatever it is called."""


class Eraser:
    """Takes erased things out of the statements of a document, or of all that one record says."""

    def __init__(self, base: str, keys: Collection[str], hidden: Iterable[Hidden] = ()) -> None:
        """Erase the things with these keys (`person/p.noor`), and what earlier erasures hid."""
        self.hiding = Hiding(hidden)
        self.keys = frozenset(keys)
        self.base = base
        ways = "|".join(re.escape(key) for key in sorted(keys)) or r"(?!)"
        self._erased = re.compile(rf"<{re.escape(base)}(?:id|doc)/(?:{ways})(?:#[^>]*)?>")
        self._agent = re.compile(rf"<{re.escape(base)}id/(?:{'|'.join(AGENTS)})/")

    def __bool__(self) -> bool:
        """Say whether there is anything to erase."""
        return bool(self.keys)

    def concerns(self, text: str) -> bool:
        """Say whether a text of N-Triples names an erased thing by its URI."""
        return self._erased.search(text) is not None

    def names(self, statements: Iterable[str]) -> set[str]:
        """Find the names of the erased people and organisations."""
        return {
            text(rest)
            for subject, predicate, rest in _split(statements)
            if predicate in _NAMING
            and self._erased.fullmatch(subject)
            and subject[len(self.base) + 4 :].startswith(AGENTS)
            and rest.startswith('"')
        }

    def halls(self, statements: Iterable[str]) -> set[str]:
        """Find the keys of halls in an erased venue, of which nothing can be told without it."""
        space = f"<{self.base}id/"
        return {
            subject[len(space) : -1]
            for subject, predicate, rest in _split(statements)
            if predicate == _WITHIN and subject.startswith(f"{space}hall/") and self._erased.match(rest)
        }

    def with_halls(self, statements: Iterable[str]) -> "Eraser":
        """Give what erases the halls of erased venues too."""
        more = self.halls(statements) - self.keys
        if not more:
            return self
        made = Eraser(self.base, self.keys | more)
        made.hiding = self.hiding
        return made

    def keep(self, statements: Sequence[str], names: Names) -> list[str]:
        """Give the statements that may stay, as `changed` does."""
        return list(self.changed(statements, names).values())

    def changed(self, statements: Sequence[str], names: Names) -> dict[str, str]:
        """Give the statements that may stay, and what each says without the erased things and without their names.

        A part that points to an erased thing (a credit) goes whole, unless it also points to another agent; so does
        one that held nothing but such parts (the creation of a work). What another agent is called stays, and so does
        all of one that bears the same name.
        """
        without = {line: line for line in statements}
        if names:
            told = ((line, line.split(" ", 2)[1], now, term) for line, now, term in self._unnamed(statements, names))
            without = {line: f"{now} {predicate} {term} ." for line, predicate, now, term in told if term}
        kept = self._without(list(without), self._parts(statements))
        while hollow := self._hollow(statements, kept):
            kept = self._without(kept, hollow)
        return {line: without[line] for line in kept}

    def hidden(self, statements: Sequence[str], names: Names) -> dict[str, str]:
        """Give the terms of statements that have a name in them, each with the term in its place (none: it goes)."""
        found: dict[str, str] = {}
        for line, subject, term in self._unnamed(statements, names):
            was, _, rest = line.split(" ", 2)
            found |= {old: new for old, new in ((was, subject), (rest[:-2], term)) if old != new}
        return found

    def _unnamed(self, statements: Sequence[str], names: Names) -> Iterator[tuple[str, str, str]]:
        """Give each statement with its subject and object without names; an object is empty where it has to go."""
        bearers = self._bearers(statements, names)
        for line in statements:
            subject, predicate, rest = line.split(" ", 2)
            now, term = subject, rest[:-2]
            own = predicate in _NAMING and self._agent.match(subject)
            if not own and subject.partition("#")[0].rstrip(">") not in bearers:
                now = self._part(subject, names)
                if predicate not in _WORDS_OF_OTHERS:
                    term = self.term(term, names)
            yield line, now, term

    def term(self, term: str, names: Names) -> str:
        """Give a term without the names in it; an empty one where it says nothing without."""
        return self._literal(term, names) if term.startswith('"') else self._part(term, names)

    def _part(self, term: str, names: Names) -> str:
        """Name a part without the names in it; what lies elsewhere goes, and an address of ours stays as it is."""
        if not names.within(term):
            return term
        if not term.startswith(f"<{self.base}"):
            return ""
        of, hash_, part = term[1:-1].partition("#")
        if not names.within(part):
            return term
        said = re.sub("-{2,}", "-", names.hide(unquote(part), "")).strip("-.")
        return f"<{of}{hash_}{uris.encode(said or 'x')}>"

    @staticmethod
    def _literal(term: str, names: Names) -> str:
        if not names.within(term) and not names.same(text(term)):
            return term
        end = term.rindex('"') + 1
        if term[end:].startswith("^^"):
            return ""
        return f"{ox.Literal(names.hide(text(term)))}{term[end:]}"

    def _bearers(self, statements: Iterable[str], names: Names) -> set[str]:
        """Find the other agents that bear one of the names."""
        return {
            subject.partition("#")[0].rstrip(">")
            for subject, predicate, rest in _split(statements)
            if predicate in _NAMING and rest.startswith('"') and self._agent.match(subject) and names.same(text(rest))
        }

    def _without(self, statements: Sequence[str], parts: set[str]) -> list[str]:
        kept = []
        for line in statements:
            subject, _, rest = line.split(" ", 2)
            if self._erased.fullmatch(subject) or self._erased.match(rest):
                continue
            if subject in parts or rest[: rest.rfind(">") + 1] in parts:
                continue
            kept.append(line)
        return kept

    def _hollow(self, statements: Iterable[str], kept: Sequence[str]) -> set[str]:
        """Find the parts that lost something and say nothing any more: they are of a class, and belong to a thing."""
        left = set(kept)
        lost = {subject for line in statements if line not in left and _is_part(subject := line.split(" ", 1)[0])}
        if not lost:
            return lost
        telling = {
            subject
            for subject, predicate, rest in _split(kept)
            if subject in lost and predicate not in _DRESS and rest[:-2] != f"{subject.partition('#')[0]}>"
        }
        return {subject for subject, _, _ in _split(kept)} & lost - telling

    def _parts(self, statements: Iterable[str]) -> set[str]:
        """Find the parts of others that are about an erased thing and no other agent."""
        about: set[str] = set()
        others: set[str] = set()
        for subject, predicate, rest in _split(statements):
            if predicate == _EXPRESSED and self._erased.match(rest):
                about.add(subject)
            if not _is_part(subject):
                continue
            if self._erased.match(rest):
                about.add(subject)
            elif self._agent.match(rest):
                others.add(subject)
        return about - others


def _is_part(subject: str) -> bool:
    return "#" in subject and not subject.endswith(_WHOLE)


def _split(statements: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for line in statements:
        subject, predicate, rest = line.split(" ", 2)
        yield subject, predicate, rest
