"""The queries behind figures, asked of the engine alone: seconds of the processor and of the clock.

    python figure_queries.py DATA_FOLDER [MOST_SECONDS]

DATA_FOLDER is one that `dip-lod build` made. Of the season with the most performances each indicator that counts no
people is asked as its figure leads to it: the season, and the season with a discipline and, where there is one, a
province. Each query has a process of its own, which ends after MOST_SECONDS.
"""

import multiprocessing
import os
import sys
import time
from pathlib import Path

import pyoxigraph as ox
from common import machine

from dip_lod.figures import queries
from dip_lod.figures.indicator import indicators
from dip_lod.journal.reading import current
from dip_lod.publication import layout, manifest

_SEASON = """
PREFIX schema: <https://schema.org/>
SELECT ?season (COUNT(*) AS ?n) WHERE { ?run a schema:EventSeries ; schema:keywords ?season .
  ?performance schema:superEvent ?run . FILTER(CONTAINS(STR(?season), "/id/season/")) }
GROUP BY ?season ORDER BY DESC(?n) LIMIT 1
"""


def main() -> None:
    """Ask all, and print a table."""
    data, most = Path(sys.argv[1]).resolve(), float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    publication = current(data)
    about, store = manifest.read(publication), publication / layout.STORE
    print(f"machine  {machine()}, load {os.getloadavg()[0]:.1f}")
    (row,) = ox.Store.read_only(str(store)).query(_SEASON)  # type: ignore[misc]
    season = row["season"].value.rpartition("/")[2]
    print(f"data     {about.triples:,} triples; {season}: {row['n'].value} performances")
    for one in indicators().values():
        if one.counts == "person":
            continue
        for codes in ({}, {"discipline": "toneel"} | ({"province": "NL-ZH"} if "province" in one.by else {})):
            text = queries.fill(one, {"season": season, **codes}, about.base_uri)
            print(f"{one.name:24}{' '.join(codes.values()):16}{_timed(store, text, most)}", flush=True)


def _timed(store: Path, text: str, most: float) -> str:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(False)
    process = context.Process(target=_ask, args=(store, text, sender))
    started = time.monotonic()
    process.start()
    answered = receiver.poll(most)
    said = "{:>10} {:8.2f} s of processor".format(*receiver.recv()) if answered else f"not in {most:g} s"
    process.kill()
    process.join()
    return f"{said} {time.monotonic() - started:8.2f} s"


def _ask(store: Path, text: str, sender: "multiprocessing.connection.Connection") -> None:
    opened, started = ox.Store.read_only(str(store)), time.process_time()
    rows = list(opened.query(text))  # type: ignore[arg-type]
    sender.send((rows[0]["figure"].value if rows else "", time.process_time() - started))


if __name__ == "__main__":
    main()
