"""An hour of attacks and of ordinary questions on a real server: nothing leaks (`make soak`; outside CI).

SOAK_SECONDS says how long. Memory and open files after each round are compared with those after the first ones.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import load
import pytest
import serving
import web_harness
from test_sparql_attack import PATHS, circles

SECONDS = float(os.environ.get("SOAK_SECONDS") or 3600)
ROUND = 20.0
REST = 6.0
_GROWTH_BYTES = 60_000_000
_GROWTH_FILES = 60


@pytest.mark.timeout(0)  # the limit of other tests would end it after five minutes
def test_nothing_leaks(tmp_path: Path) -> None:
    web_harness.publish(tmp_path, [*web_harness.triples(web_harness.SAMPLE), *circles()])
    with serving.serving(tmp_path) as (port, pid, log):
        measured: list[tuple[int, int]] = []
        answered = 0
        until = time.monotonic() + SECONDS
        while time.monotonic() < until or len(measured) < 4:
            running = [
                subprocess.Popen([sys.executable, load.__file__, *map(str, arguments)], stdout=subprocess.PIPE)
                for arguments in (("attack", port, 30, ROUND), ("pages", port, ROUND, *PATHS))
            ]
            outputs = [process.communicate()[0] for process in running]
            assert [process.returncode for process in running] == [0, 0]
            attacked, read = map(json.loads, outputs)
            assert set(attacked["answered"]) <= {"200", "400", "503"}
            answered += sum(attacked["answered"].values())
            time.sleep(REST)
            assert load.ask(port, 1, f"ASK {{ ?s ?p {len(measured)} }}")[0] == 200
            measured.append((serving.resident(pid), serving.descriptors(pid)))
            print(  # noqa: T201  an hour is long
                f"round {len(measured)}: {measured[-1][0] / 1e6:.0f} MB, {measured[-1][1]} files,"
                f" {answered} attacks answered, page p99 {load.percentile(read, 0.99) * 1000:.0f} ms",
                flush=True,
            )
        quarter = max(1, len(measured) // 4)
        first, last = measured[1 : 1 + quarter], measured[-quarter:]
        for place, allowed in ((0, _GROWTH_BYTES), (1, _GROWTH_FILES)):
            before, after = (statistics.median(row[place] for row in rows) for rows in (first, last))
            assert after <= before + allowed, (before, after)
        assert "Traceback" not in log.read_text("utf-8")
