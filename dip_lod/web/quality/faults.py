"""Faults of records in Dutch: mappings and readers say them in English, `site/faults/nl.toml` has them by sentence."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from dip_lod import resources
from dip_lod.errors import ConfigurationError

Part = Literal["what", "advice"]
_DIFFERS = re.compile(r"(\S+) differs between records (.+) \(kept\) and (.+)")


def told(labels: Mapping[str, str], part: Part) -> Mapping[str, str]:
    """Add Dutch to what is said in English alone; what is not known stays as it is.

    >>> told({"en": "venues.halls.capacity: is 0, which is left out"}, "what")["nl"]
    'venues.halls.capacity: is 0, en is weggelaten'
    >>> told({"en": "works.soloists has an entry with nothing in it"}, "what")["nl"]
    'works.soloists heeft een lege regel'
    >>> told({"en": "nobody knows"}, "what")
    {'en': 'nobody knows'}
    """
    english = labels.get("en")
    if english is None or "nl" in labels:
        return labels
    dutch = _sentences()[part]
    if part == "what" and (differs := _DIFFERS.fullmatch(english)):
        return {**labels, "nl": "{} verschilt tussen records {} (gehouden) en {}".format(*differs.groups())}
    for between in ("", ": ", " "):
        field, found, said = english.partition(between) if between else ("", "", english)
        if said in dutch:
            return {**labels, "nl": field + found + dutch[said]}
    return labels


@lru_cache(1)
def _sentences() -> Mapping[Part, Mapping[str, str]]:
    """Read the sentences; raises ConfigurationError."""
    file = resources.folder("site") / "faults" / "nl.toml"
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{file}: cannot be read ({error}); mend it or install dip_lod again") from None
    return {"what": tables["what"], "advice": tables["advice"]}
