"""Names as they are compared with others: old and new Dutch spelling alike, particles and initials apart."""

import re
import unicodedata
from functools import lru_cache

from dip_lod.search import folding

PARTICLES = frozenset((
    "van", "der", "den", "de", "het", "t", "s", "n", "ten", "ter", "te", "vanden", "vander", "vande", "von", "zu",
    "du", "des", "della", "di", "da", "la", "le", "les", "l", "d", "del", "dos", "in", "op", "aan", "bij", "tot",
    "en", "et", "and", "y", "the", "of", "a", "an", "een", "heer", "sr", "jr", "dr", "mr", "ds",
))  # fmt: skip
"""Words that people leave out, or write in many ways."""

_RULES = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"uij|uy|ui", "U"),
        (r"eij|ey|ei|ij|y", "Y"),
        (r"ouw|auw|ou|au", "O"),
        (r"oe", "W"),
        (r"ae|aa", "a"),
        (r"ue|uu", "u"),
        (r"oo|oi", "o"),
        (r"ie", "i"),
        (r"ee", "e"),
        (r"sch(?=$|e$|en$)", "s"),
        (r"ck|kk|q", "k"),
        (r"ch|gh", "g"),
        (r"ph", "f"),
        (r"th|dt|d$", "t"),
        (r"rh", "r"),
        (r"x", "ks"),
        (r"c(?=[eiyY])", "s"),
        (r"c", "k"),
        (r"z", "s"),
        (r"v", "f"),
        (r"^i(?=[aeouWUO])", "j"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(1 << 16)
def key(word: str) -> str:
    """Reduce a folded word to what its spellings through the centuries share.

    >>> key("bruijn") == key("bruyn") == key("bruin"), key("haeck") == key("haak"), key("gheest") == key("geest")
    (True, True, True)
    >>> key("philips") == key("filips"), key("jacob") == key("iacob"), key("jan") == key("joan")
    (True, True, False)
    """
    for pattern, to in _RULES:
        word = pattern.sub(to, word)
    return word


def words(name: str) -> list[str]:
    """Cut a name into folded words; dots end a word, an apostrophe or `’` parts one.

    >>> words("Pieter Cornelisz. Hooft"), words("J.v.d. Noot")
    (['pieter', 'cornelisz', 'hooft'], ['j', 'v', 'd', 'noot'])
    """
    return folding.fold(unicodedata.normalize("NFKC", name))[: folding.WORDS]


def significant(parts: list[str]) -> list[str]:
    """Leave out particles and single letters; what would leave nothing stays whole.

    >>> significant(["j", "van", "den", "vondel"]), significant(["de", "la"])
    (['vondel'], ['de', 'la'])
    """
    return [one for one in parts if len(one) > 1 and one not in PARTICLES] or parts


def joined(parts: list[str]) -> str:
    """Write what matters in a name as one word, for those who write two words as one.

    >>> joined(words("Vander Noot")) == joined(words("van der Noot"))
    True
    """
    return "=" + "".join(key(one) for one in significant(parts))


def cuts(word: str) -> set[str]:
    """Give a word and all that is left of it without one of its letters.

    >>> sorted(cuts("abc"))
    ['ab', 'abc', 'ac', 'bc']
    """
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
