"""What the pages of /quality show: causes in their groups, cases with their labels, parties, history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dip_lod import vocabulary
from dip_lod.publication.quality import tables
from dip_lod.publication.quality.reading import Case, Cause, Party, Past, Quality
from dip_lod.publication.reading import Publication
from dip_lod.web.quality import faults
from dip_lod.web.words import dates, texts, values
from dip_lod.web.words.shown import Value
from dip_lod.web.words.visitor import Visitor

PAGE = 50
SHOWN = 20
"""Cases of each cause on the page of a party."""

HISTORY = 30


@dataclass(frozen=True, slots=True)
class Place:
    """A case as it is shown: the thing, if it is one of ours, and the place in a file, if it has one."""

    thing: Value | None
    place: str
    case: Case


@dataclass(frozen=True, slots=True)
class Row:
    """A cause as it is shown."""

    cause: Cause
    what: str
    what_language: str
    advice: str
    advice_language: str
    shape: str
    link: str
    places: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The causes of one severity."""

    severity: str
    cases: int
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows; what it does not use is empty."""

    counts: dict[str, int]
    groups: list[Group]
    history: list[Past] = field(default_factory=list)
    severities: list[str] = field(default_factory=list)
    """Those that occur in the history: its columns."""
    committed: str = ""
    publications: int = 0
    suppliers: list[tuple[Value, str, Party]] = field(default_factory=list)
    datasets: list[tuple[Value, str, Party]] = field(default_factory=list)
    party: Value | None = None
    key: str = ""
    row: Row | None = None
    next: str | None = None
    first: str | None = None


def overview(quality: Quality, publication: Publication, reader: Visitor) -> View:
    """Show what is wrong with a whole publication."""
    history = quality.history("", HISTORY)
    parties = quality.parties()
    named = dict(zip((party.key for party in parties), _things(publication, reader, parties), strict=True))
    listed = [(named[party.key], reader.path(f"quality/by/{party.key}"), party) for party in parties]
    listed.sort(key=lambda one: (_grave(one[2].counts), (one[0].text or "").lower()))
    return View(
        quality.counts(),
        _groups(quality.causes(), reader),
        history,
        _columns(history),
        dates.moment(publication.manifest.committed, reader.texts),
        quality.publications(),
        [one for one in listed if not one[2].key.startswith("dataset/")],
        [one for one in listed if one[2].key.startswith("dataset/")],
    )


def of_party(quality: Quality, publication: Publication, reader: Visitor, key: str) -> View:
    """Show what one party can mend, with the first cases of each cause."""
    causes = quality.causes(key)
    counts: dict[str, int] = {}
    for cause in causes:
        counts[cause.severity] = counts.get(cause.severity, 0) + cause.cases
    places = {cause.code: _places(publication, reader, quality.cases(cause, key, 0, SHOWN)) for cause in causes}
    history = quality.history(key, HISTORY)
    (party,) = _things(publication, reader, [Party(key, counts)])
    return View(
        counts,
        _groups(causes, reader, key, places),
        history,
        _columns(history),
        dates.moment(publication.manifest.committed, reader.texts),
        quality.publications(),
        party=party,
        key=key,
    )


def listing(quality: Quality, publication: Publication, reader: Visitor, cause: Cause, key: str, after: int) -> View:
    """Show the cases of one cause, a page of them."""
    found = quality.cases(cause, key, after, PAGE + 1)
    row = _row(cause, reader, key, _places(publication, reader, found[:PAGE]))
    link = f"quality/cause/{cause.code}?" + (f"by={key}&" if key else "")
    party = _things(publication, reader, [Party(key, {})])[0] if key else None
    return View(
        {},
        [],
        party=party,
        key=key,
        row=row,
        next=reader.path(f"{link}after={found[PAGE - 1].id}") if len(found) > PAGE else None,
        first=reader.path(link.rstrip("?&")) if after else None,
    )


def _groups(
    causes: Iterable[Cause], reader: Visitor, party: str = "", places: dict[str, list[Place]] | None = None
) -> list[Group]:
    found: dict[str, list[Row]] = {}
    for cause in causes:
        found.setdefault(cause.severity, []).append(_row(cause, reader, party, (places or {}).get(cause.code, ())))
    return [Group(severity, sum(row.cause.cases for row in rows), rows) for severity, rows in found.items()]


def _row(cause: Cause, reader: Visitor, party: str, places: Sequence[Place]) -> Row:
    what, language = texts.best(faults.told(cause.what, "what"), reader.language) or ("", "")
    advice, advice_language = texts.best(faults.told(cause.advice, "advice"), reader.language) or ("", "")
    shape = vocabulary.shorten(cause.shape) if cause.shape else ""
    link = reader.path(f"quality/cause/{cause.code}" + (f"?by={party}" if party else ""))
    return Row(cause, what, language, advice, advice_language, shape, link, places)


def _places(publication: Publication, reader: Visitor, cases: Sequence[Case]) -> list[Place]:
    space = f"{publication.base}id/"
    nodes = [space + (one.thing or one.node) if one.thing or "://" not in one.node else one.node for one in cases]
    wanted = {part for node in nodes if node.startswith(space) for part in (node, node.partition("#")[0])}
    labels = publication.labels(wanted)
    return [
        Place(values.source(node, labels, reader), case.node if case.thing else "", case)
        if node.partition("#")[0] in labels
        else Place(None, case.node, case)
        for node, case in zip(nodes, cases, strict=True)
    ]


def _things(publication: Publication, reader: Visitor, parties: Sequence[Party]) -> list[Value]:
    nodes = [f"{publication.base}id/{party.key}" for party in parties]
    labels = publication.labels(nodes)
    return [values.node(uri, labels, reader) for uri in nodes]


def _grave(counts: dict[str, int]) -> tuple[int, ...]:
    """Give what sorts parties: who has most of the gravest comes first."""
    return tuple(-counts.get(name, 0) for name in (*tables.SEVERITIES[:2], *tables.FAULTS, tables.SEVERITIES[2]))


def _columns(history: Iterable[Past]) -> list[str]:
    own = {name for past in history for name in past.counts}
    return sorted(own | {"Violation", "Warning", "Info", *tables.FAULTS}, key=lambda name: (tables.rank(name), name))
