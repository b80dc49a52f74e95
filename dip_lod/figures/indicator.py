"""An indicator: a query with a title, a definition, a unit, a source and caveats, read from site/queries/indicators."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dip_lod import resources
from dip_lod.errors import ConfigurationError, choices

LANGUAGES = ("nl", "en")
_LINE = re.compile(r"# (?P<what>[a-z]+)(?:@(?P<language>nl|en))?: (?P<words>.+)")
_WORDS = ("title", "definition", "unit", "source")
_SINGLE = ("cube", "by", "order", "counts", "decimals")
_COUNTED = ("performance", "run", "person")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as its file states it."""

    name: str
    text: str
    """The query alone: `?figure`, with a gap (`VALUES $season { UNDEF }`) for each dimension."""
    title: Mapping[str, str]
    definition: Mapping[str, str]
    unit: Mapping[str, str]
    source: Mapping[str, str]
    caveats: Mapping[str, tuple[str, ...]]
    cube: str
    by: tuple[str, ...]
    """The dimensions that it is given by; in others it has only its total."""
    order: int
    counts: str
    """What a figure counts, as far as it can be listed: performances, runs; people are listed nowhere."""
    decimals: int = 0


@dataclass(slots=True)
class _Head:
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    caveats: dict[str, list[str]] = field(default_factory=dict)
    single: dict[str, str] = field(default_factory=dict)


@cache
def indicators() -> Mapping[str, Indicator]:
    """Read the indicators that ship with the site, by their order; raises ConfigurationError."""
    folder = resources.folder("site") / "queries" / "indicators"
    return {one.name: one for one in sorted(_load(folder), key=lambda one: one.order)}


def named(name: str) -> Indicator:
    """Find an indicator; raises ConfigurationError."""
    known = indicators()
    if name not in known:
        raise ConfigurationError(f"indicator '{name}': there is none of that name; {choices(name, known)}")
    return known[name]


def _load(folder: Path) -> list[Indicator]:
    return [read(file.stem, file.read_text("utf-8")) for file in sorted(folder.glob("*.rq"))]


def read(name: str, text: str) -> Indicator:
    """Read an indicator; raises ConfigurationError where its comment lines are not what they should be."""
    lines = text.splitlines()
    count = next((place for place, line in enumerate(lines) if not line.startswith("# ")), len(lines))
    head = _Head()
    for line in lines[:count]:
        _take(head, name, line)
    for what in _WORDS:
        if set(head.words.get(what, {})) != set(LANGUAGES):
            raise _wrong(name, f"needs a {what} in nl and en")
    if missing := [what for what in ("cube", "by", "order", "counts") if what not in head.single]:
        raise _wrong(name, f"needs '{missing[0]}'")
    if head.single["counts"] not in _COUNTED:
        raise _wrong(name, f"counts one of {', '.join(_COUNTED)}")
    return Indicator(
        name,
        "\n".join(lines[count:]).strip() + "\n",
        head.words["title"],
        head.words["definition"],
        head.words["unit"],
        head.words["source"],
        {language: tuple(head.caveats.get(language, ())) for language in LANGUAGES},
        head.single["cube"],
        tuple(head.single["by"].split()),
        int(head.single["order"]),
        head.single["counts"],
        int(head.single.get("decimals", "0")),
    )


def _take(head: _Head, name: str, line: str) -> None:
    found = _LINE.fullmatch(line)
    if found is None:
        raise _wrong(name, f"has a line that cannot be read: {line}")
    what, language, words = found["what"], found["language"], found["words"].strip()
    if what in _WORDS and language:
        head.words.setdefault(what, {})[language] = words
    elif what == "caveat" and language:
        head.caveats.setdefault(language, []).append(words)
    elif what in _SINGLE and not language:
        head.single[what] = words
    else:
        raise _wrong(name, f"has a line that says something unknown: {line}")


def _wrong(name: str, what: str) -> ConfigurationError:
    return ConfigurationError(f"indicators/{name}.rq: {what}; see docs/reference/figures.md")
