"""Literals as N-Triples writes them."""

from json import JSONDecoder

_DECODE = JSONDecoder(strict=False).decode
"""The escapes of N-Triples are those of JSON, but for capital U, which nothing of ours writes."""


def text(term: str) -> str:
    r"""Read the text of a literal; what follows its closing quote (language or datatype) may be there.

    >>> text('"2025-10-02"^^<http://www.w3.org/2001/XMLSchema#date>'), text('"Bredero\\"s"@nl')
    ('2025-10-02', 'Bredero"s')
    """
    end = term.rindex('"')
    inner = term[1:end]
    return str(_DECODE(term[: end + 1])) if "\\" in inner else inner
