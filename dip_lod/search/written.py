"""A folded word as a regular expression for names as they are written: the other way round than `folding`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

from dip_lod.search import folding

_ACCENTED = (range(0xAA, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000))
"""Where letters with diacritics stand: Latin, Greek, Cyrillic."""

_PAIRS = {"ae": "æ", "ij": "ĳ", "oe": "œ", "ss": "ß", "th": "þ"}
"""Two letters that may be written as one."""

_SIGN = r"[\\p{L}\\p{N}]"


def pattern_of(word: str) -> str:
    r"""Write a word for a text in SPARQL: for names without marks that stand for themselves, whatever their capitals.

    >>> pattern_of("kw")
    '(^|[^\\\\p{L}\\\\p{N}])[kĶķǨǩḰ-ḵ][wŴŵẀ-ẉẘ]'
    """
    two = f"[{_class('y')}{''.join(_PAIRS.values())}]"  # a sign that the index takes for two letters
    inside = f"|{_SIGN}{{{folding.HEAD}}}|{two}{_SIGN}|{_SIGN}{two}" if len(word) >= folding.TAIL else ""
    return rf"(^|[^\\p{{L}}\\p{{N}}]{inside})" + "".join(_letters(word))


def _letters(word: str) -> Iterator[str]:
    """Write letter by letter; the last one may be the first half of a pair."""
    place = 0
    while place < len(word):
        pair = word[place : place + 2]
        pair = "ij" if pair[0] == "y" else pair
        if pair in _PAIRS:
            yield f"({_letter(pair[0])}{_letter(pair[1])}|{_one(pair)})"
        elif begun := [one for one in _PAIRS if one[0] == pair]:
            yield f"({_letter(pair)}|{_one(begun[0])})"
        else:
            yield _letter(pair[0])
        place += 2 if word[place : place + 2] in _PAIRS else 1


def _one(pair: str) -> str:
    """Write a pair as one sign; `ij` and `y` stand for each other."""
    return f"[{_PAIRS[pair]}{_class('y') if pair == 'ij' else ''}]"


def _letter(letter: str) -> str:
    return f"[{_class(letter)}]" if letter in _accented() else letter


def _class(letter: str) -> str:
    return letter + _accented()[letter]


@cache
def _accented() -> Mapping[str, str]:
    """Find all signs that are folded to a letter, as ranges; of capitals those that stand beside their small ones."""
    found: dict[str, list[list[int]]] = defaultdict(list)
    for sign in map(chr, chain(*_ACCENTED)):
        small = sign.lower()
        folded = "".join(folding.fold(sign))
        if len(folded) != 1 or folded == small or (len(small) == 1 and ord(small) - ord(sign) not in (0, 1)):
            continue
        runs = found[folded]
        if runs and runs[-1][1] == ord(sign) - 1:
            runs[-1][1] += 1
        else:
            runs.append([ord(sign), ord(sign)])
    return {letter: "".join(_run(*run) for run in runs) for letter, runs in found.items()}


def _run(first: int, last: int) -> str:
    """Write a run of signs inside a class.

    >>> _run(224, 229), _run(224, 225)
    ('à-å', 'àá')
    """
    return f"{chr(first)}-{chr(last)}" if last > first + 1 else "".join(map(chr, range(first, last + 1)))
