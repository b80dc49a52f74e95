"""OAI-PMH over many documents: how long a page takes, of everything, of a view and of a set of few.

python benchmarks/oai.py [DOCUMENTS]
"""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import common

from dip_lod.config import Config
from dip_lod.harvest.oai.repository import Repository
from dip_lod.journal import writing
from dip_lod.journal.reading import PUBLICATIONS, Journal
from dip_lod.publication.links import LinkRows
from dip_lod.publication.manifest import Manifest, SourceEntry
from dip_lod.publication.packed import Packer
from dip_lod.publication.reading import Publication
from dip_lod.publication.repertoire.rows import Rows
from dip_lod.publication.writing import Writer

BASE = "http://localhost:8000/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
CHUNK = 10_000
TIMES = 10
KINDS = ("performance", "person", "production", "work")
QUESTIONS = (
    ("Dublin Core", "oai_dc", ""), ("schema.org", "rdf", ""), ("CIDOC-CRM", "crm", ""),
    ("RDA, of one in 1,000", "rda", ""),
    ("a kind", "oai_dc", "kind:work"), ("a dataset, of one in 10,000, the last", "oai_dc", "dataset:few"),
)  # fmt: skip


def said(key: str, number: int, dataset: str) -> list[str]:
    """Say some things of a thing, in schema.org and CIDOC-CRM."""
    thing = f"<{BASE}id/{key}>"
    lines = [f'{thing} <https://schema.org/alternateName> "Naam {number}, {one}"@nl .' for one in range(12)]
    lines += [
        f"{thing} <{TYPE}> <http://www.cidoc-crm.org/cidoc-crm/E1_CRM_Entity> .",
        f'{thing} <https://schema.org/name> "Naam {number}"@nl .',
        f"<{BASE}doc/{key}> <https://schema.org/isPartOf> <{BASE}id/dataset/{dataset}> .",
    ]
    return sorted(lines)


def fill(data: Path, count: int) -> None:
    """Publish documents; the last ten-thousandth is of another dataset."""
    folder = data / PUBLICATIONS / "p1"
    folder.mkdir(parents=True)
    writer = Writer(folder, BASE)
    keys = sorted(f"{KINDS[one * 10 // count % 4 if one * 10 // count > 6 else 0]}/{one}" for one in range(count))
    packed, packer = [], Packer(BASE)
    for number, key in enumerate(keys):
        dataset = "few" if number >= count - count // 10_000 else "many"
        body = said(key, number, dataset)
        view = f'<{BASE}id/{key}#rda> <http://rdaregistry.info/Elements/w/P10088> "Naam" .'
        packed.append(packer.pack(key, None, body, [view] if number % 1000 == 999 else [], [dataset]))
        if len(packed) == CHUNK or number == count - 1:
            writer.add(packed, [], LinkRows(), Rows())
            packed.clear()
    writer.close()
    sources = tuple(SourceEntry(name, {}, None, {}, 1, 0) for name in ("many", "few"))
    at = "2026-03-01T12:00:00+00:00"
    about = Manifest(
        id="p1", base_uri=BASE, as_of=at[:10], committed=at, software={}, sources=sources,
        documents=count, triples=writer.triples, kinds=dict(writer.kinds),
    )  # fmt: skip
    about.write(folder)
    writing.commit(data, about, "0" * 64)


def main() -> None:
    """Print a line a question: the first page, and the ones after it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{common.machine()}; {count:,} documents; seconds of processor", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch)
        fill(data, count)
        config, publication = Config(data=data, folder=data), Publication(data / PUBLICATIONS / "p1")
        repository = Repository(config, publication, Journal(data), b"x")
        for name, prefix, part in QUESTIONS:
            asked = [("verb", "ListRecords"), ("metadataPrefix", prefix), *([("set", part)] if part else [])]
            taken = []
            for _ in range(TIMES):
                began = time.process_time()
                body = repository.answer(asked, datetime.now(UTC))
                taken.append(time.process_time() - began)
                token = body.rpartition(b"</resumptionToken>")[0].rpartition(b">")[2].decode()
                if not token:
                    break
                asked = [("verb", "ListRecords"), ("resumptionToken", token)]
            later = taken[1:] or [0.0]
            rest = f"{len(taken) - 1} more {common.median(later):.3f} (longest {max(later):.3f})"
            print(f"{name:40} first page {taken[0]:.3f}; {rest}; {len(body) / 1e3:.0f} kB", flush=True)


if __name__ == "__main__":
    main()
