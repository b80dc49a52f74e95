"""Room for the counts of a worker: a full disk ends no worker."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client import values

from dip_lod.web.operations import room

COUNTS = """
import os, sys
from pathlib import Path
from dip_lod.web.operations import room
folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
room.take(folder, os.getpid())
from dip_lod.web.operations.metrics import Meter
meter = Meter()
for route in range(60):
    meter.note({"REQUEST_METHOD": "GET"}, f"a route of a usual name {route}", 1, "text/html", 0.1)
assert meter.text(()).count(b"dip_lod_http_requests_total{") == 60
print(*(f"{file.name.rpartition('_')[0]} {file.stat().st_size}" for file in sorted(folder.iterdir())), sep="\\n")
"""


def test_a_worker_counts_in_files_that_have_all_their_blocks(tmp_path: Path) -> None:
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    program = [sys.executable, "-c", COUNTS]
    told = subprocess.run(program, env=environment, capture_output=True, text=True, check=True).stdout
    assert dict(line.split() for line in told.splitlines()) == {kind: str(size) for kind, size in room.FILES.items()}
    assert all(file.stat().st_blocks * 512 >= file.stat().st_size for file in tmp_path.iterdir())


def test_nobody_sees_a_file_that_is_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reserve, seen = os.posix_fallocate, []

    def watched(descriptor: int, start: int, size: int) -> None:
        seen.extend(file.stat().st_size for file in tmp_path.glob("*.db"))  # what adds up all counts looks for these
        reserve(descriptor, start, size)

    monkeypatch.setattr(os, "posix_fallocate", watched)
    room.take(tmp_path, 7)
    assert len(seen) == 3 and 0 not in seen
    assert {file.name for file in tmp_path.iterdir()} == {f"{kind}_7.db" for kind in room.FILES}


def test_a_worker_without_room_counts_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(values, "ValueClass", None)
    monkeypatch.setattr(os, "posix_fallocate", full)
    room.take(tmp_path, 7)
    assert values.ValueClass is values.MutexValue and not list(tmp_path.iterdir())
    assert caplog.messages == [f"{tmp_path}: cannot be written (No space left on device); this worker counts for itself alone: make room"]
