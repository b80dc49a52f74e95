"""The benchmarks: each is run by `make bench`, and those that need nothing from elsewhere still run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SHARED = ("common", "tree")
"""What the others import."""


def test_make_bench_runs_every_script() -> None:
    run = (BENCHMARKS / "run").read_text("utf-8")
    named = {word.removesuffix(".py") for word in run.replace(";", " ").split()}
    assert {file.stem for file in BENCHMARKS.glob("*.py")} - named == set(SHARED)


@pytest.mark.parametrize("script", ["harvest", "journal", "oai", "search"])
def test_a_benchmark_runs_on_few_documents(script: str) -> None:
    command = [sys.executable, str(BENCHMARKS / f"{script}.py"), "300"]
    environment = os.environ | {"PYTHONPATH": str(BENCHMARKS.parent)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0 and done.stdout, done.stderr
