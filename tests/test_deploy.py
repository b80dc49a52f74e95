"""The examples in docs/deploy: judged by systemd and nginx where they are installed, and compared with the project."""

import os
import re
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest
from docs_harness import ROOT

from dip_lod.config import Limits

DEPLOY = ROOT / "docs/deploy"
UNITS = sorted(file.name for file in DEPLOY.glob("dip-lod*"))
HARDENED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "PrivateTmp": "yes", "ProtectHome": "yes",
    "CapabilityBoundingSet": "", "RestrictSUIDSGID": "yes", "SystemCallFilter": "@system-service",
}  # fmt: skip


def unit(name: str) -> dict[str, str]:
    """Read the section of a service; of what stands there twice, the last."""
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / name)
    return dict(parser["Service"])


@pytest.mark.parametrize("name", UNITS)
def test_systemd_takes_each_unit(name: str, tmp_path: Path) -> None:
    judge = shutil.which("systemd-analyze")
    if judge is None:
        pytest.skip("no systemd-analyze: the units are not judged here")
    for file in DEPLOY.glob("dip-lod*"):
        program = Path(sys.executable).with_name("dip-lod")
        text = file.read_text("utf-8").replace("/srv/dip/.venv/bin/dip-lod", str(program))
        (tmp_path / file.name).write_text(text, "utf-8")
    done = subprocess.run(
        [judge, "verify", "--man=no", tmp_path / name],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )
    said = [line for line in done.stderr.splitlines() if "dip-lod" in line]
    assert said == [] and done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_systemd_finds_little_that_a_service_could_reach(name: str) -> None:
    judge = shutil.which("systemd-analyze")
    if judge is None:
        pytest.skip("no systemd-analyze: the units are not judged here")
    most = 18  # tenths of its exposure, from 0 (safe) to 10
    command = [judge, "security", "--offline=yes", "--no-pager", f"--threshold={most}", DEPLOY / name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_services_run_as_nobody_in_particular_with_little_to_reach(name: str) -> None:
    found = unit(name)
    assert found["User"] == "dip-lod"
    assert {key: found.get(key) for key in HARDENED} == HARDENED


def test_a_worker_that_memory_ends_does_not_end_the_server() -> None:
    service = unit("dip-lod.service")
    assert service["OOMPolicy"] == "continue"
    assert int(service["MemoryMax"].removesuffix("G")) << 30 > Limits().workers * Limits().memory_bytes


def test_the_server_can_write_nothing_and_reload() -> None:
    found = unit("dip-lod.service")
    assert "ReadWritePaths" not in found and found["Type"] == "notify"
    assert found["ExecReload"].endswith("kill -HUP $MAINPID")


def test_nginx_takes_the_example(tmp_path: Path) -> None:
    judge = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if judge is None or shutil.which("openssl") is None:
        pytest.skip("no nginx: its example is not judged here")
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=data.example.org"]
    subprocess.run(
        [*key, "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"], check=True, capture_output=True
    )
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    text = text.replace("/etc/letsencrypt/live/data.example.org", str(tmp_path)).replace(
        "/var/log/nginx", str(tmp_path)
    )
    kept = "".join(f"{name}_temp_path {tmp_path}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/e.log; events {{}}\nhttp {{ {kept} {text} }}\n", "utf-8"
    )
    done = subprocess.run([judge, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_caddy_takes_the_example(tmp_path: Path) -> None:
    judge = shutil.which("caddy")
    if judge is None:
        pytest.skip("no caddy: its example is not judged here")
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    version = subprocess.run([judge, "version"], capture_output=True, text=True, check=True).stdout
    number = re.search(r"(\d+)\.(\d+)", version)
    if number and (int(number[1]), int(number[2])) < (2, 7):  # Debian's: it has other words for the buffers
        text = re.sub(r"^.*(request|response)_buffers.*\n", "", text, flags=re.M)
    (tmp_path / "Caddyfile").write_text(text, "utf-8")
    command = [judge, "validate", "--config", tmp_path / "Caddyfile", "--adapter", "caddyfile"]
    home = os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=home)
    assert done.returncode == 0 and "not formatted" not in done.stderr, done.stderr


def test_the_user_of_the_examples_is_one_and_no_group_that_debian_has() -> None:
    """Debian has a group `dip`, for modems: `useradd dip` fails there."""
    container = (DEPLOY / "Containerfile").read_text("utf-8")
    how_to = (ROOT / "docs/how-to/operate.md").read_text("utf-8")
    users = {
        *re.findall(r"^(?:User|Group)=(.+)$", "".join((DEPLOY / name).read_text("utf-8") for name in UNITS), re.M),
        *re.findall(r"chown (.+):(.+) /srv/dip", container)[0],
        *re.findall(r"^install -d -o (\S+) -g (\S+) ", how_to, re.M)[0],
        *re.findall(r"useradd .* ([\w-]+) {1,2}[\\#]", container + how_to),
    }
    assert users == {"dip-lod"}
    groups = Path("/usr/share/base-passwd/group.master")
    if groups.is_file():
        assert not users & {line.partition(":")[0] for line in groups.read_text("utf-8").splitlines()}


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_proxy_keeps_inside_what_is_for_those_who_run_it(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    assert "/metrics" in text and "/readyz" in text and "127.0.0.1:8000" in text
    assert not re.search(r"proxy_pass http://\w+/", text)  # a path there would have nginx decode what was asked


def test_the_container_copies_what_is_there_and_ends_as_nobody() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    copied = [word for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.M) for word in line.split()[:-1]]
    assert all((ROOT / name).exists() for name in copied)
    shipped = set(re.findall(r'^"(\w+)" = "dip_lod/shipped', (ROOT / "pyproject.toml").read_text("utf-8"), re.M))
    assert shipped | {"dip_lod", "pyproject.toml", "README.md", "LICENSE"} <= set(copied)
    assert re.findall(r"^USER (.+)$", text, re.M)[-1] == "10001:10001"
    linter = shutil.which("hadolint")
    if linter:
        subprocess.run([linter, DEPLOY / "Containerfile"], check=True)
