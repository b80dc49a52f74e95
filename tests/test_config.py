"""dip-lod.toml and `DIP_LOD_*`: what is read, what is refused, and the page that lists it all."""

import re
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from docs_harness import ROOT

from dip_lod.config import Config, checking, load
from dip_lod.errors import ConfigurationError

PAGE = ROOT / "docs/reference/configuration.md"
MINIMAL = '[[sources]]\nmapping = "dip"\nfiles = ["*.json"]\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "dip-lod.toml"
    written.write_text(MINIMAL, "utf-8")
    return written


def declared(kind: type, prefix: str = "") -> dict[str, Any]:
    """List the settings of a dataclass by their full names, each with its default."""
    found: dict[str, Any] = {}
    hints = get_type_hints(kind)
    for one in fields(kind):
        inner = next((part for part in (hints[one.name], *get_args(hints[one.name])) if is_dataclass(part)), None)
        if isinstance(inner, type):
            found |= declared(inner, f"{prefix}{one.name}.")
        elif one.name != "folder":
            found[prefix + one.name] = one.default
    return found


def shown() -> dict[str, Any]:
    """Read the table of the page."""
    rows = re.findall(r"^\| `([a-z_.]+)` \| (.+?) \| .+ \|$", PAGE.read_text("utf-8"), re.M)
    special = {"none": None, "required": MISSING}
    return {name: special[text] if text in special else tomllib.loads(f"x = {text.strip('`')}")["x"] for name, text in rows}


def test_the_page_lists_every_setting_with_its_default() -> None:
    written = {Path: str, tuple: list}
    wanted = {
        name: next((make(value) for kind, make in written.items() if isinstance(value, kind)), value)
        for name, value in declared(Config).items()
    }
    assert shown() == wanted
    assert list(shown()) == list(wanted)


def test_paths_are_relative_to_the_file(file: Path) -> None:
    settings = load(file, {})
    assert settings.data_folder == file.parent / "data"
    assert settings.resolve("records/a.csv") == file.parent / "records/a.csv"


def test_the_environment_overrules_the_file(file: Path) -> None:
    file.write_text(MINIMAL + "[serve]\nport = 8001\n", "utf-8")
    assert load(file, {}).serve.port == 8001
    environment = {"DIP_LOD_SERVE__PORT": "8080", "DIP_LOD_BUILD__VANISHED": "0.5", "DIP_LOD_CONFIG": "x", "OTHER": "y"}
    settings = load(file, environment)
    assert (settings.serve.port, settings.build.vanished) == (8080, 0.5)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("prot = 1", "unknown setting 'prot'; choose from "),
        ("[serve]\nprot = 1", "serve: unknown setting 'prot'; choose from port, "),
        ("[serve]\nport = true", "serve: port: True is not a whole number; mend it"),
        ('[serve]\nport = "http"', "serve: port: 'http' is no number; give a number"),
        ("[serve]\nport = 0", "serve.port is 0; give 1 to 65535"),
        ("serve = 1", "serve: 1 is not a table; mend it"),
        ("[build]\nbatch = 0", "build.batch is 0; give 1 or more"),
        ("[build]\nkeep = 0", "build.keep is 0; give 1 or more"),
        ("[build]\nvanished = 2", "build.vanished is 2.0; give 0 to 1"),
        ('[log]\nform = "xml"', "log.form 'xml' is unknown; choose from plain, json"),
        ('[operations]\nmetrics = "10.0.0.1/8"', "operations.metrics: 10.0.0.1/8 has host bits set; give networks"),
        ('[build]\nviolations = "ignore"', "build.violations 'ignore' is unknown; choose from stop, report"),
        ('base_uri = "data.example.org/"', "base_uri 'data.example.org/' is no web address; give https://…/"),
        ('base_uri = "https://data.example.org/?a"', "is no web address; give https://…/"),
        ("overrides = 3", "overrides: 3 is not a path; mend it"),
        ('[[sources]]\nmapping = "dip"', "'files' is missing; add it"),
        ('[[sources]]\nmapping = "dip"\nfiles = "a.json"', "sources[0]: files: 'a.json' is not a list; mend it"),
    ],
)
def test_a_wrong_setting_is_named(text: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "dip-lod.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load(file, {})
    assert str(caught.value).startswith(f"{file}: ")
    assert sentence in str(caught.value)


@pytest.mark.parametrize("name", ["DIP_LOD_PORT", "DIP_LOD_SOURCES", "DIP_LOD_FOLDER"])
def test_an_unknown_variable_is_refused(name: str, file: Path) -> None:
    with pytest.raises(ConfigurationError, match=f"^{name}: unknown setting '.*'; choose from "):
        load(file, {name: "1"})


def test_a_variable_of_no_section_is_refused(file: Path) -> None:
    with pytest.raises(ConfigurationError, match="'data' is no section; choose from dataset, audiences, build, limits, log, maps, operations, partners, publisher, remote, serve"):
        load(file, {"DIP_LOD_DATA__PORT": "1"})


def test_a_section_cannot_be_set_as_a_whole_by_a_variable(file: Path) -> None:
    with pytest.raises(ConfigurationError, match="serve: '8080' is not a table"):
        load(file, {"DIP_LOD_SERVE": "8080"})


def test_every_section_has_bounds_that_exist() -> None:
    assert set(checking.BOUNDS) | set(checking.CHOICES) <= set(declared(Config))


@pytest.mark.parametrize("path", ["a b", "a>b", "%zz", "é", "..", "../b", "a\\u000ab"])
def test_a_base_that_makes_no_uris_is_refused(path: str, file: Path) -> None:
    file.write_text(f'base_uri = "https://data.example.org/{path}/"\n', "utf-8")
    with pytest.raises(ConfigurationError, match="is no URI that can stay; use ASCII"):
        load(file, {})


def test_who_asks_a_store_is_no_setting(file: Path) -> None:
    assert load(file, {"DIP_LOD_STORE_USER": "anna", "DIP_LOD_STORE_PASSWORD": "geheim"}) == load(file, {})


@pytest.mark.parametrize("tiles", ["http://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org/", "https://a b/{z}{x}{y}", "x"])
def test_tiles_that_no_map_can_ask_are_refused(file: Path, tiles: str) -> None:
    file.write_text(MINIMAL + f'[maps]\ntiles = "{tiles}"\ncredit = "wij"\n', "utf-8")
    with pytest.raises(ConfigurationError, match=r"maps\.tiles must be https"):
        load(file, {})
    file.write_text(MINIMAL + '[maps]\ntiles = "https://t.example.org/{z}/{x}/{y}.png"\n', "utf-8")
    with pytest.raises(ConfigurationError, match=r"needs maps\.credit"):
        load(file, {})
