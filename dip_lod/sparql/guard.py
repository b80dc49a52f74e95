"""The first barrier: what can be refused by looking at the text of a query."""

from dip_lod.sparql import prologue, reading
from dip_lod.sparql.answer import Refused
from dip_lod.sparql.limits import Limits

UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")  # SPARQL 1.1 Update, 3
)


def check_size(query: str, limits: Limits) -> Refused | None:
    """Refuse a query that is too long to be looked at."""
    if len(query) <= limits.query_bytes // 4 or len(query.encode("utf-8", "replace")) <= limits.query_bytes:
        return None
    return Refused("query_bytes", f"The query is longer than {limits.query_bytes:,} bytes; make it shorter.")


def check(query: str, limits: Limits) -> Refused | None:
    """Refuse updates, federation and deep nesting; None lets the query through.

    >>> check("INSERT DATA { <a:a> <a:b> <a:c> }", Limits()).what
    'update'
    """
    if refused := check_size(query, limits):
        return refused
    if (word := prologue.read(query).word) in UPDATES:
        return Refused("update", f"{word} is an update, and this endpoint only answers queries; send a query.")
    found = reading.read(query)
    if found.depth > limits.nesting:
        return too_deep(limits)
    if found.service is not None and not found.asked <= {f"<{address}>" for address in limits.services}:
        return no_service(limits)
    return None


def too_deep(limits: Limits) -> Refused:
    """Refuse what is nested too deep, whether its brackets tell or the engine's stack did."""
    return Refused("nesting", f"The query is nested too deep (limit: {limits.nesting} levels); write it flatter.")


def no_service(limits: Limits) -> Refused:
    """Refuse federation, whether the text tells or the worker tried to open a socket."""
    if limits.services:
        known = ", ".join(f"<{address}>" for address in limits.services)
        return Refused("service", f"SERVICE asks no other endpoints here than {known}; write the address in full.")
    return Refused(
        "service",
        "SERVICE is switched off here: this endpoint asks no other; query each on its own and join the answers.",
    )
