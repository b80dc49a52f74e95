"""Whether an answer may have been cut off by the LIMIT of its own query."""

import re

_LIMIT = re.compile(r"\bLIMIT\s+(\d+)(?:\s+OFFSET\s+\d+)?\s*(?:#[^\n]*(?:\n\s*|\Z))*\Z", re.IGNORECASE)


def limit(query: str) -> int | None:
    """Read the LIMIT with which a query ends.

    >>> limit("SELECT * { ?s ?p ?o } LIMIT 10 OFFSET 20"), limit("SELECT * { { SELECT * {} LIMIT 1 } }")
    (10, None)
    """
    found = _LIMIT.search(query[-_TAIL:])
    return int(found[1]) if found else None


_TAIL = 500
"""Where the LIMIT stands; comments after it may be as long."""
