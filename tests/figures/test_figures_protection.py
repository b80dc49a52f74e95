"""What is withheld: figures about fewer than ten people, and whatever would give one away."""

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from itertools import product

import numpy as np
import pytest

from dip_lod.figures import labour
from dip_lod.figures.cubes import TOTAL
from dip_lod.figures.protection import FEWEST, Key, protect, small

AS_OF = "2026-11-22"
ROLES = ("acteur", "danser", "regisseur", "zanger", "technicus", "auteur")
SEASONS = [f"nl-{year}-{year + 1}" for year in range(2018, 2026)]


def repertoire(rows: Iterable[tuple[str, int, str, int]]) -> sqlite3.Connection:
    """Make the tables that the figures of work are counted from: season, person, role, production."""
    database = sqlite3.connect(":memory:")
    database.executescript(
        "CREATE TABLE name (id INTEGER PRIMARY KEY, uri TEXT);"
        "CREATE TABLE maker (season, production, run, province, size, agent, role);"
        "CREATE TABLE discipline (production, code);"
    )
    uris = [(number, f"https://e.org/id/term/role/{role}") for number, role in enumerate(ROLES, 1)]
    database.executemany("INSERT INTO name VALUES (?, ?)", uris)
    made = [(season, item, item, "", "", agent, ROLES.index(role) + 1) for season, agent, role, item in rows]
    database.executemany("INSERT INTO maker VALUES (?, ?, ?, ?, ?, ?, ?)", made)
    database.executemany(
        "INSERT INTO discipline VALUES (?, ?)", {(row[1], "toneel" if row[1] % 3 else "dans") for row in made}
    )
    return database


def scene(seed: int) -> list[tuple[str, int, str, int]]:
    """Make people who come and go and mostly keep to one role, so that parts nearly add up: the worst case."""
    chance = random.Random(seed)
    rows = []
    for agent in range(260):
        first, last = sorted(chance.choices(range(len(SEASONS)), k=2))
        weights = [chance.choice((1, 3, 20)) for _ in ROLES]
        role = chance.choices(ROLES, weights)[0]
        for season in SEASONS[first : last + 1]:
            if chance.random() < 0.97:
                rows.append((season, agent, role, chance.randrange(40)))
            if chance.random() < 0.03:
                rows.append((season, agent, chance.choice(ROLES), chance.randrange(40)))
    return rows


def published(rows: list[tuple[str, int, str, int]]) -> dict[tuple[str, Key], float | None]:
    return {(cube, key): value for cube, key, value in labour.figures(repertoire(rows), "https://e.org/", AS_OF)}


@pytest.mark.parametrize("seed", range(12))
def test_no_figure_is_about_fewer_than_ten_people(seed: int) -> None:
    rows = scene(seed)
    people = defaultdict(set)
    for season, agent, role, _ in rows:
        people[season, role].add(agent)
        people[season, TOTAL].add(agent)
    for (cube, key), value in published(rows).items():
        if value is not None and cube == "labour":
            assert len(people[key[1], key[2]]) >= FEWEST
        assert value is None or key[0] == "credits-per-person" or value >= FEWEST, (cube, key)


@pytest.mark.parametrize("seed", range(12))
def test_subtraction_finds_nobody(seed: int) -> None:
    """Solve for what is withheld, as one would who knew that nobody had two roles: the parts then add up."""
    rows = [(season, agent, ROLES[agent % 6], item) for season, agent, _, item in scene(seed)]
    unique = sorted({(season, agent): row for row in rows for season, agent in [row[:2]]}.values())
    figures = {key: value for (cube, key), value in published(unique).items() if cube == "labour"}
    truth = exact(unique)
    solved = recovered(figures, unique)
    given_away = {key: truth[key] for key in solved if small(truth[key])}
    assert not given_away


def exact(rows: list[tuple[str, int, str, int]]) -> dict[Key, int]:
    """Count what an attacker would like to know, figures and what lies between them."""
    seen: dict[int, list[str]] = defaultdict(list)
    for season, agent, *_ in rows:
        seen[agent].append(season)
    found: dict[Key, set[int]] = defaultdict(set)
    for season, agent, role, _ in rows:
        for code in (role, TOTAL):
            new, gone = min(seen[agent]) == season, max(seen[agent]) == season
            found["people", season, code].add(agent)
            found["newcomers" if new else "stayed-before", season, code].add(agent)
            found["leavers" if gone else "stayed-after", season, code].add(agent)
    for agent, seasons in seen.items():
        for season in SEASONS:
            if min(seasons) < season < max(seasons) and season not in seasons:
                found["away", season, TOTAL].add(agent)
    return defaultdict(int, {key: len(agents) for key, agents in found.items()})


def recovered(figures: dict[Key, float | None], rows: list[tuple[str, int, str, int]]) -> list[Key]:
    """Find every unknown that the published figures and all that must add up determine: by linear algebra."""
    seasons = sorted({row[0] for row in rows})
    names = ("people", "newcomers", "leavers", "stayed-before", "stayed-after")
    cells = [*product(names, seasons, (*ROLES, TOTAL)), *(("away", season, TOTAL) for season in seasons)]
    place = {cell: number for number, cell in enumerate(cells)}
    equations: list[dict[Key, int]] = []
    for name, season in product(names, seasons):
        equations.append({(name, season, TOTAL): -1, **{(name, season, role): 1 for role in ROLES}})
    for season, code in product(seasons, (*ROLES, TOTAL)):
        for some, others in (("newcomers", "stayed-before"), ("leavers", "stayed-after")):
            equations.append({("people", season, code): -1, (some, season, code): 1, (others, season, code): 1})
    for at, season in enumerate(seasons):
        known = {("newcomers", one, TOTAL): 1 for one in seasons[: at + 1]}
        gone = {("leavers", one, TOTAL): -1 for one in seasons[:at]}
        equations.append({**known, **gone, ("people", season, TOTAL): -1, ("away", season, TOTAL): -1})
    there = {(row[0], row[2]) for row in rows} | {(season, TOTAL) for season in seasons}
    given = [cell for cell in cells if figures.get(cell) is not None]
    given += [cell for cell in cells if cell[0] != "away" and cell[1:] not in there]
    given += [
        cell
        for cell in cells
        if cell[0] in ("newcomers", "leavers") and cell not in figures and cell[1] in seasons[1:-1]
    ]
    matrix = np.zeros((len(equations) + len(given), len(cells)))
    for row, equation in enumerate(equations):
        for cell, factor in equation.items():
            matrix[row, place[cell]] += factor
    for row, cell in enumerate(given, len(equations)):
        matrix[row, place[cell]] = 1
    _, sizes, vectors = np.linalg.svd(matrix, full_matrices=True)
    rank = int((sizes > 1e-9).sum())
    free = vectors[rank:]
    return [cell for cell in cells if cell not in given and np.abs(free[:, place[cell]]).max(initial=0) < 1e-9]


def test_a_table_with_one_small_part_loses_another() -> None:
    figures = {("_T",): 48, ("a",): 4, ("b",): 14, ("c",): 30}
    assert protect(figures, [(("_T",), [("a",), ("b",), ("c",)])]) == {("a",), ("b",)}


def test_a_part_that_leaves_too_few_is_withheld() -> None:
    figures = {("_T",): 60, ("a",): 55, ("b",): 30}
    assert ("a",) in protect(figures, [(("_T",), [("a",), ("b",)])])


def test_an_empty_repertoire_has_no_figures() -> None:
    assert published([]) == {}


def test_the_attack_works_where_only_small_figures_are_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    def primary(figures: dict[Key, int], lines: object, sensitive: object = ()) -> set[Key]:
        return {key for key, number in figures.items() if small(number)}

    monkeypatch.setattr(labour, "protect", primary)
    found = 0
    for seed in range(12):
        rows = [(season, agent, ROLES[agent % 6], item) for season, agent, _, item in scene(seed)]
        unique = sorted({(season, agent): row for row in rows for season, agent in [row[:2]]}.values())
        figures = {key: value for (cube, key), value in published(unique).items() if cube == "labour"}
        truth = exact(unique)
        found += sum(small(truth[key]) for key in recovered(figures, unique))
    assert found
