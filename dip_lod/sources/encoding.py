"""Letters that went wrong on their way: bytes that are not UTF-8, UTF-8 read as something else, control characters."""

import re
from typing import NamedTuple

_BYTE = re.compile("[\udc80-\udcff]+")
"""Wrong bytes, as lone surrogates (PEP 383)."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufdd0-\ufdef\ufffe\uffff]")
_BREAK = re.compile("[\x0b\x0c\x1c-\x1f]")
"""What programs write for the end of a line within a field, or of a part of one."""
_LOST = "\ufffd"
_SUSPECT = re.compile("[\x80-\x9f\u00c2-\u00f4\u0152\u0153\u201a-\u203a\u20ac\u2122\u221a\u0432\u0393]")
"""What mojibake holds, and few Dutch texts: only such a text is looked at closely."""


class Garbled(NamedTuple):
    """A text whose letters went wrong: what is wrong where, what would mend it, and the text for the steward."""

    what: str
    remedy: str
    full: str


def restored(text: str) -> str:
    """Read the bytes of a text that are not UTF-8 as Windows-1252, which is what such a file nearly always is.

    >>> restored("Caf\\udce9")
    'Café'
    """
    return _BYTE.sub(lambda found: found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)


def shown(text: str) -> str:
    """Leave control characters out, which neither XML nor HTML can hold; those that part lines become line ends.

    >>> shown("Zaal\\x00 1\\x0bbegane grond")
    'Zaal 1\\nbegane grond'
    """
    return _CONTROL.sub("", _BREAK.sub("\n", text))


def garbled(path: str, text: str) -> Garbled | None:
    """Say what is wrong with the letters of a text, if anything is.

    >>> garbled("title", "Caf\\udce9").what
    'title has bytes that are not UTF-8, and is read as Windows-1252'
    >>> garbled("agents.name", "BeyoncÃ©").full
    "agents.name has the letters 'BeyoncÃ©', which seem to be 'Beyoncé'; it is published as it stands"
    >>> garbled("agents.name", "Zoë: «Één crème brûlée, 20 €»") is None
    True
    """
    if text.isascii():
        return None
    if _BYTE.search(text):
        what = f"{path} has bytes that are not UTF-8, and is read as Windows-1252"
        remedy = "save the file as UTF-8 (for a Windows file: iconv -f WINDOWS-1252 -t UTF-8)"
        return Garbled(what, remedy, f"{what}: '{restored(text)}'")
    if _LOST in text:
        what = f"{path} has lost letters, with \ufffd in their place"
        return Garbled(what, "write them anew at the source", f"{what}: '{text}'")
    if _SUSPECT.search(text) and (meant := _meant(text)) != text:
        what = f"{path} has letters that were read in a wrong encoding; it is published as it stands"
        full = f"{path} has the letters '{text}', which seem to be '{meant}'; it is published as it stands"
        return Garbled(what, "mend the text at the source", full)
    return None


def _meant(text: str) -> str:
    from ftfy import TextFixerConfig, fix_encoding

    return fix_encoding(text, TextFixerConfig(restore_byte_a0=False))
