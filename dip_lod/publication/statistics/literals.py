"""Literals as the store keeps them: two spellings of one number are one object."""

import re

import pyoxigraph as ox

_XSD = b"http://www.w3.org/2001/XMLSchema#"
_STRING = "<http://www.w3.org/2001/XMLSchema#string>"
_SURE = {
    b"^^<%s%s>" % (_XSD, name): re.compile(b'"(?:%s)"' % form)
    for name, form in (
        (b"date", rb"\d{4}-\d\d-\d\d"),
        (b"dateTime", rb"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:Z|[+-](?!00:00)\d\d:\d\d)?"),
        (b"gYear", rb"\d{4}"),
        (b"gYearMonth", rb"\d{4}-\d\d"),
        (b"integer", rb"0|-?[1-9]\d{0,17}"),
        (b"nonNegativeInteger", rb"0|[1-9]\d{0,17}"),
        (b"boolean", rb"true|false"),
        (b"decimal", rb"-?(?:0|[1-9]\d{0,10})\.\d{0,10}[1-9]"),
    )
}
"""Datatypes, and spellings that the store keeps as they are."""


def kept(term: bytes) -> tuple[str, bytes]:
    """Give the kind of a literal in N-Triples (its language, or its datatype), and how the store writes it.

    >>> kept(b'"Moord"@NL')
    ('@nl', b'"Moord"@nl')
    >>> kept(b'"007"^^<http://www.w3.org/2001/XMLSchema#integer>')
    ('<http://www.w3.org/2001/XMLSchema#integer>', b'"7"^^<http://www.w3.org/2001/XMLSchema#integer>')
    >>> kept(b'"a"')
    ('<http://www.w3.org/2001/XMLSchema#string>', b'"a"')
    """
    cut = term.rindex(b'"') + 1
    mark = term[cut:]
    if not mark:
        return _STRING, term
    if mark[:1] == b"@":
        lower = mark.lower()
        return lower.decode(), term if lower == mark else term[:cut] + lower
    kind = mark[2:].decode()
    if not mark.startswith(_XSD, 3) or ((sure := _SURE.get(mark)) and sure.fullmatch(term, 0, cut)):
        return kind, term
    store = ox.Store()
    store.load(b"<a:a> <a:b> " + term + b" .", format=ox.RdfFormat.N_TRIPLES)
    return kind, str(next(iter(store)).object).encode()
