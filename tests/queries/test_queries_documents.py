"""Each question about documents, answered a second time from the dump."""

from pathlib import Path

from questions_harness import BASE, Ask

from dip_lod.journal.reading import current
from dip_lod.publication import layout


def test_changed_since(ask: Ask, folder: Path) -> None:
    dump = (current(folder / "data") / layout.DUMP).read_text("utf-8").splitlines()
    stated = {
        line.split()[0][1:-1]: line.split('"')[1] for line in dump if "/dateModified>" in line and "/doc/" in line
    }
    days = sorted({one[:10] for one in stated.values()})
    assert len(days) > 2
    for since in ("1900-01-01", days[len(days) // 2], "2099-01-01"):
        found = {BASE + row["document"]: row["modified"] for row in ask("changed-since", since=since)}
        assert found == {document: at for document, at in stated.items() if at >= since}, since
