"""What became of documents that a build does not make any more: merged, deleted, and why."""

import re
from collections.abc import Callable, Collection, Iterator

from dip_lod import uris
from dip_lod.identity.table import IdentityTable
from dip_lod.journal.comparing import Comparison, Fate
from dip_lod.vocabulary import expand

_IDENTIFIER = re.compile(rf'^<([^>]*)> <{expand("dcterms:identifier")}> "((?:[^"\\]|\\.)*)"', re.M)
_SOURCE = re.compile(rf"^<[^>]*> <{expand('prov:wasDerivedFrom')}> <([^>]*)> \.$", re.M)


def judge(
    base: str, identities: IdentityTable, deleted: Collection[str]
) -> Callable[[Comparison], Iterator[tuple[str, Fate]]]:
    """Make what says why each document has gone; `deleted` are the ids of records that say they are deleted."""

    def judged(comparison: Comparison) -> Iterator[tuple[str, Fate]]:
        records: dict[str, str] = {}
        for _, said in comparison.gone():
            records.update(_IDENTIFIER.findall(said.decode()))
        for key, said in comparison.gone():
            yield key, _fate(comparison, key, _SOURCE.findall(said.decode()), records)

    def _fate(comparison: Comparison, key: str, sources: list[str], records: dict[str, str]) -> Fate:
        survivor = _survivor(key)
        if survivor != key and comparison.there(survivor):
            return Fate("merged", None, survivor)
        if not sources:
            return Fate("deleted", "unused")
        if any(comparison.there(source.removeprefix(f"{base}id/").partition("#")[0]) for source in sources):
            return Fate("deleted", "dropped")
        return Fate("deleted", "marked" if any(records.get(source) in deleted for source in sources) else "absent")

    def _survivor(key: str) -> str:
        name = uris.parse("", "id/" + key)
        return uris.path(*identities.final(*name), prefix="")[1:] if name else key

    return judged


def redirects(identities: IdentityTable) -> dict[str, str]:
    """Give the keys of documents that have been merged, each with the one into which."""
    merged = {}
    for old, new in identities.into.items():
        try:
            merged[uris.path(*old, prefix="")[1:]] = uris.path(*new, prefix="")[1:]
        except uris.UriError:
            continue  # a key that makes no URI has none to redirect from; its record is reported
    return merged
