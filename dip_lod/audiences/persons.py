"""What gives records of persons away: heads of columns and shapes of values that no count of visits has."""

import re

_HEADS = {
    "a name": r"(?:voor|achter|roep|tussen)?na+m(?:en?)?|voorletters?|initial\w*|tussenvoegsel|(?:first|last|full|sur|"
    r"given|family)_?names?|names?|voornaam|achternaam|klantnaam|customer_?name",
    "an e-mail address": r"e_?mail\w*|mail(?:adres|_?address)?",
    "a telephone number": r"tel|tele(?:foon|phone)\w*|phone\w*|mobiel\w*|mobile\w*|gsm",
    "a date": r"datum\w*|date\w*|dag|day|timestamp|tijdstip|created\w*|ordered\w*|besteldatum|purchase\w*",
    "a birth date or an age": r"geboorte\w*|birth\w*|dob|leeftijd|age",
    "an address": r"adres\w*|address\w*|straat\w*|street\w*|huisn\w*|house_?n\w*|toevoeging",
    "a number of a person": r"bsn|klant\w*|customer\w*|bezoeker\w*|visitor\w*|persoon\w*|person\w*|user\w*|account\w*|"
    r"relatie\w*|order\w*|bestel\w*|ticket\w*|barcode|contact\w*|guid|uuid|id|ip\w*|kaart\w*|member\w*|lid\w*",
    "a gender": r"geslacht|gender|sex|aanhef|salutation",
}
"""Heads of columns, with what they would hold."""

_VALUES = {
    "an e-mail address": re.compile(r"[^\s@]+\s*@\s*[^\s@]+\.\w+"),
    "a number of a person": re.compile(
        r"\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b|\b\d{1,3}(?:\.\d{1,3}){3}\b", re.I
    ),
    "a date": re.compile(
        r"\b(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\d|3[01])\b"
        r"|\b(?:[0-2]?\d|3[01])[-/. ](?:0?[1-9]|1[0-2]|[a-z]{3,9})[-/. ](?:19|20)\d\d\b",
        re.I,
    ),
    "a telephone number": re.compile(
        r"(?<![\w.])(?:\+|00)\d{1,3}[\s()./-]*\d(?:[\s()./-]*\d){6,}|(?<![\w.])0[1-9](?:[\s-]?\d){8,9}(?!\d)"
    ),
    "a full postcode": re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.I),
}
"""Values, wherever they stand in a cell."""

_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?:,)?(?:\s+(?:van|de|der|den|het|ten|ter|von|du|la|le|'t))*\s+[A-ZÀ-Þ][\w'’-]+")


def of_head(head: str) -> str:
    """Say what of persons a column would hold by its head; nothing where it tells of none.

    >>> of_head("E-mail"), of_head("Geboortedatum"), of_head("visits")
    ('an e-mail address', 'a birth date or an age', '')
    """
    word = re.sub(r"[\W_]+", "_", head.strip().lower()).strip("_")
    found = [what for what, pattern in _HEADS.items() if re.fullmatch(pattern, word)]
    return "a birth date or an age" if "a birth date or an age" in found else (found or [""])[0]


def of_value(value: str, whole: bool = False) -> str:
    """Say what of persons a cell looks like, by its shape; nothing where it looks like none.

    `whole` asks whether the cell is just that, for the keys of performances have digits of all kinds in them.

    >>> of_value("a@b.nl"), of_value("3011 AB"), of_value("06-12345678"), of_value("12-03-1980"), of_value("3011")
    ('an e-mail address', 'a full postcode', 'a telephone number', 'a date', '')
    >>> of_value("SW1A 1AA"), of_value("SW1A"), of_value("nl-2024-2025")
    ('a full postcode', '', '')
    """
    bare = value.strip()
    fits = (pattern.fullmatch(bare) if whole else pattern.search(bare) for pattern in _VALUES.values())
    return next((what for what, found in zip(_VALUES, fits, strict=True) if found), "")


def like_a_name(value: str) -> bool:
    """Say whether a cell that should hold a code looks like somebody's name.

    >>> like_a_name("Jan de Vries"), like_a_name("groep-a")
    (True, False)
    """
    return bool(_NAME.fullmatch(value.strip()))
