"""`dip-lod check`: all green on our demo behind TLS, and never a traceback, whatever a site does."""

import json
import shutil
import ssl
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import check_harness as harness
import pytest
from click.testing import CliRunner

from dip_lod import cli
from dip_lod import config as configuration
from dip_lod.checking import checking
from dip_lod.checking.fetching import Fetcher
from dip_lod.checking.finding import AREAS, LEVELS, TICKS, Finding
from dip_lod.errors import CheckError
from dip_lod.pipeline.build import Options, build
from dip_lod.pipeline.progress import Progress
from dip_lod.sample import write


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Give the address of a demo behind TLS, and its certificate authority."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl: no certificate can be made; install Debian's openssl")
    folder, port, behind = tmp_path_factory.mktemp("demo"), harness.free_port(), harness.free_port()
    harness.certify(folder)
    write(folder / "records", 12, 7, "ndjson")
    settings = folder / "dip-lod.toml"
    settings.write_text(harness.SETTINGS.format(base=f"https://localhost:{port}/"), "utf-8")
    build(configuration.load(settings, {}), Options(date(2026, 3, 2)), Progress(quiet=True))
    with harness.site(settings, behind), harness.proxy(folder, port, behind):
        yield f"https://localhost:{port}/", folder / "ca.pem"


def test_all_is_green_on_our_demo_behind_tls(demo: tuple[str, Path]) -> None:
    base, ca = demo
    done = CliRunner().invoke(cli._group, ["check", base, "--json", "--ca", str(ca)])
    said = json.loads(done.stdout)
    assert [one for one in said["findings"] if one["level"] in ("red", "amber")] == []
    assert said["ticks"] == {"registration": "green", "uris": "green", "data": "green", "terms": "green", "iiif": "none"}
    assert set(said["areas"]) == set(AREAS) and done.exit_code == 0
    assert {"LDES", "OAI-PMH"} <= {one["name"] for one in said["findings"] if one["level"] == "green"}
    assert {"SPARQL endpoint", "service description", "file", "figures", "sitemap", "SCHEMA-AP-NDE"} <= {one["name"] for one in said["findings"]}


def test_a_dataset_is_checked_by_its_own_address(demo: tuple[str, Path]) -> None:
    base, ca = demo
    done = CliRunner().invoke(cli._group, ["check", f"{base}id/dataset/rda", "--ca", str(ca), "--quiet"])
    assert "✓ green  1 Registration" in done.stdout, done.stdout


def test_harvesters_at_odds_with_the_standard_get_an_answer(demo: tuple[str, Path]) -> None:
    base, ca = demo
    context = ssl.create_default_context(cafile=str(ca))

    def ask(path: str, data: bytes | None = None, **headers: str) -> int:
        asked = urllib.request.Request(base + path, data, {name.replace("_", "-"): value for name, value in headers.items()})
        try:
            with urllib.request.urlopen(asked, context=context, timeout=60) as answer:
                answer.read()
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return int(error.code)

    form = "application/x-www-form-urlencoded; charset=ISO-8859-1"
    assert ask("sparql", b"query=ASK+%7B+%3Fs+%3Fp+%22caf%E9%22+%7D", Content_Type=form) in (200, 400)
    assert ask("dumps/all.nt.gz", Accept="*/*;q=0.1") == 200
    assert ask("dumps/all.nt.gz", If_Modified_Since="Wed, 01 Jan 2999 00:00:00 GMT") in (200, 304)
    assert ask("dumps/all.nt.gz", Range="bytes=99999999999999999999999-", If_Range="nonsense") == 200
    assert ask("downloads", Accept="nonsense;;;q=x", Accept_Language="\xe9;q=9") == 200
    assert ask("questions/podiumkunst/works-for-agents?agent=%FF%00") in (303, 400)
    with ThreadPoolExecutor(50) as pool:
        statuses = set(pool.map(ask, ["dumps/all.nt.gz"] * 50))
    assert statuses <= {200, 503} and 200 in statuses


@pytest.mark.parametrize("wrong", harness.WRONGS)
def test_no_site_is_so_broken_that_the_check_fails(wrong: str) -> None:
    with harness.hostile(wrong) as base:
        fetcher = Fetcher(seconds=0.5, size=300_000, most=12)
        findings = list(checking.check(fetcher, base))
    assert findings and all(isinstance(one, Finding) and one.level in LEVELS and one.area in AREAS for one in findings)
    assert any(one.level == "red" for one in findings)
    assert all(one.remedy for one in findings if one.level == "red")


def test_what_a_stranger_says_does_not_command_the_terminal() -> None:
    with harness.hostile("escapes") as base:
        done = CliRunner().invoke(cli._group, ["check", base, "--seconds", "1"])
    assert "\x1b" not in done.stdout and "\x07" not in done.stdout


def test_the_exit_code_tells_a_nightly_job() -> None:
    with harness.hostile("fails") as base:
        done = CliRunner().invoke(cli._group, ["check", base, "--json", "--seconds", "1"])
    said = json.loads(done.stdout)
    assert isinstance(done.exception, CheckError) and CheckError.exit_code == 10
    assert set(said["ticks"]) == set(TICKS) and said["ticks"]["registration"] == "red"


def test_nobody_there_is_red_and_no_address_is_a_sentence() -> None:
    done = CliRunner().invoke(cli._group, ["check", f"http://127.0.0.1:{harness.free_port()}/", "--seconds", "1"])
    assert isinstance(done.exception, CheckError) and "no answer" in done.stdout
    wrong = CliRunner().invoke(cli._group, ["check", "data.example.org"])
    assert wrong.exit_code == 1 and "is no address of a site" in str(wrong.exception)
