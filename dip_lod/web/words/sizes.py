"""How large a file is, in words."""

from dip_lod.web.words.texts import Texts


def size(octets: int, texts: Texts) -> str:
    """Write a number of bytes in the unit that fits.

    >>> size(609368, Texts("nl", "nl", {"numbers": {"thousands": ".", "decimal": ","}}))
    '609 kB'
    """
    unit, limit = next((one for one in _UNITS if octets < one[1] * 1_000), _UNITS[-1])
    tenths = max(1, round(octets * 10 / limit))
    return f"{texts.number(f'{tenths / 10:.1f}' if tenths < 100 else str(round(tenths / 10)))} {unit}"


_UNITS = (("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000))
