"""Made-up visits, and publications of them, for the tests of audiences."""

import random
from collections.abc import Mapping
from pathlib import Path

from dip_lod.audiences import delivery, writing
from dip_lod.audiences.cells import Slice
from dip_lod.audiences.counting import Counted
from dip_lod.audiences.reading import Audiences
from dip_lod.config import Config
from dip_lod.figures.writing import Occasion
from dip_lod.monitor import Audiences as Settings
from dip_lod.monitor import Visits

OURS, THEIRS = "cultuurprofielen-stand-in", "audience-spectrum-stand-in"
CROSSWALK = "crosswalk-stand-in"
AS_OF = "2026-03-02"
HEAD = "season,discipline,group,municipality,visits"


def scene(seed: int, groups: int = 5, disciplines: int = 5, areas: int = 7, parties: int = 0) -> Counted:
    """Make up a season: a few large groups, disciplines and areas, many small, and visits in ones and in parties."""
    chance = random.Random(seed)
    counted = Counted()
    names = [[f"{letter}{number}" for number in range(size)] for letter, size in
             (("g", groups), ("d", disciplines), ("a", areas))]  # fmt: skip
    weights = [[chance.choice((0.02, 0.2, 1, 4)) for _ in of] for of in names]
    for _ in range(parties or chance.choice((5, 20, 60, 300))):
        group, discipline, area = (chance.choices(*pair)[0] for pair in zip(names, weights, strict=True))
        counted.add(group, {"discipline": discipline, "area": area}, chance.choice((1, 1, 1, 2, 5, 20)))
    counted.told = set(names[1])
    return counted


def settings(folder: Path, files: Mapping[str, str], fewest: int = 10, schemes: tuple[str, ...] = (OURS, THEIRS)) -> Config:
    """Write deliveries, each under the name of its scheme, and configure them."""
    folder.mkdir(parents=True, exist_ok=True)
    visits = []
    for scheme, text in files.items():
        (folder / f"{scheme}.csv").write_text(text, "utf-8")
        visits.append(Visits(scheme, (f"{scheme}.csv",)))
    told = Settings(schemes, (CROSSWALK,) if len(schemes) > 1 else (), tuple(visits), fewest)
    return Config(folder=folder, audiences=told)


def publish(
    config: Config, folder: Path, name: str = "p1", earlier: Path | None = None, as_of: str = AS_OF
) -> Audiences:
    """Write the audiences of a publication beside its documents, and open them."""
    read = delivery.read(config)
    assert read is not None
    writing.write(folder, config.base_uri, Occasion(name, as_of, f"{as_of}T12:00:00Z"), read, earlier)
    return Audiences(folder)


def shown(folder: Path, scratch: Path) -> None:
    """Give a publication of any kind audiences to show: two schemes, two seasons, little and much withheld."""
    rows = {
        (years, genre, group, area): 1 + at if place % 3 == 2 else 13 * at + place
        for years in ("2023/2024", "2024/2025")
        for place, (genre, area) in enumerate(
            (genre, area) for genre in ("toneel", "dans", "muziek") for area in ("GM0599", "GM0363", "GM0344")
        )
        for at, group in enumerate("abcdef", 1)
    }  # fmt: skip
    other = {(years, genre, str(at), "M1" if at % 2 else "SE1"): 40 * at + 25
             for years in ("2024/2025",) for genre in ("toneel", "dans") for at in range(1, 8)}  # fmt: skip
    files = {OURS: csv(rows), THEIRS: csv(other, HEAD.replace("municipality", "postcode"))}
    publish(settings(scratch, files), folder)


def csv(rows: Mapping[tuple[str, str, str, str], int], head: str = HEAD) -> str:
    """Write rows of season, discipline, group and area."""
    return "\n".join([head, *(f"{','.join(key)},{visits}" for key, visits in rows.items())]) + "\n"


def given(audiences: Audiences, scheme: str, season: str) -> Slice:
    """Give what is given of a season now."""
    return {one.key[1:]: one.value for one in audiences.visits(scheme, season=season)}  # type: ignore[misc]
