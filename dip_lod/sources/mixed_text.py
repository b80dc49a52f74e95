"""Mixed text that a converter to JSON took apart, put together again."""

import re
from collections.abc import Mapping, Sequence

from dip_lod.sources.raw import RawValue

HOLE = re.compile(r"(?<=\S)(?:\s{2,}|\s(?=[,.;:)\]])|(?<=[(\[])\s)(?=\S)")
"""Where marked-up words were taken out: doubled space, space before closing punctuation or after an opening bracket."""

OPENING = ("(", "[", ",", ".", ";", ":", ")", "]", "-")


def is_mixed(table: Mapping[str, RawValue], keys: Sequence[str]) -> bool:
    """Say whether an object has only the keys of mixed text.

    >>> is_mixed({"_": "Prologue to", "em": "A Mad Tea Party"}, ["_", "em"])
    True
    """
    return bool(table) and all(key in keys for key in table)


def join(table: Mapping[str, RawValue], keys: Sequence[str]) -> tuple[str, bool]:
    """Join the texts of an object, and say whether their order is sure.

    The first key holds what stood outside the marked-up words. One run of marked-up words goes back into the one hole
    that it left; where it left none, to the front if the rest begins as no sentence does, and else to the end. More
    than one cannot be put back for sure, and is joined in the order of the keys.

    >>> join({"_": "Nocturne No. 20 , op. posth.", "em": "Reminiscence"}, ["_", "em"])
    ('Nocturne No. 20 Reminiscence, op. posth.', True)
    >>> join({"_": "(arr. Tyzik)", "em": "The Skater's Overture"}, ["_", "em"])
    ("The Skater's Overture (arr. Tyzik)", True)
    >>> join({"_": "FROM  (QUARTET)", "em": ["ARRIVAL", "SOLOMON"]}, ["_", "em"])
    ('FROM (QUARTET) ARRIVAL SOLOMON', False)
    """
    around = fold(" ".join(_texts(table.get(keys[0]))), keep_holes=True)
    inside = [fold(text) for key in keys[1:] for text in _texts(table.get(key)) if text.strip()]
    if not around or not inside:
        return fold(" ".join([around, *inside])), len(inside) < 2
    if len(inside) > 1:
        return fold(" ".join([around, *inside])), False
    holes = list(HOLE.finditer(around))
    if len(holes) == 1:
        before, after = around[: holes[0].start()], around[holes[0].end() :]
        left = "" if before.endswith(("(", "[")) else " "
        right = "" if after.startswith((",", ".", ";", ":", ")", "]")) else " "
        return f"{before}{left}{inside[0]}{right}{after}", True
    if holes:
        return fold(f"{around} {inside[0]}"), False
    if around.startswith(OPENING):
        glue = " " if around.startswith(("(", "[", "-")) else ""
        return f"{inside[0]}{glue}{around}", True
    return f"{around} {inside[0]}", True


def fold(text: str, *, keep_holes: bool = False) -> str:
    """Fold white space: each run becomes one space, and none is left at the ends.

    >>> fold("  No. 12  in C ")
    'No. 12 in C'
    """
    return text.strip() if keep_holes else " ".join(text.split())


def _texts(value: RawValue) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Sequence):
        return [text for item in value for text in _texts(item)]
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _texts(item)]
    return []
