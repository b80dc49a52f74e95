"""Uncertain dates and periods (EDTF, ISO 8601-2) as people write them: about 1976, 1922 – 14 May 1940."""

import re
from functools import lru_cache

from dip_lod.web.words import dates
from dip_lod.web.words.texts import Texts

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

_ONE_OF = re.compile(r"\[([^\[\],]*)\.\.([^\[\],]*)\]")
_OPEN = ("", "..", "unknown")
_DECADES = re.compile(r"(\d\d\d)X|(\d\d)XX")
_DOUBTS = {"~": "about", "?": "perhaps", "%": "about_perhaps"}


@lru_cache(4096)
def written(lexical: str, texts: Texts) -> str:
    """Write a date of EDTF; what we cannot read stays as it is.

    The site's Dutch words give `omstreeks 1976` for `1976~` and `vanaf 1913` for `1913/`.
    """
    if one_of := _ONE_OF.fullmatch(lexical):
        return _between(one_of[1], one_of[2], lexical, texts, ("between", "not_before", "not_after"))
    first, slash, last = lexical.partition("/")
    if slash:
        return _between(first, last, lexical, texts, ("period", "from", "until"))
    return _one(lexical, texts) or lexical


def _between(first: str, last: str, lexical: str, texts: Texts, words: tuple[str, str, str]) -> str:
    """Write what has a beginning, an end, or both: by the first of three sentences, or by the one that fits."""
    known = [_one(one, texts) for one in (first, last) if one not in _OPEN]
    if not known or None in known:
        return lexical
    name = words[0] if len(known) == 2 else words[1] if first not in _OPEN else words[2]
    return _words(texts, name).format(first=known[0], last=known[-1])


def _one(text: str, texts: Texts) -> str | None:
    doubt = _DOUBTS.get(text[-1:])
    plain = _certain(text[:-1] if doubt else text, texts)
    return _words(texts, doubt).format(day=plain) if plain and doubt else plain


def _certain(text: str, texts: Texts) -> str | None:
    """Write a date of which days, months or the last digits of the year may be unknown."""
    text = text.removesuffix("-XX").removesuffix("-XX")
    if decades := _DECADES.fullmatch(text):
        known = decades[1] or decades[2]
        return f"{known:0<4}–{known:9<4}"
    made = dates.moment(text, texts)
    return None if made == text and not text.isdigit() else made


def _words(texts: Texts, name: str) -> str:
    return str(texts.tables["uncertain"][name])
