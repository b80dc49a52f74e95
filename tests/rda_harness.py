"""What the RDA view holds of some records: of terms and places those that it points to, and names of terms elsewhere."""

import re
from collections.abc import Iterable

import mapping_harness as harness
import pyoxigraph as ox

from dip_lod.documents import terms
from dip_lod.documents.settling import Settled
from dip_lod.documents.settling import documents as settled
from dip_lod.mapping.query import read as queries
from dip_lod.pipeline.finishing import Finisher, FinishPlan
from dip_lod.publication.elsewhere import descriptions
from dip_lod.sources.record import Entry

RULES = queries(harness.folder("rules") / "rda")
_MAIN = tuple(rule for view in harness.VIEWS for rule in queries(harness.folder("rules") / view))
_MATCH = "<http://www.w3.org/2004/02/skos/core#exactMatch>"
_POINTED_ONLY = ("hall/", "place/", "term/", "venue/")
_DOCUMENT = re.compile(rf"<{re.escape(harness.BASE)}id/([^>#]+)")


def triples(text: str | bytes, form: ox.RdfFormat = ox.RdfFormat.N_TRIPLES) -> set[str]:
    """Write statements as the engine does, so that two spellings of one literal are one."""
    return {f"{quad.triple} ." for quad in ox.parse(text, format=form, base_iri=harness.BASE)}


def view(source: str, entries: Iterable[Entry]) -> set[str]:
    """Give the statements of the RDA view of some records, as of the model's date."""
    lines = sorted({line for record in harness.mapped(source, entries) for line in record.lines})
    return of_documents(settled("".join(lines).encode().split(b"\n")[:-1]))


def of_documents(given: Iterable[Settled]) -> set[str]:
    """Give the statements of the RDA view of settled documents and of the terms that they point to."""
    finisher = Finisher(FinishPlan(_MAIN, harness.BASE, harness.AS_OF, RULES))
    result = finisher.finish(given)
    named = finisher.finish(terms.term(harness.BASE, key, sets) for key, sets in terms.needed(result.terms).items())
    assert not [*result.failures, *named.failures, *result.orphans]
    parts = {one.key: triples(one.rda) for finished in (result, named) for one in finished.documents}
    return _told({key: said for key, said in parts.items() if said})


def _told(parts: dict[str, set[str]]) -> set[str]:
    """Leave out terms and places that nothing points to, and add the names of terms elsewhere."""
    links = {line.split(" ", 2)[2][:-2] for said in parts.values() for line in said if f" {_MATCH} " not in line}
    pointed = {found[1] for link in links if (found := _DOCUMENT.match(link))}
    told = {line for key, said in parts.items() for line in said if not key.startswith(_POINTED_ONLY) or key in pointed}
    named = b"".join(text for uri, text in descriptions().items() if f"<{uri}>" in links)
    return told | triples(named)
