"""What the system refuses a command (a folder of another user, an output without room) is one sentence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import toy

from dip_lod import cli
from dip_lod import config as configuration
from dip_lod.errors import PublicationError

ROOT = Path(__file__).parents[1]
PROGRAM = (sys.executable, "-c", "from dip_lod.cli import main; main()")
NOT_ALL_POWERFUL = "-dac_override,-dac_read_search"
READING = {
    "validate": [], "verify": [], "serve": [], "history": ["person/toy.1"], "figures": ["figures"], "query": ["ASK {}"],
    "backup": ["kept"], "archive": ["bag"], "accounts": ["toy", "2024"],
}  # fmt: skip
"""Commands that only read the data folder."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder where somebody has been published."""
    made = tmp_path_factory.mktemp("refused")
    toy.published(toy.site(made, [{"id": "1", "name": "Noor van Oort"}], extra="[build]\nprocesses = 1"))
    return made


def told(folder: Path, *words: str, out: int = subprocess.DEVNULL) -> tuple[int, str]:
    """Run a command as a user to whom permissions count, root too."""
    rights = ["setpriv", f"--bounding-set={NOT_ALL_POWERFUL}", f"--inh-caps={NOT_ALL_POWERFUL}"]
    command = [*(rights if os.geteuid() == 0 else []), *PROGRAM, *words]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, stdout=out, stderr=subprocess.PIPE, text=True, env=environment, check=False)
    return done.returncode, done.stderr.strip()


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="no setpriv: to root nothing is refused")
@pytest.mark.parametrize("command", READING)
def test_a_data_folder_of_another_user_is_named(folder: Path, command: str) -> None:
    data = folder / "data"
    data.chmod(0)
    try:
        code, sentence = told(folder, command, *READING[command])
    finally:
        data.chmod(0o700)
    assert sentence == f"{data / 'journal.sqlite'}: cannot be read (Permission denied); make its folder readable"
    assert code == PublicationError.exit_code


@pytest.mark.parametrize("words", [["--help"], ["history", "person/toy.1"], ["verify"]], ids=" ".join)
def test_an_output_without_room_is_one_sentence(folder: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        code, sentence = told(folder, *words, out=full.fileno())
    assert code == 1 and sentence.endswith("try again") and "\n" not in sentence
    assert sentence.startswith("dip-lod: No space left on device; ")


def test_a_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    code, sentence = told(folder, "validate", "--output", "dip-lod.toml/report")
    assert code == 1 and "\n" not in sentence
    assert sentence.startswith("dip-lod.toml/report: Not a directory; ")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_mapping_can_work_with_is_refused(
    folder: Path, day: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["dip-lod", "build", "--as-of", day])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2 and "'--as-of': give a day from 1000 to 9998" in capsys.readouterr().err


def test_settings_that_a_windows_editor_saved_are_read(tmp_path: Path) -> None:
    file = tmp_path / "dip-lod.toml"
    file.write_bytes(b"\xef\xbb\xbf" + b'data = "elsewhere"\r\n')
    assert configuration.load(file, {}).data == Path("elsewhere")


def test_history_where_nothing_has_been_published_says_so(tmp_path: Path) -> None:
    toy.site(tmp_path, [])
    code, sentence = told(tmp_path, "history", "person/toy.1")
    assert code == PublicationError.exit_code and "nothing has been published here yet" in sentence
