"""The examples in docs/deploy in front of a server that is just starting again: run by nginx and by Caddy themselves."""

import http.client
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docs_harness import ROOT
from patience import LATE, until

DEPLOY = ROOT / "docs/deploy"


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def nginx(folder: Path, port: int) -> list[str | Path]:
    """Write nginx's example for a port of this machine, without TLS; it is to log into the folder."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("no nginx: its example is not run here")
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    text = re.sub(r"^ *(ssl_\w+ .*|listen \[::\].*|listen 80;)\n", "", text, flags=re.M)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};").replace("/var/log/nginx", str(folder))
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{free()}")
    text = re.sub(r"server \{\s+server_name.*?\n\}\n", "", text, count=1, flags=re.S)  # the one that leads to https
    kept = "".join(f"{name}_temp_path {folder}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    file = folder / "nginx.conf"
    file.write_text(f"pid {folder}/pid; error_log {folder}/start.log; events {{}}\nhttp {{ {kept} {text} }}\n", "utf-8")
    return [program, "-c", file, "-g", "daemon off;"]


def caddy(folder: Path, port: int) -> list[str | Path]:
    """Write Caddy's example for a port of this machine, without TLS."""
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("no caddy: its example is not run here")
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    text = re.sub(r"^.*(request|response)_buffers.*\n", "", text, flags=re.M)  # Debian's has other words for them
    text = text.replace("data.example.org {", f"http://127.0.0.1:{port} {{").replace("{\n", "{\n\tadmin off\n", 1)
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{free()}").replace("lb_try_duration 5s", "lb_try_duration 1s")
    (folder / "Caddyfile").write_text(text, "utf-8")
    return [program, "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]


@contextmanager
def running(command: list[str | Path], folder: Path, port: int) -> Iterator[None]:
    """Run a web server until it has been asked."""
    home = os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "told.log").open("wb") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, env=home)
    try:
        until(lambda: process.poll() is not None or listens(port), LATE, "it does not listen")
        assert process.poll() is None, (folder / "told.log").read_text("utf-8")
        yield
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("proxy", [nginx, caddy], ids=lambda proxy: proxy.__name__)
def test_while_the_server_starts_again_who_asks_is_told_when_to_come_back_and_is_named_in_no_log(
    proxy: Callable[[Path, int], list[str | Path]], tmp_path: Path
) -> None:
    port = free()
    with running(proxy(tmp_path, port), tmp_path, port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LATE)
        connection.request("GET", "/search?q=somebody", headers={"Host": "127.0.0.1", "X-Forwarded-For": "192.0.2.77"})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        assert answer.headers["Strict-Transport-Security"] and b"come back" in answer.read()
        connection.close()
    written = "".join(file.read_text("utf-8") for file in tmp_path.glob("*.log"))
    assert not re.search(r"client: |remote_ip|somebody|192\.0\.2\.77", written), written
