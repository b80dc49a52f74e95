"""The bundle of the query editor: what is shipped is what its sources make, with versions and licences."""

import json
import re
import subprocess

from docs_harness import ROOT
from npm_packages import fetched

EDITOR = ROOT / "editor"
BUNDLE = ROOT / "site/static/editor"
MAPS = ROOT / "site/static/map"


def test_the_bundle_is_what_its_sources_make() -> None:
    fetched(EDITOR)
    done = subprocess.run([EDITOR / "build", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_package_is_named_with_its_version_and_licence() -> None:
    wanted = json.loads((EDITOR / "package.json").read_text("utf-8"))["dependencies"]
    text = (BUNDLE / "LICENCES.txt").read_text("utf-8")
    for name, version in wanted.items():
        assert re.search(rf"^{re.escape(name)} {re.escape(version)}$", text, re.M), name
    assert "Natural Earth" in text and "Permission is hereby granted" in text


def test_the_map_has_the_twelve_provinces_and_belgium_and_is_small() -> None:
    file = BUNDLE / "basemap.json"
    kinds = [one["properties"]["kind"] for one in json.loads(file.read_text("utf-8"))["features"]]
    assert kinds.count("province") == 12 + 11
    assert kinds.count("country") > 150
    assert file.stat().st_size < 300_000


def test_the_maps_of_pages_are_a_small_file_until_one_is_looked_at() -> None:
    assert (MAPS / "pages.js").stat().st_size < 1000
    text = (MAPS / "LICENCES.txt").read_text("utf-8")
    assert re.search(r"^leaflet 1\.9\.4$", text, re.M) and "Natural Earth" in text


def test_the_bundle_asks_no_other_host() -> None:
    for file in (*BUNDLE.glob("*.js"), *MAPS.glob("*.js")):
        assert not re.search(r"""fetch\(["'`]https?:|import\(["'`]https?:|src=["']https?:""", file.read_text("utf-8"))
