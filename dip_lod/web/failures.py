"""What HTTP says of a query that failed: status, sentence and headers."""

import logging
import math

from dip_lod import logs
from dip_lod.sparql.answer import Broken, Busy, Exceeded, Failure, Malformed, Refused, Unreachable
from dip_lod.sparql.limits import Limits


def explain(failure: Failure, limits: Limits) -> tuple[int, str, dict[str, str]]:
    """Give status, sentence and headers.

    >>> explain(Malformed("Not understood.", 2, 7), Limits())
    (400, 'Not understood. (line 2, column 7)', {})
    """
    match failure:
        case Malformed(message, line, column):
            place = f" (line {line}, column {column})" if line and column and "line" not in message else ""
            return 400, message + place, {}
        case Refused(_, message):
            return 400, message, {}
        case Exceeded():
            return 503, failure.message, {"Retry-After": str(math.ceil(limits.seconds))}
        case Busy(seconds):
            return 503, failure.message, {"Retry-After": str(seconds)}
        case Unreachable(status, message):
            return status, message, {"Retry-After": "60"} if status == 503 else {}
        case Broken(message):
            logs.event("queries", message, level=logging.ERROR)
            return 500, "The endpoint failed, not your query; our log says why.", {}
