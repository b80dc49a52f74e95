"""The whole check of a site: each area in turn, as far as the one before it makes possible."""

from collections.abc import Iterator

from dip_lod.checking import (
    distributions,
    identifiers,
    media,
    promises,
    records,
    registration,
    removed,
    sampling,
    site,
    terms,
)
from dip_lod.checking.fetching import Fetcher
from dip_lod.checking.finding import RED, Finding
from dip_lod.validation.shapes import Shapes

_LACKING = "Without a description, or a sample of the data, this cannot be seen; mend that first."


def check(fetcher: Fetcher, base: str, shapes: Shapes | None = None) -> Iterator[Finding]:
    """Check a site and yield what is found, one area after the other; `shapes` judge the sample beside our own."""
    described, findings = registration.find(fetcher, base)
    yield from findings
    if described is None:
        yield from _unseen("no description", "uris", "data", "terms", "distributions")
        yield from site.check(fetcher, base)
        return
    yield from registration.check(fetcher, described)
    yield from distributions.check(fetcher, described.said)
    sample = sampling.take(fetcher, distributions.declared(described.said))
    if isinstance(sample, str):
        yield from _unseen(f"no sample: {sample}"[:400], "uris", "data", "terms")
    else:
        yield from identifiers.check(fetcher, sample)
        yield from records.check(sample, shapes)
        yield from terms.check(fetcher, sample)
        yield from media.check(fetcher, sample)
        yield from site.figures(fetcher, described, sample)
        yield from promises.check(fetcher, sample)
    yield from site.check(fetcher, base)
    yield from removed.check(fetcher, base)


def _unseen(why: str, *areas: str) -> Iterator[Finding]:
    yield from (Finding(area, RED, "not seen", "", why, _LACKING) for area in areas)
