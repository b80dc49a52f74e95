"""The real records: nyphil, dutchdracor, rotterdams-publiek, and the record of the model."""

from pathlib import Path

from sources_harness import describe, read_files, read_rdf

from dip_lod.sources.record import Record, Value

NYPHIL = """
[json]
records = "programs.item"
mixed = ["_", "em"]
[xml]
record = "program"
rename = { concertInfo = "concerts", worksInfo = "works" }
lists = ["works", "works.soloists"]
mixed = ["em"]
[lift]
null = ["None"]
"""

DIP = """
[record]
id = "recordId"
date = "modified"
[xml]
record = "dipRecord"
separate = ["production.alternativeTitles"]
[xml.rename]
performance = "performances"
agent = "agents"
venue = "venues"
"production.identifier" = "otherIds"
"production.alternativeTitle" = "alternativeTitles"
"production.language" = "languages"
"production.producer" = "producers"
"production.credit" = "credits"
"production.image" = "images"
"production.award" = "awards"
"production.basedOn.creator" = "creators"
"performances.tag" = "tags"
"performances.price" = "prices"
"performances.surtitle" = "surtitles"
"agents.alternativeName" = "alternativeNames"
"agents.identifier" = "ids"
"venues.hall" = "halls"
"venues.halls.formerName" = "formerNames"
"venues.identifier" = "ids"
[xml.text]
"production.identifier" = "value"
"agents.identifier" = "value"
"agents.alternativeName" = "name"
"agents.seat" = "name"
"venues.municipality" = "name"
"venues.identifier" = "value"
[lift]
restricted = ["sourceSystem", "performances.restricted"]
"""


def items(value: Value | None) -> list[dict[str, Value]]:
    """Give the nodes at a key, whether one or more."""
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, dict)]


def works(records: list[Record]) -> list[dict[str, Value]]:
    return [work for record in records for work in items(record.data.get("works"))]


def test_nyphil_json_and_xml_give_equal_trees_but_for_two_titles(shared: Path) -> None:
    source = describe(NYPHIL)
    json, json_faults = read_files(source, shared / "data/nyphil/2024-25_TO_NOW.json")
    xml, xml_faults = read_files(source, shared / "data/nyphil/2024-25_TO_NOW.xml")
    assert (len(json), len(xml)) == (144, 144)
    assert [fault.what for fault in xml_faults] == ["works.soloists has an entry with nothing in it"]
    assert [fault.severity for fault in json_faults] == ["warning", "warning", "warning"]
    other = [(one, two) for one, two in zip(works(json), works(xml), strict=True) if one != two]
    assert [(one["ID"], two["ID"]) for one, two in other] == [("14040*", "14040*"), ("14041*", "14041*")]
    for one, two in other:
        one["workTitle"] = two["workTitle"]
    assert [record.data for record in json] == [record.data for record in xml]


def test_nyphil_counts_as_its_readme_does(shared: Path) -> None:
    records, _ = read_files(describe(NYPHIL), shared / "data/nyphil/2024-25_TO_NOW.xml")
    concerts = [concert for record in records for concert in items(record.data.get("concerts"))]
    soloists = [soloist for work in works(records) for soloist in items(work.get("soloists"))]
    assert len(concerts) == 252
    assert len({(concert["Venue"], concert["Location"]) for concert in concerts}) == 28
    assert sum("soloistName" in soloist for soloist in soloists) == 773


def test_the_record_of_the_model_is_one_tree_in_json_and_xml(shared: Path) -> None:
    source = describe(DIP)
    [json], _ = read_files(source, shared / "model/sample.json")
    [xml], _ = read_files(source, shared / "model/sample.xml")
    assert json.data == xml.data
    assert (json.id, json.date) == ("dip:prod:NL-24-017-0001234", "2026-03-01T08:15:00+01:00")
    assert all("restricted" not in show for show in items(json.data["performances"]))


def test_dutchdracor_gives_186_plays(shared: Path) -> None:
    files = sorted((shared / "data/dutchdracor/tei-headers").glob("*.xml"))
    records, faults = read_files(describe('[xml]\nrecord = "TEI"\n'), *files)
    assert (len(records), faults) == (186, [])
    assert len({record.id for record in records}) == 186
    assert all(record.id.startswith("dut") for record in records)


def test_rotterdam_gives_122_venues_with_their_geometry_whole(shared: Path) -> None:
    source = describe('[record]\nid = "properties.wdid"\n[lift]\nwhole = ["geometry"]\n')
    records, faults = read_files(source, shared / "data/rotterdams-publiek/locaties.geojson")
    assert (len(records), faults) == (122, [])
    assert str(records[0].data["geometry"]).startswith('{"coordinates":[[[4.473983551,51.910724637],')


def test_rotterdam_gives_1772_posters_in_one_graph_with_their_links(shared: Path) -> None:
    source = describe('[rdf]\nrecord = "http://www.europeana.eu/schemas/edm/ProvidedCHO"\n')
    records, faults = read_rdf(source, *(shared / "data/rotterdams-publiek").glob("*.ttl"))
    assert (len(records), faults) == (1772, [])
    assert [record.id for record in records] == sorted(record.id for record in records)
    assert sum(len(record.statements) for record in records) > 14_727
