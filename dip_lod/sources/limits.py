"""What a record of any form may not exceed: the length of its texts, the length and the characters of its id."""

from dip_lod.sources.raw import HIDDEN, MAX_ID, MAX_TEXT_BYTES, Flaw


def too_long(place: str, path: str) -> Flaw:
    """Say that a text was left out."""
    limit = f"has more than {MAX_TEXT_BYTES // 1_000_000} MB of text and is left out"
    return Flaw(place, f"{path} {limit}", "shorten it at the source", "warning")


def id_flaw(id_: str, place: str) -> Flaw | None:
    """Say what is wrong with the id of a record, if anything is.

    >>> id_flaw("a\\u202eb", "a.csv, line 2").what
    'has an id with a character that cannot be seen'
    """
    if len(id_) > MAX_ID:
        return Flaw(place, f"has an id of more than {MAX_ID} characters", "give it a shorter one")
    if HIDDEN.search(id_):
        return Flaw(place, "has an id with a character that cannot be seen", "take it out: write letters and digits")
    return None
