"""Paths into a tree: keys joined by dots, lists transparent."""

from collections.abc import Iterator, Mapping

from dip_lod.sources.record import Value


def values(tree: Value, path: str) -> Iterator[Value]:
    """Yield every value at a path, in order; a key that holds a dot itself is found too.

    >>> list(values({"agents": [{"id": "a"}, {"id": "b"}]}, "agents.id"))
    ['a', 'b']
    >>> list(values({"dc.title": "A"}, "dc.title"))
    ['A']
    """
    if isinstance(tree, list):
        for item in tree:
            yield from values(item, path)
    elif isinstance(tree, Mapping):
        if path in tree:
            found = tree[path]
            yield from found if isinstance(found, list) else [found]
            return
        split = path.find(".")
        while split >= 0:
            if path[:split] in tree:
                yield from values(tree[path[:split]], path[split + 1 :])
            split = path.find(".", split + 1)


def texts(tree: Value, path: str) -> list[str]:
    """Give the texts at a path, and nothing else that is there.

    >>> texts({"id": "1"}, "id")
    ['1']
    """
    return [value for value in values(tree, path) if isinstance(value, str)]
