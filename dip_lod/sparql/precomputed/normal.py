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
    subjects = {s for s, _, _ in order}
    texts += [f"BIND {named(one)}" for one in group.binds]
    kept = {one for one in group.filters if not _always(one, subjects)}
    texts += sorted(f"FILTER {named(one)}" for one in kept)
    return Normal(" . ".join(texts), names)


def _always(words: tuple[str, ...], subjects: set[str]) -> bool:
    """Say whether a filter lets all through: in our data no node is blank."""
    match words:
        case ("!", "ISBLANK", "(", _, ")"):
            return True
        case ("ISIRI", "(", name, ")"):
            return name in subjects
    return False


def _nested_text(select: Select, names: dict[str, str]) -> str:
    """Write a SELECT within a group; its variables but for those that it hands on are its own."""
    if select.tail or select.group.values:
        raise Unknown
    inner = normal(select.group)
    handed = [inner.names.get(one, one) for one in select.keys]
    counted = [tuple(inner.names.get(word, word) for word in what) for what, _ in select.aggregates]
    for key in [*select.keys, *(name for _, name in select.aggregates)]:
        names.setdefault(key, f"?{len(names)}")
    outside = [names[key] for key in select.keys] + [names[name] for _, name in select.aggregates]
    by = sorted(inner.names.get(one, one) for one in select.by)
    return f"{{{inner.text} | {select.distinct} {handed} {counted} {by} -> {outside}}}"
