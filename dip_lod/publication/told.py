"""What a document tells, by subject and property: its statements, taken apart once for all who read them."""

from collections.abc import Iterable, Mapping

Told = Mapping[str, Mapping[str, list[str]]]
"""Subject, property, and the rest of each line (the value and the full stop), as N-Triples writes them."""


def read(lines: Iterable[str]) -> Told:
    """Take sorted lines of N-Triples apart.

    >>> read(['<urn:a> <urn:p> "1" .', '<urn:a> <urn:p> "2" .'])
    {'<urn:a>': {'<urn:p>': ['"1" .', '"2" .']}}
    """
    told: dict[str, dict[str, list[str]]] = {}
    before = ""
    of: dict[str, list[str]] = {}
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        if subject != before:
            before, of = subject, told.setdefault(subject, {})
        if predicate in of:
            of[predicate].append(rest)
        else:
            of[predicate] = [rest]
    return told
