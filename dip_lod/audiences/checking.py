"""Whether what is given of audiences keeps to what was promised: asked of the numbers themselves."""

import sqlite3
from contextlib import closing
from pathlib import Path

from dip_lod.audiences.cells import STEP
from dip_lod.audiences.tables import AUDIENCES

_SMALL = "SELECT count(*) FROM figure WHERE value > 0 AND value < (SELECT min(fewest) FROM publication) - :half"
_ROUGH = "SELECT count(*) FROM figure WHERE value % :step"
_TWICE = """
SELECT count(*) FROM (
  SELECT 1 FROM figure WHERE until IS NULL GROUP BY scheme, season, cell HAVING count(*) > 1)
"""
_ALONE = """
SELECT count(*) FROM (
  SELECT substr(cell, instr(cell, ' ')) AS of, count(value IS NULL OR NULL) AS withheld, count(*) AS cells
  FROM figure WHERE until IS NULL AND cell NOT GLOB '_T *' GROUP BY scheme, season, of
  HAVING withheld = 1 AND cells > 1)
"""


def wrong(folder: Path) -> str:
    """Say what is wrong with the numbers of a publication; nothing where all is well."""
    with closing(sqlite3.connect(f"{(folder / AUDIENCES).absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as rows:
        (sound,) = rows.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            return f"are broken ({sound}); build again"

        def count(query: str) -> int:
            return int(rows.execute(query, {"step": STEP, "half": STEP // 2}).fetchone()[0])

        if small := count(_SMALL):
            return f"give {small} numbers that are too small"
        if rough := count(_ROUGH):
            return f"give {rough} numbers that are not rounded"
        if twice := count(_TWICE):
            return f"give {twice} numbers twice"
        if alone := count(_ALONE):
            return f"withhold one group alone in {alone} rows, which the others give away"
    return ""
