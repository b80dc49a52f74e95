"""Names in texts: found however they are written, and put out of sight."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import unquote

HIDDEN = "[…]"
"""What stands in a text where a name stood."""


class Names:
    """Names that are to be seen nowhere."""

    def __init__(self, names: Collection[str] = ()) -> None:
        """Look for these names; one of a single word counts only where it is all that a text says."""
        found = {name for name in map(folded, names) if name}
        long = sorted((name for name in found if " " in name), key=len, reverse=True)
        self._whole = frozenset(found)
        self._rarest = tuple({max(name.split(), key=len) for name in long})
        self._pattern = re.compile(rf"(?<![^ ])(?:{'|'.join(map(re.escape, long)) or '(?!)'})s?(?![^ ])")

    def __bool__(self) -> bool:
        """Say whether there are any names."""
        return bool(self._whole)

    def same(self, text: str) -> bool:
        """Say whether a text is one of the names.

        >>> Names(["Noor van Oort"]).same("Noor  van OORT")
        True
        """
        return folded(text) in self._whole

    def within(self, text: str) -> bool:
        r"""Say whether a text, or a document in N-Triples, has one of the names of two words or more in it.

        >>> Names(["Noor van Oort"]).within(r'"Vooraf.\nNoor \"van\" Oort, zang"@nl')
        True
        """
        plain = _plain(unquote(text))
        if not any(word in plain for word in self._rarest):
            return False
        return self._pattern.search(folded(re.sub(r"\\[tbnrf\"'\\]", " ", plain))) is not None

    def hide(self, text: str, instead: str = HIDDEN) -> str:
        """Put something in the place of each name in a text.

        >>> Names(["Zoë van Oort"]).hide("Zoe  van Oort, en Zoë van Oorts zus, maar niet Zoë van Oorten")
        '[…], en […] zus, maar niet Zoë van Oorten'
        """
        if self.same(text):
            return instead
        letters = list(_letters(text))
        said, end, parts = "".join(letter for letter, _ in letters), 0, []
        for match in self._pattern.finditer(said):
            first, last = letters[match.start()][1], letters[match.end() - 1][1] + 1
            while last < len(text) and unicodedata.combining(text[last]):
                last += 1
            parts += [text[end:first], instead]
            end = last
        return "".join([*parts, text[end:]])


def folded(text: str) -> str:
    """Write a text as small letters and digits without accents, with single spaces for all else.

    >>> folded('Zoë  "Bob" de Vries-Žák')
    'zoe bob de vries zak'
    """
    return "".join(letter for letter, _ in _letters(text)).strip()


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Give the letters of a folded text, each with its place in the text."""
    apart = True
    for place, char in enumerate(text):
        if unicodedata.combining(char):
            continue
        plain = [letter for letter in _plain(char) if letter.isalnum()]
        for letter in plain:
            yield letter, place
        if not plain and not apart:
            yield " ", place
        apart = not plain


def _plain(text: str) -> str:
    small = text.casefold()
    if small.isascii():
        return small
    return "".join(char for char in unicodedata.normalize("NFKD", small) if not unicodedata.combining(char))
