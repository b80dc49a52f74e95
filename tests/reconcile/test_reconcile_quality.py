"""Names as others write them find the right thing."""

from pathlib import Path

import pytest
import quality

from dip_lod.search.candidates import Candidates


@pytest.fixture(scope="module")
def candidates(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Candidates:
    return quality.index(tmp_path_factory.mktemp("names"), shared)


@pytest.mark.parametrize("held", [False, True])
def test_precision_and_recall_at_rank_one(candidates: Candidates, shared: Path, held: bool) -> None:
    result = quality.measure(candidates, shared, held)
    assert result.precision >= 0.96 and result.recall >= 0.95, result.told()
    assert result.wrong_matches <= 0.005 * result.matches, result.told()
    for rule, count in result.rules.items():
        if rule != "another namesake":
            assert count.right >= 0.9 * count.asked, (rule, count)
    assert result.rules["another namesake"].answered <= 0.1 * result.rules["another namesake"].asked
