from pathlib import Path

from dip_lod.publication import layout
from dip_lod.publication.late import OrderedDump
from dip_lod.publication.rda import Pointing, RdaDump

BASE = "http://localhost:8000/"


def said(subject: str, predicate: str, target: str) -> bytes:
    return f"<{BASE}id/{subject}> <{predicate}> <{target}> .\n".encode()


def test_rda_dump_holds_of_terms_and_places_those_pointed_to(tmp_path: Path) -> None:
    dump, pointing = RdaDump(tmp_path), Pointing(BASE)
    match = "http://www.w3.org/2004/02/skos/core#exactMatch"
    hall = said("hall/v.1#rda", match, f"{BASE}id/hall/v.1")
    other = said("hall/v.2#rda", match, f"{BASE}id/hall/v.2")
    played = said("performance/1#rda", "http://rdaregistry.info/Elements/e/P20306", f"{BASE}id/hall/v.1#rda")
    work = said("work/1#rda", "http://rdaregistry.info/Elements/w/P10004", f"{BASE}id/term/genre/toneel")
    toneel, dans = said("term/genre/toneel", "urn:p", "urn:o"), said("term/genre/dans", "urn:p", "urn:o")
    told = [("hall/v.1", hall), ("hall/v.2", other), ("performance/1", played), ("work/1", work)]
    for key, statements in (*told, ("term/genre/dans", dans), ("term/genre/toneel", toneel)):
        dump.add(key, statements, pointing.of(key, statements.decode().splitlines()))
    assert dump.close() == (4, ["term/genre/dans", "hall/v.2"])
    assert (tmp_path / layout.RDA_DUMP).read_bytes() == hall + played + toneel + work


def test_a_province_and_a_term_that_come_last_stand_in_the_order_of_keys(tmp_path: Path) -> None:
    keys = ["person/1", "place/GM0599", "place/amsterdam-81a88f", "venue/1", "place/NL-ZH", "term/genre", "place/NL-DR"]
    pointing = Pointing(BASE)
    dump, view = OrderedDump(tmp_path / "dump.nt"), RdaDump(tmp_path)
    told = {key: said(key, "urn:p", "urn:o") for key in keys}
    points = b"".join(said("person/1", "urn:p", f"{BASE}id/{key}") for key in keys)
    for key in keys:
        assert dump.add(key, told[key])
        view.add(key, told[key], pointing.of("person/1", points.decode().splitlines()))
    assert not dump.add("term/genre", told["term/genre"])
    dump.close()
    assert view.close() == (7, [])
    ordered = b"".join(told[key] for key in sorted(keys))
    assert (tmp_path / "dump.nt").read_bytes() == ordered == (tmp_path / layout.RDA_DUMP).read_bytes()
    assert {file.name for file in tmp_path.iterdir()} == {"dump.nt", layout.RDA_DUMP}
