"""Filling in a question: a term in the place of its gap's value, never text in text."""

import re
from collections.abc import Mapping

import pyoxigraph as ox

from dip_lod.errors import ConfigurationError, choices
from dip_lod.questions.question import LANGUAGES, Gap, Question

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def fill(question: Question, values: Mapping[str, ox.NamedNode | ox.Literal], base: str) -> str:
    """Write the query with its gaps filled and a BASE of its own, so that it runs anywhere.

    >>> gap = Gap("who", "person", {})
    >>> asked = Question("q", "SELECT * { VALUES $who { UNDEF } }", {}, {}, "makers", gaps=(gap,))
    >>> fill(asked, {"who": ox.NamedNode("https://example.org/id/person/1")}, "https://example.org/")
    'BASE <https://example.org/>\\nSELECT * { VALUES $who { <https://example.org/id/person/1> } }'
    """
    text = question.text
    for name, value in values.items():
        text = _gap(name).sub(lambda found, term=str(value): f"{found[1]}{term}{found[2]}", text)  # type: ignore[misc]
    return f"BASE {ox.NamedNode(base)}\n{text}"


def term(gap: Gap, written: str, base: str) -> ox.NamedNode | ox.Literal:
    """Make the term of what a person wrote for a gap; raises ConfigurationError.

    A thing may be written as its URI or, shorter, by its key.

    >>> str(term(Gap("who", "person", {}), "p.vondel", "https://example.org/"))
    '<https://example.org/id/person/p.vondel>'
    >>> str(term(Gap("from", "date", {}), "1950", "https://example.org/"))
    '"1950-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    """
    if gap.kind == "text":
        return ox.Literal(written)
    if gap.kind == "date":
        day = f"{written}-01-01" if re.fullmatch("[0-9]{4}", written) else written
        if not _DAY.fullmatch(day):
            raise ConfigurationError(f"{gap.name}: '{written}' is no day; write it as 1950-01-31, or a year as 1950")
        return ox.Literal(day, datatype=ox.NamedNode(_XSD + "date"))
    if gap.kind == "language":
        if written not in LANGUAGES:
            raise ConfigurationError(f"{gap.name}: '{written}' is no language of ours; {choices(written, LANGUAGES)}")
        return ox.Literal(written)
    if not written:
        raise ConfigurationError(f"{gap.name}: is empty; leave it out to ask about all, or name a {gap.kind}")
    full = written if re.match("https?://", written) else f"{base}id/{gap.kind}/{written.rpartition('/')[2]}"
    try:
        return ox.NamedNode(full)
    except ValueError:
        raise ConfigurationError(f"{gap.name}: '{written}' is no URI; copy it from the page of the thing") from None


def terms(
    question: Question, written: Mapping[str, str], base: str, language: str = "nl"
) -> dict[str, ox.NamedNode | ox.Literal]:
    """Make the terms of all that a person wrote, with names in the reader's language unless they wrote another.

    Raises ConfigurationError for a gap that there is not.
    """
    gaps = {gap.name: gap for gap in question.gaps}
    for name in written:
        if name not in gaps:
            hint = f"; {choices(name, gaps)}" if gaps else "; it has none"
            raise ConfigurationError(f"question '{question.name}': has no parameter '{name}'{hint}")
    chosen = {name: language for name, gap in gaps.items() if gap.kind == "language"}
    return {name: term(gaps[name], value, base) for name, value in {**chosen, **written}.items()}


def _gap(name: str) -> re.Pattern[str]:
    return re.compile(rf"(VALUES \${re.escape(name)} {{ ).*?( }})")
