"""Words that one language borrows from another while nobody has translated them yet, marked with their own `lang`.

A borrowed word travels between three characters that no text may hold (Unicode noncharacters), for it may end up in a
heading, an attribute, a title or a script. When the page is whole they become `<span lang="nl">` where markup may
stand, and vanish elsewhere.
"""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, request

from dip_lod.web.http.page_cache import ANSWERED

BEGIN, TEXT, END = "\ufdd0", "\ufdd1", "\ufdd2"

_MARK = re.compile(f"{BEGIN}([a-z]*){TEXT}([^{BEGIN}{END}]*){END}")
_LEFT = re.compile(rf"{BEGIN}[a-z]*{TEXT}|[{BEGIN}{TEXT}{END}]|\\ufdd0[a-z]*\\ufdd1|\\ufdd[0-2]")
_RARE = b"\xef"
"""What a mark begins with in UTF-8; hardly any page has this byte, and it is found faster than three."""
_ESCAPED = rb"\ufdd0"
_KINDS = ("text/html", "text/plain", "text/csv", "application/json")
_PIECES = re.compile(r"(<(script|svg|title|textarea|option)\b[^>]*>.*?</\2>|<[^>]*>)", re.S)


def borrow(words: Any, language: str) -> Any:
    """Mark words, in tables and lists too; what is no text stays as it is."""
    if isinstance(words, str):
        return f"{BEGIN}{language}{TEXT}{words}{END}" if words.strip() else words
    if isinstance(words, Mapping):
        return {key: borrow(value, language) for key, value in words.items()}
    return [borrow(one, language) for one in words] if isinstance(words, list) else words


def bare(text: str) -> str:
    """Take the marks off.

    >>> bare(borrow("Begin", "nl"))
    'Begin'
    """
    return _LEFT.sub("", text)


def spoken(page: str) -> str:
    """Turn the marks of a whole page into spans where markup may stand.

    >>> spoken(f'<p title="{borrow("a", "nl")}">{borrow("b", "nl")}</p>')
    '<p title="a"><span lang="nl">b</span></p>'
    """
    made, last = [], 0
    for found in _PIECES.finditer(page):
        made += [_text(page[last : found.start()]), bare(found[0])]
        last = found.end()
    return "".join([*made, _text(page[last:])])


def _text(piece: str) -> str:
    return bare(_MARK.sub(r'<span lang="\1">\2</span>', piece))


def install(app: Flask) -> None:
    """Mend every answer that holds marks; documents in RDF hold no words of ours."""

    @app.after_request
    def mend(response: Response) -> Response:
        if response.is_streamed or response.direct_passthrough or response.mimetype not in _KINDS:
            return response
        if ANSWERED in request.environ:  # it was mended before it was remembered
            return response
        if response.content_encoding:  # it was mended before it was packed; packed bytes may look like a mark
            return response
        body = response.get_data()
        if (made := mended(body, response.mimetype)) is not body:
            response.set_data(made)
        return response


def mended(body: bytes, kind: str) -> bytes:
    """Take the marks out of a whole answer of a media type; one without any is given back as it is."""
    if kind not in _KINDS or not ((_RARE in body and BEGIN.encode() in body) or (b"\\" in body and _ESCAPED in body)):
        return body
    text = body.decode()
    return (spoken(text) if kind == "text/html" else bare(text)).encode()
