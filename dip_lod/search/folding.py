"""Words as the index knows them: small letters, without diacritics, with what Dutch spells in two ways."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

LONGEST = 40
"""Letters of a word that count."""

WORDS = 60
"""Words of a name that count."""

TAIL = 4
"""The shortest part that is found inside a word, and the shortest word that is looked for there."""

HEAD = 3
"""So many letters at least come before such a part."""

_LIGATURES = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th"})
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> list[str]:
    """Cut a text into folded words.

    >>> fold("'t Weeuwtje van der Zéé, IJmuiden")
    ['t', 'weeuwtje', 'van', 'der', 'zee', 'ijmuiden']
    """
    return list(_folded(text))


@lru_cache(8192)
def _folded(text: str) -> tuple[str, ...]:
    """Fold a name once for its words and for the whole of it."""
    plain = text.lower() if text.isascii() else _plain(text)
    return tuple([word[:LONGEST] for word in _WORD.findall(plain)])


def _plain(text: str) -> str:
    small = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LIGATURES)
    return "".join(char for char in small if not unicodedata.combining(char))


def spellings(word: str) -> set[str]:
    """Give a folded word as it may be written: `ij` and `y` are one letter to Dutch readers.

    >>> sorted(spellings("ijmuiden"))
    ['ijmuiden', 'ymuiden']
    """
    return {word, word.replace("ij", "y"), word.replace("y", "ij")}


def tails(word: str) -> Iterator[str]:
    """Give what a compound ends in, from its fourth letter on.

    >>> list(tails("kersentuin"))
    ['sentuin', 'entuin', 'ntuin', 'tuin']
    """
    for start in range(HEAD, len(word) - TAIL + 1):
        yield word[start:]


@lru_cache(8192)
def indexed(names: str) -> tuple[str, str]:
    """Give the words of names, a line each, and the ends of their words."""
    return _columns(tuple(_words(names)))


def shared(names: str, show: str, place: str) -> list[str]:
    """Divide the words of names by who else is called so: nobody, what is shown, where it is, or both; each with ends.

    >>> shared("Kersen, 2 mei, Zaal", "Kersen", "Zaal")
    ['2 mei', '', 'kersen', '', 'zaal', '', '', '']
    """
    if not show and not place:
        return [*indexed(names), *[""] * 6]
    showing, standing = _words(show), _words(place)
    parts: dict[tuple[bool, bool], list[str]] = {}
    for word in _words(names):
        parts.setdefault((word in showing, word in standing), []).append(word)
    order = ((False, False), (True, False), (False, True), (True, True))
    return [column for one in order for column in _columns(tuple(parts.get(one, ())))]


@lru_cache(8192)
def _words(names: str) -> dict[str, None]:
    words: dict[str, None] = {}
    for name in names.splitlines():
        for word in _folded(name)[:WORDS]:
            if "ij" in word or "y" in word:
                words.update(dict.fromkeys(sorted(spellings(word))))
            else:
                words[word] = None
    return words


@lru_cache(8192)
def _columns(words: tuple[str, ...]) -> tuple[str, str]:
    """Write words and their ends: the performances of a run share what it is called and where it is."""
    ends = dict.fromkeys(end for word in words for end in tails(word))
    return " ".join(words), " ".join(ends)


@lru_cache(8192)
def spelled(name: str) -> str:
    """Write a name as it is compared whole.

    >>> spelled(" De  Kersentuin! ")
    'de kersentuin'
    """
    return " ".join(_folded(name)[:WORDS])


def distinct(names: Iterable[str]) -> str:
    """Write names a line each, every one once."""
    return "\n".join(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
