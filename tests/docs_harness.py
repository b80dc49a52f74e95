"""A page of the documentation, run as its reader would: its files written, its commands typed, its answers compared."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from patience import LATE

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"^```(?P<kind>[a-z]+)(?: file=(?P<file>\S+))?\n(?P<text>.*?)^```$", re.M | re.S)
_CHANGING = (
    (re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}"), "<publication>"),
    (re.compile(r"\b\d+\.\d s\b"), "<seconds>"),
    (re.compile(r"^seconds .*", re.M), "seconds <seconds>"),
    (re.compile(r"^triples .*", re.M), "triples <count>"),
    (re.compile(r"^documents +\d+", re.M), "documents <count>"),
    (re.compile(r"\b\d+ term\b"), "<count> term"),
    (re.compile(r"with \d+ workers?"), "with <count> workers"),
    (re.compile(r"process \d+"), "process <number>"),
)
"""What differs from day to day and machine to machine; `…` on a page stands for any text within a line, and a line
of `…` for any lines."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: a file to write, or a console with commands and answers."""

    kind: str
    file: str | None
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a console block, and the answer that the page shows."""

    command: str
    answer: str


def blocks(page: Path) -> list[Block]:
    """Read the fenced blocks of a page."""
    text = page.read_text("utf-8")
    return [
        Block(found["kind"], found["file"], found["text"], text.count("\n", 0, found.start()) + 1)
        for found in _BLOCK.finditer(text)
    ]


def steps(console: str) -> Iterator[Step]:
    """Read the commands of a console block: one goes on after a backslash, in an open quote, and until `END`."""
    command, answer = "", ""
    for line in console.splitlines():
        if command and not answer and _goes_on(command):
            command += "\n" + line
        elif line.startswith("$ "):
            if command:
                yield Step(command, answer)
            command, answer = line[2:], ""
        else:
            answer += line + "\n"
    if command:
        yield Step(command, answer)


def _goes_on(command: str) -> bool:
    if "<< 'END'" in command:
        return not command.endswith("\nEND")
    return command.endswith("\\") or command.count("'") % 2 == 1


def agree(shown: str, given: str) -> bool:
    """Say whether the answer on the page is the one that was given, but for what changes."""
    for pattern, word in _CHANGING:
        shown, given = pattern.sub(word, shown), pattern.sub(word, given)
    wanted = []
    for line in shown.strip().splitlines():
        wanted.append("(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") + "\n")
    tidy = "".join(line.rstrip() + "\n" for line in given.strip().splitlines())
    return re.fullmatch("".join(wanted), tidy) is not None


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Reader:
    """Follows a page in one shell; the ports 8000 and 7878 of the page are others here, for they may be taken."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self.port = free_port()
        self.store_port = free_port()
        self._shell = subprocess.Popen(
            ["bash", "--norc"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=environment | {"DIP_LOD_SERVE__PORT": str(self.port)},
            text=True,
        )
        self.cwd = folder
        self._servers: list[str] = []

    def follow(self, page: Path, skipped: str = "(never)") -> None:
        """Write the files and type the commands of a page, in its order, but for those that begin like `skipped`."""
        for block in blocks(page):
            if block.file:
                file = self.cwd / block.file
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(self._here(block.text), "utf-8")
            elif block.kind == "console":
                for step in steps(block.text):
                    if step.command.startswith(skipped):
                        continue
                    self._take(step, f"{page.relative_to(ROOT)}, block at line {block.line}")

    def _take(self, step: Step, where: str) -> None:
        if step.command.endswith("dip-lod serve"):
            given, code = self.serve(step.command), 0
        else:
            given, code = self.type(self._here(step.command))
        if step.answer:
            assert agree(step.answer, self._there(given)), (
                f"{where}\n$ {step.command}\nshown:\n{step.answer}\ngiven:\n{self._there(given)}"
            )
        else:
            assert code == 0, f"{where}\n$ {step.command}\nended with {code}:\n{given}"

    def type(self, command: str) -> tuple[str, int]:
        """Type a command; give what it printed and its exit code, which stays `$?` for the next."""
        assert self._shell.stdin and self._shell.stdout
        done = """__code=$?; printf '\\n<<done>> %s %s\\n' "$__code" "$PWD"; (exit "$__code")"""
        self._shell.stdin.write(f"{command}\n{done}\n")
        self._shell.stdin.flush()
        printed = ""
        for line in self._shell.stdout:
            if line.startswith("<<done>> "):
                _, code, cwd = line.rstrip("\n").split(" ", 2)
                self.cwd = Path(cwd)
                return printed.removesuffix("\n"), int(code)
            printed += line
        raise AssertionError(f"the shell ended at: {command}\n{printed}")

    def serve(self, command: str) -> str:
        """Start a server beside the shell, and wait until it serves."""
        log = self._folder / f"serve-{len(self._servers)}.log"
        self._servers.append(self.type(f"{command} > {log} 2>&1 & echo $!")[0].strip())
        deadline = time.monotonic() + LATE
        while "Serving" not in (printed := log.read_text("utf-8") if log.exists() else ""):
            assert time.monotonic() < deadline, f"{command} does not serve:\n{printed}"
            time.sleep(0.1)
        return printed

    def close(self) -> None:
        """End the servers and the shell, whatever they are at."""
        for process in self._servers:
            with suppress(ProcessLookupError):
                os.kill(int(process), signal.SIGTERM)
        self._shell.kill()
        self._shell.wait(10)
        assert self._shell.stdin and self._shell.stdout
        with suppress(BrokenPipeError):
            self._shell.stdin.close()
        self._shell.stdout.close()

    def _here(self, text: str) -> str:
        here = re.sub(r"(localhost|127\.0\.0\.1):8000", rf"\1:{self.port}", text)
        return here.replace("localhost:7878", f"localhost:{self.store_port}")

    def _there(self, text: str) -> str:
        return re.sub(rf"(localhost|127\.0\.0\.1):{self.port}", r"\1:8000", text).replace(
            f"{self._folder}/", "/home/you/"
        )
