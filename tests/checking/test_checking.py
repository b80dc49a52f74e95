"""`dip-lod check`: all green on our demo behind TLS, and never a traceback, whatever a site does."""

import json
import re
import shutil
import ssl
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import check_harness as harness
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from dip_lod import cli
from dip_lod import config as configuration
from dip_lod.checking import checking, promises, records, removed
from dip_lod.checking.fetching import Fetcher
from dip_lod.checking.finding import AREAS, LEVELS, TICKS, Finding
from dip_lod.checking.sampling import Sample
from dip_lod.checking.statements import Said
from dip_lod.errors import CheckError
from dip_lod.pipeline.build import Options, build
from dip_lod.pipeline.progress import Progress
from dip_lod.sample import write
from dip_lod.validation import shapes


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
    for file in (folder / "records").glob("*.ndjson"):  # one production goes, so that something has been removed
        file.write_text("".join(file.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")
    build(configuration.load(settings, {}), Options(date(2026, 3, 3), confirm_loss=True), Progress(quiet=True))
    with harness.site(settings, behind), harness.proxy(folder, port, behind):
        yield f"https://localhost:{port}/", folder / "ca.pem"


def test_all_is_green_on_our_demo_behind_tls(demo: tuple[str, Path], tmp_path: Path) -> None:
    base, ca = demo
    more = tmp_path / "more.ttl"
    more.write_text("<urn:s> a <http://www.w3.org/ns/shacl#NodeShape> .")
    done = CliRunner().invoke(cli._group, ["check", base, "--json", "--ca", str(ca), "--shapes", str(more)])
    said = json.loads(done.stdout)
    assert [one for one in said["findings"] if one["level"] in ("red", "amber")] == []
    assert said["ticks"] == {"registration": "green", "uris": "green", "data": "green", "terms": "green", "iiif": "none"}
    assert set(said["areas"]) == set(AREAS) and done.exit_code == 0
    assert {"LDES", "OAI-PMH", "Memento", "TimeMap", "profile", "removed URIs", "shapes given"} <= {one["name"] for one in said["findings"] if one["level"] == "green"}
    assert {"SPARQL endpoint", "service description", "file", "figures", "sitemap", "SCHEMA-AP-NDE"} <= {one["name"] for one in said["findings"]}


def test_versions_profiles_and_removed_uris_are_asked_for(demo: tuple[str, Path]) -> None:
    base, ca = demo
    fetcher = Fetcher(ca=ca)
    work = ox.parse(f"<{_person(fetcher, base)}> a <https://schema.org/Person> .", format=ox.RdfFormat.TURTLE)
    sample = Sample(Said([one.triple for one in work]), base, "")
    found = [*promises.check(fetcher, sample), *removed.check(fetcher, base)]
    assert [one for one in found if one.level != "green"] == []
    assert {one.name for one in found} == {"Memento", "TimeMap", "profile", "removed URIs"}


def _person(fetcher: Fetcher, base: str) -> str:
    listed = fetcher.get(f"{base}oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=kind:person")
    return next(one for one in re.findall(r"<identifier>([^<]+)</identifier>", listed.body.decode()))


def test_what_links_promise_and_is_not_there_is_amber() -> None:
    with harness.hostile("links") as base:
        said = ox.parse(f"<{base}d> a <https://schema.org/Person> .", format=ox.RdfFormat.TURTLE)
        found = promises.check(Fetcher(seconds=1), Sample(Said([one.triple for one in said]), base, ""))
    assert {one.name: one.level for one in found} == {"Memento": "amber", "TimeMap": "amber", "profile": "amber"}
    with harness.hostile("deleted") as base:
        gone = removed.check(Fetcher(seconds=1), base)
    assert [one.level for one in gone] == ["amber"] * len(gone) and gone


def test_shapes_of_others_judge_the_sample_too(tmp_path: Path) -> None:
    said = ox.parse('<urn:p> a <https://schema.org/Person> ; <https://schema.org/name> "Noor"@nl .', format=ox.RdfFormat.TURTLE)
    sample = Sample(Said([one.triple for one in said]), "here", "")
    assert "shapes given" not in {one.name for one in records.check(sample)}
    for severity, level in (("Violation", "red"), ("Warning", "amber")):
        file = tmp_path / f"{severity}.ttl"
        file.write_text(
            "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetClass <https://schema.org/Person> ;"
            f" sh:property [ sh:path <https://schema.org/birthDate> ; sh:minCount 1 ; sh:severity sh:{severity} ] ."
        )
        assert [one.level for one in records.check(sample, shapes.load([file])) if one.name == "shapes given"] == [level]


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
