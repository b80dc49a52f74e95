"""A person's right to be erased: nothing of them is left, and nothing brings them back."""

import json
import re
import shutil
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from toy import PERSON, deliver, published, site

from dip_lod import cli, sample, uris
from dip_lod import config as configuration
from dip_lod.documents.erasing import Eraser
from dip_lod.documents.naming import Names
from dip_lod.errors import PublicationError
from dip_lod.journal.reading import JOURNAL, Journal, current
from dip_lod.pipeline.erasing import erase
from dip_lod.pipeline.progress import Progress
from dip_lod.pipeline.verifying import verify
from dip_lod.publication import layout
from dip_lod.publication.reading import Publication
from dip_lod.publication.statistics.tables import STATISTICS
from dip_lod.web.app import create_app
from dip_lod.web.page.current import CurrentPublication

QUIET = Progress(quiet=True)
REPORT = '[build]\nviolations = "report"\nprocesses = 1'
NOOR, ANNA = {"id": "1", "name": "Noor van Oort"}, {"id": "2", "name": "Anna Berg"}
NOORTJE = {"id": "3", "name": "Noor van Oort-Berg"}
BASE = "http://localhost:8000/"


def texts(data: Path) -> Iterator[tuple[Path, bytes]]:
    """Give the bytes of every file, and what SQLite files hold packed."""
    for file in data.rglob("*"):
        if file.is_file():
            yield file, file.read_bytes()
        if file.suffix == ".sqlite":
            with sqlite3.connect(file) as connection:
                tables = [
                    row[0]
                    for row in connection.execute(
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
                    )
                ]
                for table in tables:
                    for row in connection.execute(f"SELECT * FROM {table}"):
                        for value in row:
                            if isinstance(value, bytes):
                                try:
                                    yield file, zlib.decompress(value)
                                except zlib.error:
                                    continue
            connection.close()


def holding(data: Path, word: str) -> set[str]:
    return {file.name for file, content in texts(data) if word.encode() in content}


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> tuple[configuration.Config, str, str]:
    """Give a made-up season of two publications, and key and name of someone who is credited in it."""
    folder = tmp_path_factory.mktemp("season")
    sample.write(folder / "records", 12, 1)
    (folder / "dip-lod.toml").write_text(f'[[sources]]\nmapping = "dip"\nfiles = ["records/*.ndjson"]\n{REPORT}\n')
    config = configuration.load(folder / "dip-lod.toml", {})
    published(config, date(2026, 3, 2))
    dump = (current(config.data_folder) / layout.DUMP).read_text("utf-8")
    pointed = Counter(
        re.findall(
            rf"^<[^>]*#c[^>]*> <https://schema.org/(?:performer|contributor)> <{BASE}id/(person/[^>]*)> \.$", dump, re.M
        )
    )
    named = dict(re.findall(rf'^<{BASE}id/(person/[^>#]*)> <https://schema.org/name> "([^"\\]* [^"\\]*)"', dump, re.M))
    chosen = next(
        key
        for key, count in pointed.most_common()
        if key in named and list(named.values()).count(named[key]) == 1 and count > 1
    )
    name = named[chosen]
    for file in (folder / "records").glob("*.ndjson"):
        file.write_text(file.read_text("utf-8").replace(name, f"{name} Junior"), "utf-8")
    published(config, date(2026, 3, 2))
    return config, chosen, name


def test_nothing_of_an_erased_person_is_left_and_no_build_brings_it_back(
    season: tuple[configuration.Config, str, str],
) -> None:
    config, key, name = season
    data = config.data_folder
    assert {layout.DUMP, layout.DOCUMENTS, JOURNAL} <= holding(data, name), "the test looks in the right places"
    before = Publication(current(data)).manifest
    made = erase(config, key, "privacy", QUIET, patience=5)
    assert holding(data, name) == set() and len(made.changed) > 1
    assert holding(data, f"{BASE}id/{key}>") == set()
    assert [check for check in verify(data, current(data), whole=True) if check.wrong] == []
    assert f"{BASE}id/{key}#".encode() not in (current(data) / STATISTICS).read_bytes()
    assert len(list((data / "publications").iterdir())) == 1
    told = Journal(data).history(key)
    assert [(one.change, one.why) for one in told] == [("erased", "privacy")]
    assert [one.number for one in made.handed_out] == [1, 2]
    after = Publication(current(data)).manifest
    assert after.documents == before.documents - 1 and after.triples < before.triples
    again = published(config, date(2026, 3, 2), confirm_loss=True)
    assert again.erased > 0 and holding(data, name) == set()
    assert Publication(current(data)).document(uris.Name("person", key.removeprefix("person/"))) is None


def test_erased_is_a_bare_notice_in_every_form(season: tuple[configuration.Config, str, str]) -> None:
    config, key, name = season
    client = create_app(config, CurrentPublication(config.data_folder)).test_client()
    if Journal(config.data_folder).state(key).change != "erased":  # type: ignore[union-attr]
        pytest.skip("runs after the erasure")
    for extension in ("html", "ttl", "jsonld", "nt"):
        answer = client.get(f"/doc/{key}.{extension}")
        assert answer.status_code == 410 and name not in answer.text
        assert "GDPR" in answer.text or "AVG" in answer.text
    assert name not in client.get(f"/history/{key}").text
    assert client.get(f"/history/{key}?version=1").status_code == 404


def test_a_venue_takes_its_halls_with_it_also_those_that_a_later_delivery_brings(
    season: tuple[configuration.Config, str, str], tmp_path: Path
) -> None:
    shutil.copytree(season[0].folder, tmp_path, dirs_exist_ok=True)
    config = configuration.load(tmp_path / "dip-lod.toml", {})
    dump = (current(config.data_folder) / layout.DUMP).read_text("utf-8")
    inside = rf"^<{BASE}id/(hall/[^>]*)> <https://schema.org/containedInPlace> <{BASE}id/(venue/[^>]*)> [.]$"
    hall, venue = re.findall(inside, dump, re.M)[0]
    made = erase(config, venue, "rights", QUIET, patience=5)
    assert {hall, venue} <= set(made.keys) and made.violations == 0
    for file in config.folder.glob("records/*.ndjson"):
        text = file.read_text("utf-8")
        file.write_text(text.replace(f'"{hall.removeprefix("hall/")}"', '"v.niet-eerder-gezien"'), "utf-8")
    again = published(config, date(2026, 3, 2))
    assert again.violations == 0
    later = (current(config.data_folder) / layout.DUMP).read_text("utf-8")
    assert [key for key in (f"{BASE}id/{venue}>", f"{BASE}id/{hall}>", "niet-eerder-gezien") if key in later] == []


def test_a_work_whose_maker_is_erased_stays_whole_in_every_view_and_has_no_empty_creation() -> None:
    work, person = f"<{BASE}id/work/1", f"<{BASE}id/person/2"
    crm, lrmoo = "<http://www.cidoc-crm.org/cidoc-crm/", "<http://iflastandards.info/ns/lrm/lrmoo/"
    stays = [
        f'{work}> <https://schema.org/name> "Werk"@nl .',
        f"{work}#rda> <http://www.w3.org/2004/02/skos/core#exactMatch> {work}> .",
    ]
    goes = [
        f"{work}> <https://schema.org/contributor> {work}#credit> .",
        f"{work}> <https://schema.org/creator> {person}> .",
        f"{work}#creation> {crm}P9_consists_of> {work}#credit> .",
        f"{work}#creation> {lrmoo}R16_created> {work}> .",
        f'{work}#creation> <http://www.w3.org/2000/01/rdf-schema#label> "Ontstaan van Werk"@nl .',
        f"{work}#credit> {crm}P14_carried_out_by> {person}> .",
        f"{work}#rda> <http://rdaregistry.info/Elements/w/P10053> {person}#rda> .",
    ]
    eraser = Eraser(BASE, ["person/2"])
    assert set(eraser.keep(stays + goes, Names())) == set(stays)
    year = f"{work}#creation> {crm}P4_has_time-span> {work}#creation-time> ."
    kept = eraser.keep(sorted([*stays, *goes, year]), Names())
    assert year in kept and goes[3] in kept, "it says when, so it stays"
    whole = [*stays, f"<{BASE}id/performance/3#rda> <http://rdaregistry.info/Elements/e/P20231> {work}#rda> ."]
    assert Eraser(BASE, ["work/1"]).keep(whole, Names()) == []


def test_those_merged_into_an_erased_person_are_erased_too(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA, NOORTJE], extra=REPORT)
    published(config)
    deliver(tmp_path, [NOOR, ANNA | {"mergedInto": "1"}, NOORTJE])
    published(config)
    made = erase(config, "person/toy.1", "privacy", QUIET, patience=5)
    assert made.keys == ["person/toy.1", "person/toy.2"]
    assert holding(config.data_folder, "Anna Berg") == set()
    published(config, confirm_loss=True)
    state = Journal(config.data_folder).state("person/toy.2")
    assert state is not None and state.change == "erased"


def test_person_under_another_key_stays_erased_and_is_reported(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA, NOORTJE], extra=REPORT)
    published(config)
    erase(config, "person/toy.1", "privacy", QUIET, patience=5)
    deliver(tmp_path, [NOOR | {"mergedInto": "9"}, {"id": "9", "name": "Noor van Oort"}, ANNA, NOORTJE])
    summary = published(config)
    assert summary.warnings > 0 and "person/toy.9" not in Journal(config.data_folder).history("person/toy.9")
    dump = (current(config.data_folder) / layout.DUMP).read_text("utf-8")
    assert '"Noor van Oort"' not in dump and "person/toy.9" not in dump


def test_what_only_an_erased_record_described_stays_without_naming_it(tmp_path: Path) -> None:
    query = PERSON.replace(
        "schema:birthDate ?born .",
        "schema:birthDate ?born . ?friend a schema:Person ; schema:name ?called ; rdfs:label ?called .",
    )
    query = query.replace(
        "OPTIONAL",
        'OPTIONAL { ?record field:friend ?words . BIND(dip:uri("person", CONCAT("friend.", ?words)) AS ?friend) BIND(STRLANG(?words, "und") AS ?called) }\n  OPTIONAL',
    )
    config = site(tmp_path, [NOOR | {"friend": "Bob"}, ANNA], extra="[build]\nprocesses = 1", query=query)
    published(config)
    erase(config, "person/toy.1", "privacy", QUIET, patience=5)
    assert not published(config).changed
    dump = (current(config.data_folder) / layout.DUMP).read_text("utf-8")
    assert "person/friend.Bob" in dump and "person/toy.1" not in dump


SHOW = PERSON.replace(
    "schema:birthDate ?born .",
    "schema:birthDate ?born . ?show a schema:CreativeWork ; schema:name ?title ; rdfs:label ?title ;"
    " schema:description ?synopsis ; schema:url ?site ; schema:hasPart ?part . ?part a schema:CreativeWork ; schema:description ?synopsis .",
).replace(
    "OPTIONAL",
    """OPTIONAL {
    ?record field:id ?id ; field:show ?words ; field:about ?about ; field:site ?address .
    BIND(dip:uri("production", CONCAT("toy.", ?id)) AS ?show) BIND(STRLANG(?words, "nl") AS ?title)
    BIND(STRLANG(?about, "nl") AS ?synopsis) BIND(IRI(?address) AS ?site) BIND(dip:fragment(?show, dip:slug(?words)) AS ?part)
  }
  OPTIONAL""",
    1,
)


def test_name_in_texts_of_others_is_hidden_however_it_is_written_and_no_build_shows_it_again(tmp_path: Path) -> None:
    zoe = {"id": "1", "name": 'Zoë "Zus" Quoxzibble'}
    anna = ANNA | {
        "show": "De avonden van Zoe 'Zus' Quoxzibble!",
        "about": 'Vooraf.\nZOË "ZUS"  QUOXZIBBLES zus zingt.\nZoe\u0308 \u201cZus\u201d Quoxzibble speelt.\u2028Daarna.',
        "site": "https://example.org/zoe-zus-quoxzibble",
    }
    config = site(tmp_path, [zoe, anna, NOORTJE], extra=REPORT, query=SHOW)
    data = config.data_folder
    published(config)
    assert "production/toy.2#de-avonden-van-zoe-zus-quoxzibble>" in (current(data) / layout.DUMP).read_text("utf-8")
    made = erase(config, "person/toy.1", "privacy", QUIET, patience=5)
    assert (made.changed, made.namesakes, made.addresses) == (["production/toy.2"], [], [])
    for again in range(2):
        said = (current(data) / layout.DUMP).read_text("utf-8")
        assert '"De avonden van […]!"@nl' in said
        assert '"Vooraf.\\n[…] zus zingt.\\n[…] speelt.\u2028Daarna."@nl' in said
        assert "production/toy.2#de-avonden-van>" in said and "schema.org/url" not in said
        assert [holding(data, word) for word in ("Quox", "QUOX", "quox")] == [set(), set(), set()]
        assert [check for check in verify(data, current(data)) if check.wrong] == []
        if not again:
            summary = published(config)
            assert not summary.changed and summary.erased > 6
    deliver(tmp_path, [anna | {"show": "Een ander stuk"}, NOORTJE])
    published(config, confirm_loss=True)
    assert holding(data, "QUOX") == set() and '"Een ander stuk"@nl' in (current(data) / layout.DUMP).read_text("utf-8")


def test_second_erasure_reaches_what_the_first_wrote_down(tmp_path: Path) -> None:
    both = ANNA | {"show": "Noor van Oort en Zoë Quoxzibble", "about": "Zoë Quoxzibble zingt", "site": "https://example.org/"}
    config = site(tmp_path, [NOOR, {"id": "4", "name": "Zoë Quoxzibble"}, both], extra=REPORT, query=SHOW)
    data = config.data_folder
    published(config)
    for key in ("person/toy.1", "person/toy.4"):
        erase(config, key, "privacy", QUIET, patience=5)
        assert not published(config).changed
    assert '"[…] en […]"@nl' in (current(data) / layout.DUMP).read_text("utf-8")
    assert [holding(data, word) for word in ("Noor van Oort", "Quoxzibble", "quoxzibble")] == [set(), set(), set()]
    erase(config, "production/toy.2", "rights", QUIET, patience=5)
    assert holding(data, "[…]") == set(), "what an erased document said is not kept in another form"


def test_what_others_are_called_stays_and_is_told(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA | {"name": "Stichting Noor van Oort"}, NOORTJE], extra=REPORT)
    published(config)
    made = erase(config, "person/toy.1", "privacy", QUIET, patience=5)
    assert made.namesakes == ["person/toy.2", "person/toy.3"] and made.changed == []
    assert '"Stichting Noor van Oort"' in (current(config.data_folder) / layout.DUMP).read_text("utf-8")


def test_an_address_made_of_the_name_is_told_for_it_stays(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR | {"id": "noor-van-oort"}, ANNA], extra=REPORT)
    published(config)
    words = ["--config", str(tmp_path / "dip-lod.toml"), "erase", f"{BASE}id/person/toy.noor-van-oort"]
    done = CliRunner().invoke(cli._group, [*words, "--reason", "privacy", "--yes"])
    told = done.output.splitlines()
    assert told[[line[:11] for line in told].index("own address") + 1] == "  person/toy.noor-van-oort"
    assert erase(site(tmp_path, [ANNA], extra=REPORT), "person/toy.2", "rights", QUIET, patience=5).telling == []


def test_namesake_is_left_alone_and_told(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA, NOOR | {"id": "7"}], extra=REPORT)
    published(config)
    made = erase(config, "person/toy.1", "rights", QUIET, patience=5)
    assert made.namesakes == ["person/toy.7"] and made.changed == []
    assert Journal(config.data_folder).state("person/toy.7").there  # type: ignore[union-attr]


def test_publication_that_is_still_read_is_named_and_the_second_try_ends_it(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA], extra=REPORT)
    published(config)
    reader = Publication(current(config.data_folder))
    with pytest.raises(PublicationError, match="holds what was erased, and is still being read; stop what reads it"):
        erase(config, "person/toy.1", "privacy", QUIET, patience=0)
    assert reader.folder.is_dir() and current(config.data_folder) != reader.folder
    del reader
    made = erase(config, "person/toy.1", "privacy", QUIET, patience=0)
    assert [one.number for one in made.handed_out] == [1], "the first try ended before it could tell"
    assert holding(config.data_folder, "Noor van Oort") == set()
    assert len(list((config.data_folder / "publications").iterdir())) == 1


def test_command_asks_first_and_tells_what_was_handed_out(tmp_path: Path) -> None:
    config = site(tmp_path, [NOOR, ANNA], extra=REPORT)
    published(config)
    words = ["--config", str(tmp_path / "dip-lod.toml"), "erase", f"{BASE}id/person/toy.1", "--reason", "privacy"]
    refused = CliRunner().invoke(cli._group, words, input="n\n")
    assert refused.exit_code == 1 and holding(config.data_folder, "Noor van Oort")
    done = CliRunner().invoke(cli._group, [*words, "--yes", "--json"])
    told = json.loads(done.output)
    assert told["keys"] == ["person/toy.1"] and [one["number"] for one in told["handed_out"]] == [1]
    unknown = CliRunner().invoke(cli._group, [*words[:3], "person/nobody", "--reason", "privacy", "--yes"])
    assert isinstance(unknown.exception, PublicationError)


def test_what_is_near_an_erased_key_stays() -> None:
    eraser = Eraser(BASE, ["person/p.1"])
    stay = [
        f'<{BASE}id/person/p.10> <https://schema.org/name> "Noor"@und .',
        f"<{BASE}id/run/1#cast-x> <https://schema.org/performer> <{BASE}id/person/p.10> .",
        f"<{BASE}id/run/1#record> <https://schema.org/about> <{BASE}id/run/1> .",
    ]
    go = [
        f"<{BASE}id/run/1#record> <https://schema.org/about> <{BASE}id/person/p.1> .",
        f"<{BASE}id/run/1#cast-y> <https://schema.org/performer> <{BASE}id/person/p.1#rda> .",
        f'<{BASE}id/run/1#cast-y> <https://schema.org/roleName> "rol"@nl .',
        f"<{BASE}id/run/1> <https://schema.org/performer> <{BASE}id/run/1#cast-y> .",
        f'<{BASE}doc/person/p.1> <https://schema.org/dateModified> "2026" .',
    ]
    assert eraser.keep([*stay, *go], Names()) == stay
