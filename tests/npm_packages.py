"""What tests take from npm: the packages that a folder's package-lock.json names, fetched the first time."""

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

INSTALL = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")


def fetched(folder: Path) -> Path:
    """Give node_modules of a folder, at the locked versions; two runs of tests do not fetch at once. Skips without npm."""
    if shutil.which("npm") is None:
        pytest.skip(f"no npm: what {folder.name}/package.json names cannot be fetched; install Debian's npm")
    modules = folder / "node_modules"
    with (folder / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (modules / ".package-lock.json").is_file():  # npm writes it when all is there
            subprocess.run(INSTALL, cwd=folder, check=True, stdout=sys.stderr)
    return modules
