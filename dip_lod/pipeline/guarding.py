"""The guard: a commit that would lose much stops, and says which documents (DESIGN, «Never lost»)."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dip_lod.errors import ValidationError
from dip_lod.journal.comparing import Comparison
from dip_lod.pipeline.inputs import SourceInput
from dip_lod.publication.manifest import Manifest
from dip_lod.vocabulary import expand

FOLLOWING = ("dataset", "place", "season", "term")
"""Kinds that come and go with what points to them."""

_SHOWN = 20
_MOST = 0.5
"""Share of a kind's documents: fewer may go by merging, or with a production that is gone."""
_LOST = "{}: {} of {} {}{}; the last publication stays. If that is right, build with --confirm-loss"
_DATASET = re.compile(rf"/doc/[^>]*> <{expand('schema:isPartOf')}> <[^>]*/id/dataset/([^>]*)> \.$", re.M)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build read and made."""

    read: Mapping[str, tuple[int, int]]
    """Records and faults of each source."""
    kinds: Mapping[str, int]
    """Documents of each kind."""


def guard(last: Manifest, sources: Sequence[SourceInput], made: Outcome, comparison: Comparison, share: float) -> None:
    """Stop where much has suddenly gone; raises ValidationError.

    Of a snapshot: many of its records, or more of them than faults were found, for then a file broke off. Of all
    together: most of the documents of a kind, for then a mapping finds nothing. Of any source: many of its documents,
    for then files may have been swapped.
    """
    deltas = {source.description.name for source in sources if source.description.delivery == "delta"}
    for source in last.sources:
        records, faults = made.read.get(source.name, (0, 0))
        lost = source.records - records
        if source.name in deltas or lost <= 0:
            continue
        if lost > share * source.records:
            _stop(source.name, lost, source.records, "records have vanished", _documents(comparison, source.name))
        if faults and lost > faults:
            what = "records have vanished, and a file was broken off"
            _stop(source.name, lost, source.records, what, _documents(comparison, source.name))
    for kind, before in last.kinds.items():
        lost = before - made.kinds.get(kind, 0)
        if kind not in FOLLOWING and lost > max(share, _MOST) * before:
            documents = [key for key, _ in comparison.gone() if key.startswith(f"{kind}/")]
            _stop(kind, lost, before, "documents have vanished", documents)
    gone = _counted(comparison)
    for source in last.sources:
        if gone[source.name] > share * source.documents > 0:
            documents = _documents(comparison, source.name)
            _stop(source.name, gone[source.name], source.documents, "documents have vanished", documents)


def datasets(said: bytes) -> set[str]:
    """Find the datasets that a document is part of."""
    return set(_DATASET.findall(said.decode()))


def _counted(comparison: Comparison) -> Counter[str]:
    """Count the documents that have gone without having been merged, by source."""
    gone: Counter[str] = Counter()
    for key, said in comparison.gone():
        if key.partition("/")[0] not in FOLLOWING:
            gone.update(datasets(said))
    return gone


def _documents(comparison: Comparison, source: str) -> list[str]:
    gone = ((key, said) for key, said in comparison.gone() if key.partition("/")[0] not in FOLLOWING)
    return [key for key, said in gone if source in datasets(said)]


def _stop(what: str, lost: int, of: int, how: str, documents: list[str]) -> None:
    shown = ", ".join(documents[:_SHOWN])
    if len(documents) > _SHOWN:
        shown += f" and {len(documents) - _SHOWN} more"
    raise ValidationError(_LOST.format(what, lost, of, how, f" (documents: {shown})" if shown else ""))
