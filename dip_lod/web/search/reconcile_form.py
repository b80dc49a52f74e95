"""What a client of reconciliation sends: JSON in a form, in the address, or as the body."""

import json
from typing import Any

from flask import Request

from dip_lod.reconcile.queries import BadQuery

_NAMES = ("queries", "query", "extend")
_DEEP = 30
"""Brackets in brackets of JSON."""


def read(asked: Request) -> dict[str, Any]:
    """Read the parameters of version 0.2, parsed; raises BadQuery."""
    if asked.mimetype == "application/json" and asked.method == "POST":
        data = body(asked)
        return data if isinstance(data, dict) else {"queries": data}
    found = {name: value for name in _NAMES if (value := asked.form.get(name, asked.args.get(name))) is not None}
    return {name: _query(value) if name == "query" else parse(name, value) for name, value in found.items()}


def body(asked: Request) -> Any:
    """Read the body as JSON; raises BadQuery."""
    try:
        return parse("body", asked.get_data().decode())
    except UnicodeDecodeError:
        raise BadQuery("body: is not UTF-8; write it so") from None


def parse(name: str, text: str) -> Any:
    """Read JSON; raises BadQuery."""
    depth = most = 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        most = max(most, depth)
    if most > _DEEP:
        raise BadQuery(f"{name}: has brackets in brackets over {_DEEP} deep; make it flatter")
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadQuery(f"{name}: is no JSON ({error}); mend it") from None


def _query(text: str) -> Any:
    """Read a single query, as older clients send it: JSON, or the name itself."""
    return parse("query", text) if text.lstrip().startswith("{") else text
