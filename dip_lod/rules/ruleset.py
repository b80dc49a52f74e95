"""A set of rules, ready to run over batches of documents."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from dip_lod import uris
from dip_lod.errors import MappingError
from dip_lod.functions.context import Context
from dip_lod.functions.registry import functions
from dip_lod.mapping.query import Query
from dip_lod.rules.needs import There, needs


class RuleSet:
    """Rules over documents: every document is a named graph, and each rule's pattern stands in `GRAPH ?document`."""

    def __init__(self, views: Mapping[str, Sequence[Query]], base: str, as_of: date) -> None:
        """Take the rules of each view by its name."""
        self._views = {view: [(rule, needs(rule.text)) for rule in rules] for view, rules in views.items()}
        self._base = base
        self._space = f"<{base}id/"
        self._context = Context(base, "rules", as_of)
        self._functions = functions(self._context)

    def derive(self, documents: Mapping[str, set[str]]) -> tuple[dict[str, dict[str, set[str]]], list[str]]:
        """Derive what the rules of each view say of each document, by view and key, and what functions could not do.

        Raises MappingError where a rule speaks of another document than the one it saw.
        """
        quads = b"".join(  # encoded one by one: few have more than ASCII, and those make strings of twice the size
            "\n".join([*said, ""]).replace(" .\n", f" <{self._base}doc/{key}> .\n").encode()
            for key, said in documents.items()
        )
        store = ox.Store()
        store.load(quads, format=ox.RdfFormat.N_QUADS, lenient=True)  # its terms were looked at when mapped
        self._context.failures.clear()
        there = There(store)
        derived = {
            view: self._run((rule for rule, needed in rules if there.meets(needed)), store, documents)
            for view, rules in self._views.items()
        }
        return derived, list(dict.fromkeys(failure.public for failure in self._context.failures))

    def _run(self, rules: Iterable[Query], store: ox.Store, documents: Mapping[str, set[str]]) -> dict[str, set[str]]:
        derived: dict[str, set[str]] = {key: set() for key in documents}
        of: dict[str, set[str]] = {}
        """What is derived of the document of a subject."""
        for rule in rules:
            triples = store.query(rule.text, custom_functions=self._functions)
            assert isinstance(triples, ox.QueryTriples)
            for line in _lines(triples.serialize(format=ox.RdfFormat.N_TRIPLES) or b""):
                subject = line[: line.index(" ")]
                said = of.get(subject)
                if said is None:
                    said = of[subject] = derived[self._key(rule, subject, derived)]
                said.add(line)
        return derived

    def _key(self, rule: Query, subject: str, known: Mapping[str, object]) -> str:
        """Find the document of a subject, mostly as its URI is written."""
        key = subject[len(self._space) : -1].partition("#")[0]
        if key not in known or not subject.startswith(self._space):
            name = uris.parse(self._base, subject[1:-1])
            key = uris.path(*name, prefix="")[1:] if name else ""
        if key not in known:
            raise MappingError(f"{rule.name}: speaks of {subject}, another document; keep to one ?document")
        return key


def _lines(text: bytes) -> list[str]:
    """Split N-Triples into lines, decoded one by one where a character would widen them all."""
    if text.isascii():
        return text.decode().split("\n")[:-1]
    return [line.decode() for line in text.split(b"\n")[:-1]]
