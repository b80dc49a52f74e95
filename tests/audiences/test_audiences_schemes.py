"""Schemes and crosswalks: what ours are, and what is wrong with others is told in a sentence."""

from pathlib import Path

import pytest
from audiences_harness import CROSSWALK, OURS, THEIRS, settings

from dip_lod.audiences import crosswalk, delivery, schemes
from dip_lod.audiences.schemes import LANGUAGES, Scheme, shipped
from dip_lod.config import Config
from dip_lod.errors import ConfigurationError, DipLodError
from dip_lod.monitor import Audiences, Visits

TOML = """code = "mine"
title = { nl = "T", en = "T" }
description = { nl = "D", en = "D" }
[[groups]]
code = "a"
name = { nl = "A", en = "A" }
definition = { nl = "A.", en = "A." }
"""
HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"


@pytest.fixture(scope="module")
def ours() -> dict[str, Scheme]:
    return schemes.read(shipped(name, ".toml") for name in (OURS, THEIRS))


def test_our_schemes_are_plainly_stand_ins(ours: dict[str, Scheme]) -> None:
    for scheme in ours.values():
        assert scheme.stand_in and "stand-in" in scheme.code
        assert "Plaatsvervanger" in scheme.title["nl"] and "Stand-in" in scheme.title["en"]
        for group in scheme.groups.values():
            assert "Voorbeeldgroep" in group.name["nl"] and "Made-up" in group.definition["en"]
            assert set(group.name) == set(group.definition) == set(LANGUAGES)


def test_our_crosswalk_matches_groups_that_are_there(ours: dict[str, Scheme]) -> None:
    found = crosswalk.read([shipped(CROSSWALK, ".sssom.tsv")], ours)
    assert found and all(match.justification == "semapv:ManualMappingCuration" for match in found)
    assert {match.scheme for match in found} == {OURS}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('code = "mine"', 'code = "My Scheme"', "needs a code of small letters"),
        ('code = "mine"', 'code = "structure"', "is a word of our addresses"),
        ('title = { nl = "T", en = "T" }', 'title = "T"', "needs 'title' in nl and en"),
        ('name = { nl = "A", en = "A" }', 'name = { nl = "A" }', "group 1: needs 'name' in nl and en"),
        ('definition = { nl = "A.", en = "A." }', "", "group 1: needs 'definition'"),
        ("[[groups]]", "[groups]", "has no"),
        ('code = "a"', 'code = "a"\ncolour = "red"', "unknown setting 'colour'"),
        ('code = "mine"', 'code = "mine"\nlicence = "ask us"', "licence is no web address"),
        ('code = "mine"', 'code = "mine"\nlicence = "https://e.org/<x>"', "licence is no web address"),
        ('code = "mine"', 'code = "mine"\nstand_in = "yes"', "stand_in is not true or false"),
        ('code = "mine"', "code = mine", "mend the TOML"),
    ],
)
def test_a_scheme_that_is_wrong_is_told_in_a_sentence(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(TOML.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigurationError, match=sentence):
        schemes.read([file])


def test_two_of_a_name_are_told(tmp_path: Path) -> None:
    file, other = tmp_path / "mine.toml", tmp_path / "other.toml"
    file.write_text(TOML + TOML[TOML.index("[[") :], "utf-8")
    other.write_text(TOML, "utf-8")
    with pytest.raises(ConfigurationError, match="group 2: a second group has the code 'a'"):
        schemes.read([file])
    with pytest.raises(ConfigurationError, match="a second scheme has the code 'mine'"):
        schemes.read([other, other])
    with pytest.raises(ConfigurationError, match="mend 'schemes'"):
        schemes.read([tmp_path / "none.toml"])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (f"{OURS}:a\tskos:exactMatch\tnone:1\tx\t0.5", "'none' is no scheme here"),
        (f"{OURS}:z\tskos:exactMatch\t{THEIRS}:1\tx\t0.5", "'z' is no group of"),
        (f"{OURS}:a\towl:sameAs\t{THEIRS}:1\tx\t0.5", "'owl:sameAs' is no match of SKOS"),
        (f"{OURS}:a\tskos:exactMatch\t{THEIRS}:1\tx\t2", "confidence is no number from 0 to 1"),
        (f"{OURS}:a\tskos:exactMatch\t{THEIRS}:1\t\t", "has no mapping_justification"),
        (f"{OURS}:a\tskos:exactMatch\t{OURS}:a\tx\t", "matches a group with itself"),
    ],
)
def test_a_row_of_a_crosswalk_that_is_wrong_is_told_with_its_line(
    tmp_path: Path, ours: dict[str, Scheme], row: str, sentence: str
) -> None:
    file = tmp_path / "mine.sssom.tsv"
    file.write_text(f"# words\n{HEAD}{row}\n", "utf-8")
    with pytest.raises(ConfigurationError, match=f"line 3: {sentence}"):
        crosswalk.read([file], ours)


def test_a_match_may_be_elsewhere(tmp_path: Path, ours: dict[str, Scheme]) -> None:
    file = tmp_path / "mine.sssom.tsv"
    file.write_text(f"{HEAD}{OURS}:a\tskos:closeMatch\thttps://example.org/a\tsemapv:LexicalMatching\t\n", "utf-8")
    assert crosswalk.read([file], ours)[0].other == "https://example.org/a"
    file.write_text("subject_id\tobject_id\n", "utf-8")
    with pytest.raises(ConfigurationError, match="lacks the column 'predicate_id'"):
        crosswalk.read([file], ours)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (Audiences(schemes=(OURS,), corrected=("2023",)), "'2023' is no season; write 2023/2024"),
        (Audiences(visits=(Visits("x", ("*.csv",)),)), "has no schemes"),
        (Audiences(schemes=("none",)), "names 'none', which is no file of ours"),
        (Audiences(schemes=(OURS,), visits=(Visits("x", ("*.csv",)),)), "'x', which is no scheme here"),
        (Audiences(schemes=(OURS,), visits=(Visits(OURS, ("*.csv",)),)), "no such file of visits"),
    ],
)
def test_a_configuration_that_is_wrong_is_told_in_a_sentence(tmp_path: Path, told: Audiences, sentence: str) -> None:
    with pytest.raises(DipLodError, match=sentence):
        delivery.read(Config(folder=tmp_path, audiences=told))


def test_what_is_not_configured_is_nothing(tmp_path: Path) -> None:
    assert delivery.read(Config(folder=tmp_path)) is None and delivery.checksum(Config(folder=tmp_path)) == ""


def test_the_checksum_follows_every_file(tmp_path: Path) -> None:
    config = settings(tmp_path, {OURS: "season,group,visits\n2024/2025,a,12\n"})
    first = delivery.checksum(config)
    (tmp_path / f"{OURS}.csv").write_text("season,group,visits\n2024/2025,a,13\n", "utf-8")
    assert delivery.checksum(config) != first
