from pathlib import Path

import pytest
from toy import PERSON, SOURCE

from dip_lod.errors import ConfigurationError
from dip_lod.identity import curated
from dip_lod.identity.passing import Pass
from dip_lod.identity.table import IdentityTable
from dip_lod.sources import description
from dip_lod.sources.record import Record, Value
from dip_lod.uris import keyed

SAME = SOURCE + '\n[[same]]\nkind = "person"\npath = "authors"\nname = "name"\nidentifier = "wikidata"\n'
RACINE, JEAN_BAPTISTE = "Jean Racine", "Jean Baptiste Racine"


def table(folder: Path, *authors: dict[str, Value], decisions: str = "") -> tuple[IdentityTable, list[str]]:
    (folder / "source.toml").write_text(SAME, "utf-8")
    (folder / "person.rq").write_text(PERSON, "utf-8")
    if decisions:
        header = "subject_id\tpredicate_modifier\tpredicate_id\tobject_id\n"
        (folder / "persons.sssom.tsv").write_text(header + decisions, "utf-8")
    keys = Pass()
    records = [
        Record("toy", str(n), None, f"line {n}", {"id": str(n), "authors": [one]}) for n, one in enumerate(authors)
    ]
    list(keys.add(description.load(folder), records))
    return keys.table(), [str(fault) for fault in keys.faults]


def row(name: str, other: str, modifier: str = "") -> str:
    target = f"dip:person/{keyed('toy', other)}" if " " in other else other
    return f"dip:person/{keyed('toy', name)}\t{modifier}\tskos:exactMatch\t{target}\n"


def test_a_chain_is_followed_to_its_end() -> None:
    identities = IdentityTable({("production", "3"): ("production", "2"), ("production", "2"): ("production", "1")})
    assert identities.resolve() == []
    assert identities.final("production", "3") == ("production", "1")


def test_a_ring_is_reported_once_and_cut() -> None:
    identities = IdentityTable({("run", a): ("run", b) for a, b in (("1", "2"), ("2", "3"), ("3", "1"), ("4", "1"))})
    assert identities.resolve() == [(("run", "1"), ("run", "2"), ("run", "3"))]
    assert identities.final("run", "4") == ("run", "1")
    assert identities.final("run", "2") == ("run", "2")


def test_a_performance_follows_its_run() -> None:
    identities = IdentityTable({("run", "NL-2"): ("run", "NL-1")})
    assert identities.final("performance", "NL-2.12") == ("performance", "NL-1.12")


def test_one_identifier_on_two_names_is_reported_where_the_table_is_silent(tmp_path: Path) -> None:
    identities, faults = table(
        tmp_path, {"name": RACINE, "wikidata": "Q742"}, {"name": JEAN_BAPTISTE, "wikidata": "Q742"}
    )
    assert len(faults) == 1 and "Q742 stands on person/" in faults[0]
    assert identities.doubts("person", keyed("toy", RACINE), "Q742")


def test_two_spellings_of_one_person_become_one(tmp_path: Path) -> None:
    authors: list[dict[str, Value]] = [
        {"name": RACINE, "wikidata": "Q742"},
        {"name": JEAN_BAPTISTE, "wikidata": "Q742"},
    ]
    identities, faults = table(tmp_path, *authors, decisions=row(JEAN_BAPTISTE, RACINE))
    assert faults == []
    assert identities.final("person", keyed("toy", JEAN_BAPTISTE)) == ("person", keyed("toy", RACINE))
    assert not identities.doubts("person", keyed("toy", RACINE), "Q742")


def test_two_people_stay_two_and_the_identifier_goes_to_neither(tmp_path: Path) -> None:
    authors: list[dict[str, Value]] = [
        {"name": "Jean Magnon", "wikidata": "Q1"},
        {"name": "Adrien Perdou", "wikidata": "Q1"},
    ]
    identities, faults = table(tmp_path, *authors, decisions=row("Jean Magnon", "Adrien Perdou", "Not"))
    assert "curator holds to be different" in faults[0]
    assert identities.doubts("person", keyed("toy", "Jean Magnon"), "Q1")
    assert identities.doubts("person", keyed("toy", "Adrien Perdou"), "Q1")


def test_a_denied_identifier_stays_with_the_other(tmp_path: Path) -> None:
    authors: list[dict[str, Value]] = [
        {"name": "Jean Magnon", "wikidata": "Q1"},
        {"name": "Adrien Perdou", "wikidata": "Q1"},
    ]
    identities, faults = table(tmp_path, *authors, decisions=row("Adrien Perdou", "Q1", "Not"))
    assert faults == []
    assert not identities.doubts("person", keyed("toy", "Jean Magnon"), "Q1")
    assert identities.doubts("person", keyed("toy", "Adrien Perdou"), "Q1")


def test_the_parts_of_a_name_are_joined_in_their_order(tmp_path: Path) -> None:
    parts: dict[str, Value] = {"forename": "Joost", "nameLink": "van den", "surname": "Vondel"}
    identities, _ = table(tmp_path, {"name": parts, "wikidata": "Q2"})
    assert ("person", keyed("toy", "Joost van den Vondel")) in identities.described


def test_a_table_of_another_kind_of_thing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.sssom.tsv").write_text(
        "subject_id\tpredicate_id\tobject_id\ndip:person/a\tskos:exactMatch\tdip:venue/b\n"
    )
    with pytest.raises(ConfigurationError, match=r"x.sssom.tsv, line 2: 'dip:venue/b' is of another kind"):
        list(curated.read(tmp_path))


def test_a_close_match_does_not_make_two_things_one(tmp_path: Path) -> None:
    rows = "subject_id\tpredicate_id\tobject_id\ndip:person/a\tskos:closeMatch\tdip:person/b\n"
    (tmp_path / "x.sssom.tsv").write_text(rows)
    with pytest.raises(ConfigurationError, match="'skos:closeMatch' does not say that two are one"):
        list(curated.read(tmp_path))


def test_a_table_in_another_encoding_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.sssom.tsv").write_bytes(
        "subject_id\tpredicate_id\tobject_id\ndip:person/é\ta\tb\n".encode("latin-1")
    )
    with pytest.raises(ConfigurationError, match="is not UTF-8"):
        list(curated.read(tmp_path))
