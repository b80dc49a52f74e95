"""Validation behind one function with two engines: `shacl`, compiled and the default, and `pyshacl`, the judge."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from dip_lod.errors import ConfigurationError, choices
from dip_lod.validation.result import Result, order
from dip_lod.validation.shapes import Shapes

DEFAULT = "shacl"

Engine = Callable[[bytes, Shapes, bytes, Collection[str]], list[Result]]


def _compiled(data: bytes, shapes: Shapes, types: bytes, borrowed: Collection[str]) -> list[Result]:
    from dip_lod.validation.compiled import results

    return results(data, shapes, types, borrowed)


def _judge(data: bytes, shapes: Shapes, types: bytes, borrowed: Collection[str]) -> list[Result]:
    from dip_lod.validation.judge import results

    return [result for result in results(data + types, shapes) if result.focus not in borrowed]


ENGINES: Mapping[str, Engine] = MappingProxyType({"shacl": _compiled, "pyshacl": _judge})
"""The engines by name; each is imported when it is first used, for pySHACL takes half a second to load."""


def validate(
    data: bytes,
    shapes: Shapes,
    engine: str = DEFAULT,
    types: bytes = b"",
    borrowed: Collection[str] = frozenset(),
) -> list[Result]:
    """Validate a graph in N-Triples and give its results, sorted, equal ones once; but those about borrowed nodes.

    `types` are the statements about these, of whom only the classes are known. Both engines give the same list: terms
    as N-Triples writes them, blank nodes without their label.
    """
    return sorted(set(find(engine)(data, shapes, types, borrowed)), key=order)


def find(name: str) -> Engine:
    """Find an engine by name, or say which there are.

    >>> find("topbraid")
    Traceback (most recent call last):
    dip_lod.errors.ConfigurationError: validation: unknown engine 'topbraid'; choose from pyshacl, shacl
    """
    if name not in ENGINES:
        raise ConfigurationError(f"validation: unknown engine '{name}'; {choices(name, ENGINES)}")
    return ENGINES[name]
