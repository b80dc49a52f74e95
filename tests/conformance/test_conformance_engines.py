"""pySHACL judges every dataset too, in all three views: its results are those of the compiled engine, one by one."""

import zlib
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph as ox
import pytest
from conformance_harness import BASE, DATASETS, Built, Dataset

from dip_lod.pipeline import workers
from dip_lod.pipeline.validating import validate
from dip_lod.publication import layout
from dip_lod.validation import lookup, shapes
from dip_lod.validation.batches import batches
from dip_lod.validation.checking import Finding, check

REPORTS = ("report.ttl", "report.txt", "rda/report.ttl", "rda/report.txt")
VIEWS = [("schema", "crm"), ("rda",)]
JUDGED = [name for name in DATASETS if not name.endswith("-xml")]
"""The XML of a source gives the dump of its JSON (test_conformance_deliveries), and pySHACL takes half a minute each."""

pytestmark = pytest.mark.timeout(1200)


class Quiet:
    """Counts no progress."""

    def update(self, n: int) -> None:
        """Count nothing."""


@pytest.mark.parametrize("name", JUDGED)
def test_pyshacl_gives_the_report_of_the_build(name: str, built: Built, tmp_path: Path) -> None:
    dataset = built(name)
    with workers.executor(2, workers.nothing) as pool:
        validate(dataset.folder, tmp_path, BASE, pool, Quiet(), "pyshacl")
    for file in REPORTS:
        assert (tmp_path / file).read_text("utf-8") == (dataset.folder / file).read_text("utf-8"), file


def spoilt(dataset: Dataset, rda: bool, documents: int = 100) -> list[tuple[str, bytes]]:
    """Give some documents of a dataset with one in eleven statements lost, and every fourth language tag wrong."""
    wanted = "rda" if rda else "body"
    store = dataset.rows(f"SELECT key, {wanted} FROM document WHERE {wanted} IS NOT NULL ORDER BY key")
    every = [(key, zlib.decompress(packed)) for key, packed in store]
    found = []
    for key, body in islice(every, 0, None, max(1, len(every) // documents)):
        kept = [line for line in body.splitlines(keepends=True) if zlib.crc32(line) % 11]
        wrong = [line.replace(b'"@nl ', b'"@en ') if zlib.crc32(line) % 4 == 0 else line for line in kept]
        found.append((f"{BASE}doc/{key}", b"".join(wrong)))
    return found


@pytest.mark.parametrize("views", VIEWS, ids="+".join)
@pytest.mark.parametrize("name", JUDGED)
def test_engines_agree_on_a_dataset_in_which_much_is_wrong(name: str, views: tuple[str, ...], built: Built) -> None:
    dataset = built(name)
    of = spoilt(dataset, views == ("rda",))
    if not of:
        pytest.skip("no document of this dataset is in the view")
    around = ox.Store.read_only(str(dataset.folder / (layout.RDA_STORE if views == ("rda",) else layout.STORE)))
    rules = shapes.shipped(views)
    cut = list(batches(of, lookup.types(around), 80))
    with ProcessPoolExecutor(2, mp_context=get_context("forkserver")) as pool:
        judged = [pool.submit(check, batch, rules, "pyshacl") for batch in cut]
        compiled: list[list[Finding]] = [check(batch, rules, "shacl") for batch in cut]
        assert [one.result() for one in judged] == compiled
    assert len({finding.result.shape for batch in compiled for finding in batch}) > 3
