"""The HTML of every kind of page is valid, by the Nu Html Checker; so is the style sheet."""

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from test_browser_model import PAGES as MODEL
from test_browser_pages import PAGES

from dip_lod import resources

MORE = {"english": "/doc/production/NL-22-017-0000871?lang=en", "question": "/questions/genres"}

NEWER = ("“paint-order”", "“rx”")
"""Properties of SVG 2 that the checker does not know yet."""


def written(address: str, folder: Path) -> dict[str, str]:
    """Write every page to a file, and say which is which."""
    names = {}
    paths = {**PAGES, **MORE, **{f"model {number}": path for number, path in enumerate(MODEL)}}
    for number, (name, path) in enumerate(paths.items()):
        request = urllib.request.Request(address + path, headers={"Accept": "text/html", "Accept-Language": "nl"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                body = answer.read()
        except urllib.error.HTTPError as refused:
            body = refused.read()
        file = folder / f"{number}.html"
        file.write_bytes(body)
        names[file.name] = name
    return names


def test_pages_of_every_kind_are_valid_html(address: str, vnu: list[str], tmp_path: Path) -> None:
    names = written(address, tmp_path)
    command = [*vnu, "--format", "json", "--exit-zero-always", "--no-langdetect", "--stdout", str(tmp_path)]
    checked = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found = json.loads(checked.stdout)["messages"]
    assert len(names) > 50
    wrong = [one for one in found if one["type"] != "info" or one.get("subType") == "warning"]
    assert [f"{names[Path(one['url']).name]}: {one['message']}: {one.get('extract', '')}" for one in wrong] == []


def test_the_style_sheet_is_valid(vnu: list[str]) -> None:
    sheets = [str(file) for file in (resources.folder("site") / "style").glob("*.css")]
    command = [*vnu, "--css", "--format", "json", "--exit-zero-always", "--stdout", *sheets]
    checked = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    found = json.loads(checked.stdout)["messages"]
    wrong = [one for one in found if one["type"] == "error" and not any(name in one["message"] for name in NEWER)]
    assert [f"{one['url']}: {one['message']}" for one in wrong] == []
