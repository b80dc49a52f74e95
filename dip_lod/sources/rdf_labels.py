"""Labels for the blank nodes of one record that depend on what is stated, and not on the run of a parser."""

from collections.abc import Sequence
from hashlib import blake2b

Statement = tuple[str, str, str]


def relabel(subject: str, statements: Sequence[Statement]) -> list[Statement]:
    """Give blank nodes the labels `_:b1`, `_:b2` … in the order of what is stated of them, and sort the statements.

    Each round a node's mark takes in the marks of its neighbours, until no more nodes can be told apart (colour
    refinement). Nodes that stay alike say the same, so their order makes no difference.

    >>> relabel("<a>", [("<a>", "<p>", "_:x"), ("_:x", "<q>", '"1"')])
    [('<a>', '<p>', '_:b1'), ('_:b1', '<q>', '"1"')]
    """
    nodes = {term for s, _, o in statements for term in (s, o) if term.startswith("_:")}
    if not nodes:
        return sorted(statements)
    marks = dict.fromkeys(nodes, "")
    kinds = 1
    for _ in nodes:
        marks = _refined(marks, statements)
        if len(set(marks.values())) == kinds:
            break
        kinds = len(set(marks.values()))
    order = sorted(nodes, key=lambda node: (marks[node], node))
    labels = {node: f"_:b{number}" for number, node in enumerate(order, 1)}
    return sorted((labels.get(s, s), p, labels.get(o, o)) for s, p, o in statements)


def _refined(marks: dict[str, str], statements: Sequence[Statement]) -> dict[str, str]:
    around: dict[str, list[str]] = {node: [] for node in marks}
    for s, p, o in statements:
        if s in around:
            around[s].append(f"> {p} {marks.get(o, o)}")
        if o in around:
            around[o].append(f"< {p} {marks.get(s, s)}")
    return {
        node: blake2b("\n".join([marks[node], *sorted(lines)]).encode(), digest_size=16).hexdigest()
        for node, lines in around.items()
    }
