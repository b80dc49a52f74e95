"""What the tests of the archive ask of a site before and after."""

from dataclasses import replace
from pathlib import Path

from dip_lod.config import Config
from dip_lod.journal.reading import Journal
from dip_lod.pipeline.progress import Progress
from dip_lod.web.app import create_app
from dip_lod.web.page.current import CurrentPublication

PEOPLE = [{"id": f"{n}", "name": f"Naam {n}"} for n in range(8)]
QUIET = Progress(quiet=True)
ADDRESSES = [f"/{space}/person/toy.{n}{form}" for n in range(9) for space, form in
             (("id", ""), ("doc", ""), ("doc", ".ttl"), ("doc", ".jsonld"))]  # fmt: skip


def answers(config: Config) -> dict[str, tuple[int, str, str]]:
    """Ask for every address, every version and every feed over HTTP."""
    client = create_app(config, CurrentPublication(config.data_folder)).test_client()
    paths = [*ADDRESSES, "/changes", "/figures", "/sitemap.xml"]
    for n in range(9):
        paths.append(f"/history/person/toy.{n}")
        paths += [f"/history/person/toy.{n}.nt?version={number}" for number in (1, 2, 3)]
        paths.append(f"/timemap/person/toy.{n}")
    asked = {path: client.get(path, headers={"Accept": "text/turtle, */*;q=0.5"}) for path in paths}
    return {path: (got.status_code, got.headers.get("Location", ""), got.text) for path, got in asked.items()}


def history(config: Config) -> list[object]:
    journal = Journal(config.data_folder)
    keys = [f"person/toy.{n}" for n in range(9)]
    told: list[object] = [journal.publications()]
    for key in keys:
        for change in journal.history(key):
            told.append((change, journal.version(key, change.number)))
    return told


def empty(config: Config) -> Config:
    """Give the same installation with another, empty data folder."""
    return replace(config, data=Path("elsewhere"))
