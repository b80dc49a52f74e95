"""The normal form of a group of patterns: one text for all that ask the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

from dip_lod.sparql.precomputed.select import Group, Select, Triple, Unknown


@dataclass(frozen=True, slots=True)
class Normal:
    """A group in its normal form, and the names in it of the variables that it has."""

    text: str
    names: dict[str, str]

    def named(self, word: str) -> str:
        """Give a variable its name in the group; one that the group does not have, a name that nothing has."""
        return self.names.get(word, f"?{word}") if word.startswith("?") else word


def normal(group: Group) -> Normal:
    """Write a group in its normal form: variables by their order, in the order that gives the first text."""
    return min((_written(group, order) for order in permutations(group.triples)), key=lambda one: one.text)


def _written(group: Group, order: Iterable[Triple]) -> Normal:
    names: dict[str, str] = {}

    def named(words: Iterable[str]) -> str:
        return " ".join(names.setdefault(one, f"?{len(names)}") if one.startswith("?") else one for one in words)

    order = list(order)
    texts = [_nested_text(one, names) for one in group.selects]
    texts += [named(one) for one in order]
    subjects, bound = {s for s, _, _ in order}, {term for triple in order for term in triple}
    texts += [f"BIND {named(one)}" for one in group.binds]
    kept = {one for one in group.filters if not _always(one, subjects, bound)}
    texts += sorted(f"FILTER {named(one)}" for one in kept)
    return Normal(" . ".join(texts), names)


def _always(words: tuple[str, ...], subjects: set[str], bound: set[str]) -> bool:
    """Say whether a filter lets all through: in our data no node is blank. Of what is not bound it lets nothing."""
    match words:
        case ("!", "ISBLANK", "(", name, ")"):
            return name in bound
        case ("ISIRI", "(", name, ")"):
            return name in subjects
    return False


def _nested_text(select: Select, names: dict[str, str]) -> str:
    """Write a SELECT within a group; its variables but for those that it hands on are its own."""
    if select.tail or select.group.values:
        raise Unknown
    inner = normal(select.group)
    handed = [inner.named(one) for one in select.keys]
    counted = [tuple(map(inner.named, what)) for what, _ in select.aggregates]
    for key in [*select.keys, *(name for _, name in select.aggregates)]:
        names.setdefault(key, f"?{len(names)}")
    outside = [names[key] for key in select.keys] + [names[name] for _, name in select.aggregates]
    by = sorted(map(inner.named, select.by))
    return f"{{{inner.text} | {select.distinct} {handed} {counted} {by} -> {outside}}}"
