"""Failures as they cross the socket: the name of the class and its fields, in JSON."""

import json
from dataclasses import asdict

from dip_lod.sparql.answer import Broken, Busy, Exceeded, Failure, Malformed, Refused, Unreachable

_CLASSES: dict[str, type[Failure]] = {
    kind.__name__: kind for kind in (Malformed, Refused, Exceeded, Busy, Unreachable, Broken)
}


def write(failure: Failure) -> bytes:
    """Write a failure.

    >>> read(write(Exceeded("rows", 10)))
    Exceeded(limit='rows', value=10)
    """
    return json.dumps([type(failure).__name__, asdict(failure)]).encode()


def read(text: bytes) -> Failure:
    """Read what `write` wrote."""
    name, fields = json.loads(text)
    return _CLASSES[name](**fields)
