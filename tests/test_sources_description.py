"""source.toml: what it may say, and the sentences where it says something else."""

from pathlib import Path

import pytest

from dip_lod.errors import ConfigurationError
from dip_lod.sources import description

LEAST = 'name = "a"\ntitle = { nl = "A" }\n[record]\nid = "id"\n'


def parse(toml: str) -> description.SourceDescription:
    return description.parse(toml.encode(), Path("a/source.toml"))


def test_the_least_description_has_the_documented_defaults() -> None:
    source = parse(LEAST)
    assert (source.delivery, source.rank, source.language, source.licence, source.format) == (
        "snapshot", 1, "und", None, None,
    )  # fmt: skip
    assert source.folder == Path("a")


def test_everything_of_the_reference_is_read() -> None:
    source = parse(
        """
        name = "dip"
        title = { nl = "A", en = "B" }
        description = { nl = "C" }
        licence = "https://creativecommons.org/publicdomain/zero/1.0/"
        language = "nl"
        delivery = "delta"
        rank = 2
        format = "json"
        [record]
        id = "recordId"
        date = "modified"
        deleted = "deleted"
        licence = "licence"
        entity = { kind = "run", key = "production.id", prefix = "x." }
        [json]
        records = "programs.item"
        rename = { concertInfo = "concerts" }
        mixed = ["_", "em"]
        [xml]
        record = "dipRecord"
        rename = { "production.credit" = "credits" }
        text = { "production.identifier" = "value" }
        lists = ["works"]
        separate = ["titles"]
        mixed = ["em"]
        [csv]
        delimiter = "\\t"
        quote = ""
        encoding = "windows-1252"
        rename = { Titel = "title" }
        [rdf]
        record = "http://example.org/Poster"
        [lift]
        null = ["None"]
        restricted = ["sold"]
        split = { conductor = ";" }
        whole = ["geometry"]
        [[keys]]
        kind = "person"
        path = "agents.id"
        prefix = "x."
        into = "agents.mergedInto"
        when = { "agents.kind" = ["persoon"] }
        [[same]]
        kind = "person"
        path = "authors"
        name = "name"
        identifier = "wikidata"
        """
    )
    assert source.record.entity is not None
    assert source.record.entity.key == "production.id"
    assert (source.csv.delimiter, source.csv.quote) == ("\t", "")
    assert source.keys[0].when == {"agents.kind": ("persoon",)}
    assert source.same[0].identifier == "wikidata"


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("nam = 1\n" + LEAST, "a/source.toml: unknown key 'nam'; choose from name, "),
        (LEAST + "[jsn]\n", "unknown key 'jsn'; choose from json, "),
        (LEAST + "[json]\nrecord = 'x'\n", "unknown key 'record' in [json]; choose from records, "),
        (LEAST + "[[keys]]\nkind = 'a'\npath = 'b'\nwhat = 'c'\n", "unknown key 'what' in [keys.1]"),
        ("rank = 'first'\n" + LEAST, "'rank' must be a whole number; it is a text now"),
        ("rank = true\n" + LEAST, "'rank' must be a whole number; it is true or false now"),
        ("delivery = 'daily'\n" + LEAST, "'delivery' is 'daily'; choose from delta, snapshot"),
        ("format = 'yaml'\n" + LEAST, "'format' is 'yaml'; choose from csv, "),
        ("licence = 'CC0'\n" + LEAST, "'licence' is 'CC0'; give the URI"),
        ("language = 'Nederlands, Engels'\n" + LEAST, "use a tag such as nl"),
        (LEAST.replace('"a"', '"A b"'), "'name' is 'A b'; use small letters"),
        ("title = { nl = 'A' }\n[record]\nid = 'a'\n", "'name' is missing; add it"),
        ("name = 'a'\n[record]\nid = 'a'\n", "'title' is missing"),
        ("name = 'a'\ntitle = { nl = 'A' }\n", "'record.id' is missing"),
        ("format = 'rdf'\n" + LEAST, "'rdf.record' is missing"),
        (LEAST + "[rdf]\nrecord = 'edm:ProvidedCHO x'\n", "'rdf.record' is not an IRI"),
        (LEAST + "[lift]\nnull = 'None'\n", "'lift.null' must be a list"),
        (LEAST + "[lift]\nnull = [0]\n", "'lift.null' holds something else than texts"),
        (LEAST + "[lift]\nsplit = { a = 1 }\n", "'lift.split' holds something else than texts"),
        (LEAST + "[lift]\nsplit = { a = '' }\n", "'lift.split' has an empty separator"),
        (LEAST + "[lift]\nrestricted = ['id']\n", "'lift.restricted' covers the path of the record's id"),
        (LEAST + "[csv]\ndelimiter = '::'\n", "'csv.delimiter' must be one character"),
        (LEAST + "[csv]\nencoding = 'utf-80'\n", "'csv.encoding' is 'utf-80'"),
        (LEAST + "[xml]\nrename = { a = 'b.c' }\n", "without dots"),
        (LEAST + "keys = 1\n", "unknown key 'keys' in [record]"),
        ("keys = [1]\n" + LEAST, "'keys' is not a list of tables"),
        ("name = \n", "is not TOML"),
    ],
)
def test_a_wrong_description_is_one_sentence(toml: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        parse(toml)
    assert str(error.value).startswith("a/source.toml: ")
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_description_that_is_no_utf8_is_one_sentence() -> None:
    with pytest.raises(ConfigurationError, match="byte 9 is not UTF-8"):
        description.parse(b'name = "a\xe9"', Path("a/source.toml"))


def test_a_mapping_folder_without_source_toml_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"has no source\.toml; write one"):
        description.load(tmp_path)


def test_a_mapping_folder_without_queries_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "source.toml").write_text(LEAST)
    with pytest.raises(ConfigurationError, match=r"has no queries \(\*\.rq\); write at least one"):
        description.load(tmp_path)


def test_a_mapping_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="is no folder"):
        description.load(tmp_path / "nothing")


def test_a_whole_mapping_folder_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "source.toml").write_text(LEAST)
    (tmp_path / "a.rq").write_text("CONSTRUCT WHERE { ?s ?p ?o }")
    assert description.load(tmp_path).name == "a"
