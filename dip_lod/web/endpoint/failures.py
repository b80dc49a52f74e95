"""What HTTP says of a query that failed: status, sentence and headers."""

import logging
import math

from dip_lod import logs
from dip_lod.sparql.answer import NOT_IN_XML, Broken, Busy, Exceeded, Failure, Malformed, Refused, Unreachable
from dip_lod.sparql.limits import Limits
from dip_lod.web.words.texts import Texts


def say(failure: Failure, why: str, texts: Texts) -> str:
    """Say what went wrong in the reader's language; what the engine says of a query stays in its own words."""
    words = texts.tables["failure"]
    match failure:
        case Malformed(message, line, column, code, found, expected):
            place = str(words["place"]).format(line=line, column=column) if line and column else ""
            if f"malformed_{code}" not in words:
                return str(words["malformed"]).format(place=place, message=message)
            signs = str(words["expected"]).format(signs=" ".join(expected.split())) if expected else ""
            return str(words[f"malformed_{code}"]).format(found=found) + f"{signs}{place}."
        case Refused(what, message):
            return str(words.get(f"refused_{what}") or words["refused"]).format(message=message)
        case Exceeded(limit, value):
            return str(words[limit]).format(value=texts.number(f"{value:.10g}"))
        case Busy(seconds, limit):
            return str(words[limit]).format(seconds=seconds)
        case Broken():
            return str(words["broken"])
        case Unreachable(status):
            return str(words.get(f"unreachable_{status}", why))


def explain(failure: Failure, limits: Limits) -> tuple[int, str, dict[str, str]]:
    """Give status, sentence and headers.

    >>> explain(Malformed("Not understood.", 2, 7), Limits())
    (400, 'Not understood. (line 2, column 7)', {})
    """
    match failure:
        case Malformed(message, line, column):
            place = f" (line {line}, column {column})" if line and column and "line" not in message else ""
            return 400, message + place, {}
        case Refused(what, message):
            return 406 if what in NOT_IN_XML else 400, message, {}
        case Exceeded():
            return 503, failure.message, {"Retry-After": str(math.ceil(limits.seconds))}
        case Busy(seconds):
            return 503, failure.message, {"Retry-After": str(seconds)}
        case Unreachable(status, message):
            return status, message, {"Retry-After": "60"} if status == 503 else {}
        case Broken(message):
            logs.event("queries", message, level=logging.ERROR)
            return 500, "The endpoint failed, not your query; our log says why.", {}
