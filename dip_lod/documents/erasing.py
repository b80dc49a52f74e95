"""Taking an erased thing out of statements: its own, those that point to it, the parts that are about it, its name."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from dip_lod.vocabulary import expand

AGENTS = ("person", "organization")
"""Kinds whose names are taken out of the texts of others too."""

_NAMING = {
    f"<{expand(name)}>"
    for name in ("rdfs:label", "schema:name", "schema:alternateName", "crm:P190_has_symbolic_content")
}
_WHOLE = ("#record>", "#rda>")
"""Ends of nodes that are no part of a thing: its source record, and the thing itself in the RDA view."""
_EXPRESSED = f"<{expand('rdae:P20231')}>"
"""Without the work that it expresses an expression is none."""
_DRESS = {f"<{expand(name)}>" for name in ("rdf:type", "rdfs:label")}
"""What the mapping or a rule says of every part."""


class Eraser:
    """Takes erased things out of the statements of a document, or of all that one record says."""

    def __init__(self, base: str, keys: Collection[str]) -> None:
        """Erase the things with these keys (`person/p.noor`)."""
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
        """Find the names of the erased people and organisations, as literals hold them, in small letters."""
        return {
            text
            for subject, predicate, rest in _split(statements)
            if predicate in _NAMING
            and self._erased.fullmatch(subject)
            and subject[len(self.base) + 4 :].startswith(AGENTS)
            and (text := _text(rest))
        }

    def keep(self, statements: Sequence[str], names: Collection[str]) -> list[str]:
        """Give the statements that may stay: what is left says nothing of the erased things, and has no such name.

        A part that points to an erased thing (a credit) goes whole, unless it also points to another agent; so does
        one that held nothing but such parts (the creation of a work). Names are left in the documents of other agents,
        who may bear the same.
        """
        parts = self._parts(statements)
        kept = self._without(statements, parts, _naming(names))
        while hollow := self._hollow(statements, kept):
            kept = self._without(kept, hollow, None)
        return kept

    def _without(self, statements: Sequence[str], parts: set[str], naming: re.Pattern[str] | None) -> list[str]:
        kept = []
        for line in statements:
            subject, _, rest = line.split(" ", 2)
            if self._erased.fullmatch(subject) or self._erased.match(rest):
                continue
            if subject in parts or rest[: rest.rfind(">") + 1] in parts:
                continue
            if naming and rest.startswith('"') and not self._agent.match(subject) and naming.search(_text(rest)):
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


def _text(rest: str) -> str:
    """Give the text of a literal, in small letters.

    >>> _text('"Noor van Oort"@und .')
    'noor van oort'
    """
    return rest[1 : rest.rindex('"')].casefold().strip() if rest.startswith('"') else ""


def _naming(names: Collection[str]) -> re.Pattern[str] | None:
    """Make a pattern of names: those of two words or more wherever they stand, one word only where it is all."""
    if not names:
        return None
    long = "|".join(re.escape(name) for name in sorted(names) if len(name.split()) > 1)
    short = "|".join(re.escape(name) for name in sorted(names) if len(name.split()) == 1)
    ways = ([rf"(?<!\w)(?:{long})(?!\w)"] if long else []) + ([rf"\A(?:{short})\Z"] if short else [])
    return re.compile("|".join(ways)) if ways else None


def mentions(text: str, names: Collection[str]) -> bool:
    """Say whether a text has one of the names (of two words or more) in it.

    >>> mentions('"Met Noor van Oort, zang"@nl', {"noor van oort"})
    True
    """
    long = [name for name in names if len(name.split()) > 1]
    pattern = _naming(long)
    return bool(pattern and pattern.search(text.casefold()))
