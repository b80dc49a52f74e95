"""`/oai`: the verbs, what they answer, and every wrong question."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import oai_harness as oai
import pyoxigraph as ox
import pytest
import rdflib
import web_harness
from flask.testing import FlaskClient
from lxml import etree
from oai_harness import BASE, OAI, answer, ask, code, harvest, headers, said, viewed

from dip_lod.web.app import create_app

XSD = etree.XMLSchema(etree.parse(Path(__file__).parent / "xsd" / "oai-pmh.xsd"))
NOOR = f"{BASE}id/person/p.noor"
PREFIXES = ("oai_dc", "rdf", "crm", "rda")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("oai")
    first = {
        "person/p.noor": said("person/p.noor", "Noor & <Bea>"),
        "person/p.gone": said("person/p.gone", "Weg", "bare"),
        "venue/v.stad": said("venue/v.stad", "Stad \\u0001 \U0001f3ad", crm=False),
        "venue/v.oud": said("venue/v.oud", "Oud"),
        "work/a%20b": said("work/a%20b", "Spatie"),
    }
    views = {"person/p.noor": viewed("person/p.noor", "Noor"), "person/p.gone": viewed("person/p.gone", "Weg")}
    oai.publish(folder, 1, first, views)
    second = {key: lines for key, lines in first.items() if key not in ("person/p.gone", "venue/v.oud")}
    second["person/p.noor"] = said("person/p.noor", "Noor")
    oai.publish(folder, 2, second, merged={"venue/v.oud": "venue/v.stad"})
    return folder


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return oai.client(data)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> FlaskClient:
    """Serve the example of the data model, in all its views."""
    files = (shared / "model" / "example.ttl", shared / "model" / "example-rda.ttl", web_harness.SAMPLE)
    ours = [one for one in web_harness.triples(*files) if one.subject.value.startswith(BASE)]
    publication = web_harness.publish(tmp_path_factory.mktemp("oai"), ours)
    return create_app(web_harness.config(publication.folder), publication).test_client()


QUESTIONS = (
    "verb=Identify", "verb=ListSets", "verb=ListMetadataFormats", f"verb=ListMetadataFormats&identifier={NOOR}",
    *(f"verb={verb}&metadataPrefix={prefix}" for verb in ("ListRecords", "ListIdentifiers") for prefix in PREFIXES),
    *(f"verb=GetRecord&identifier={NOOR}&metadataPrefix={prefix}" for prefix in PREFIXES),
    f"verb=GetRecord&identifier={BASE}id/person/p.gone&metadataPrefix=oai_dc",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-01&until=2026-03-01", "verb=x", "", "verb=ListRecords",
)  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_is_valid(client: FlaskClient, question: str) -> None:
    response = client.get(f"/oai?{question}")
    assert (response.status_code, response.content_type) == (200, "text/xml; charset=utf-8")
    XSD.assertValid(etree.fromstring(response.data))


def test_reference_example_is_valid_in_every_format(reference: FlaskClient) -> None:
    for prefix in PREFIXES:
        found = answer(reference, verb="ListRecords", metadataPrefix=prefix)
        tree = etree.fromstring(found.data)
        XSD.assertValid(tree)
        assert len(tree.findall(f".//{OAI}metadata")) > 10
        for part in tree.iterfind(f".//{OAI}metadata/*"):
            if prefix != "oai_dc":
                text = etree.tostring(part)
                read = {str(one) for one in ox.parse(text, format=ox.RdfFormat.RDF_XML)}
                assert len(read) == len(rdflib.Graph().parse(data=text, format="xml")) > 0


def test_formats_say_what_the_documents_say(reference: FlaskClient) -> None:
    key = "production/NL-22-017-0000871"
    for prefix, profile in (("rdf", "schema"), ("crm", "crm"), ("rda", "rda")):
        tree = ask(reference, verb="GetRecord", identifier=f"{BASE}id/{key}", metadataPrefix=prefix)
        part = tree.find(f".//{OAI}metadata")
        assert part is not None
        harvested = web_harness.graph(etree.tostring(part[0]), ox.RdfFormat.RDF_XML)
        page = reference.get(f"/doc/{key}.nt?_profile={profile}").data
        document = web_harness.graph(page, ox.RdfFormat.N_TRIPLES)
        assert harvested <= document
        assert {one[1] for one in document - harvested} <= {f"<{web_harness.LABEL}>"}


def test_dublin_core_names_what_the_thing_points_to(reference: FlaskClient) -> None:
    tree = ask(
        reference, verb="GetRecord", identifier=f"{BASE}id/production/NL-22-017-0000871", metadataPrefix="oai_dc"
    )
    found = [(one.tag.partition("}")[2], one.text) for one in tree.iterfind(f".//{OAI}metadata/*/*")]
    assert {("title", "De Kersentuin"), ("type", "production"), ("language", "nl"), ("subject", "toneel")} <= set(found)
    assert [name for name, text in found if text == "J. Mulder"] == ["contributor"]
    assert ("identifier", f"{BASE}id/production/NL-22-017-0000871") in found


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("", "badVerb"), ("junk", "badVerb"), ("verb=junk", "badVerb"), ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=identify", "badVerb"), ("verb=Identify&x=1", "badArgument"), ("verb=%00", "badVerb"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"), (f"verb=GetRecord&identifier={NOOR}", "badArgument"),
        ('verb=GetRecord&identifier=invalid"id&metadataPrefix=oai_dc', "idDoesNotExist"),
        ("verb=GetRecord&identifier=%00&metadataPrefix=oai_dc", "badArgument"),
        (f"verb=GetRecord&identifier={NOOR}%23x&metadataPrefix=oai_dc", "idDoesNotExist"),
        (f"verb=GetRecord&identifier={NOOR.replace('/id/', '/doc/')}&metadataPrefix=oai_dc", "idDoesNotExist"),
        (f"verb=GetRecord&identifier={BASE}id/work/a%20b&metadataPrefix=oai_dc", "idDoesNotExist"),
        (f"verb=GetRecord&identifier={BASE}id/person/..&metadataPrefix=oai_dc", "idDoesNotExist"),
        (f"verb=GetRecord&identifier={NOOR}&metadataPrefix=marc21", "cannotDisseminateFormat"),
        (f"verb=GetRecord&identifier={NOOR}&identifier={NOOR}&metadataPrefix=oai_dc", "badArgument"),
        (f"verb=GetRecord&identifier={BASE}id/venue/v.stad&metadataPrefix=rda", "cannotDisseminateFormat"),
        ("verb=ListMetadataFormats&identifier=http://example.org/1", "idDoesNotExist"),
        ("verb=ListIdentifiers&until=junk", "badArgument"), ("verb=ListIdentifiers&from=junk", "badArgument"),
        ("verb=ListIdentifiers&resumptionToken=junk&until=2000-02-05", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=junk", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-01T12:00:00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-01T12:00:00.0Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=", "badArgument"),
        ("verb=ListRecords&resumptionToken=junk", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=%E9%80%80", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=junk", "badResumptionToken"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=junk&until=1990-01-10", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=junk", "badArgument"), ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2002-02-05&until=2002-02-06T05:35:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-02&until=2026-03-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=2025-03-01T12:00:00Z", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2999-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=9999-12-31", None),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=nothing", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=kind:poster", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=kind:", "badArgument"),
        ("verb=ListRecords&metadataPrefix=mods", "cannotDisseminateFormat"),
    ],
)  # fmt: skip
def test_wrong_question_has_its_code(client: FlaskClient, question: str, expected: str | None) -> None:
    tree = etree.fromstring(client.get(f"/oai?{question}", environ_overrides={"REMOTE_ADDR": ""}).data)
    XSD.assertValid(tree)
    request = tree.find(f"{OAI}request")
    assert code(tree) == expected and request is not None and request.text == f"{BASE}oai"
    assert bool(request.attrib) == (expected not in ("badVerb", "badArgument"))


def test_sets_are_of_kinds_datasets_and_views(client: FlaskClient) -> None:
    specs = [one.text for one in ask(client, verb="ListSets").iter(f"{OAI}setSpec")]
    assert {"kind", "kind:person", "dataset", "dataset:dip", "dataset:bare", "view", "view:crm", "view:rda"} < set(
        specs
    )
    everything = harvest(client)
    for spec in specs:
        inside = harvest(client, set=spec)
        assert set(inside) <= set(everything) and inside
    assert [one[0] for one in harvest(client, set="dataset:bare")] == ["person/p.gone"]
    assert [one[0] for one in harvest(client, set="kind:venue")] == ["venue/v.stad", "venue/v.oud"]
    assert set(harvest(client, set="view")) == set(harvest(client, set="kind")) == set(everything)


def test_what_has_gone_is_deleted_in_every_format_it_had(client: FlaskClient) -> None:
    gone = ("person/p.gone", "2026-03-02T12:00:00Z", True)
    merged = ("venue/v.oud", "2026-03-02T12:00:00Z", True)
    unviewed = ("person/p.noor", "2026-03-02T12:00:00Z", True)
    assert [one for one in harvest(client) if one[2]] == [gone, merged]
    assert [one for one in harvest(client, metadataPrefix="crm") if one[2]] == [gone, merged]
    assert harvest(client, metadataPrefix="rda") == [gone, unviewed]
    tree = ask(client, verb="GetRecord", identifier=f"{BASE}id/person/p.gone", metadataPrefix="rdf")
    assert headers(tree) == [gone] and tree.find(f".//{OAI}metadata") is None
    formats = ask(client, verb="ListMetadataFormats", identifier=f"{BASE}id/person/p.gone")
    assert [one.text for one in formats.iter(f"{OAI}metadataPrefix")] == list(PREFIXES)


def test_from_and_until_are_inclusive_to_the_second(client: FlaskClient) -> None:
    first, second = "2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z"
    assert {one[1] for one in harvest(client, from_=second)} == {second}
    assert {one[1] for one in harvest(client, until=first)} == {first}
    assert {one[1] for one in harvest(client, from_=first, until=second)} == {first, second}
    assert {one[1] for one in harvest(client, from_="2026-03-01T12:00:01Z")} == {second}
    assert {one[1] for one in harvest(client, until="2026-03-02T11:59:59Z")} == {first}
    assert "person/p.noor" not in [one[0] for one in harvest(client, until="2026-03-01")]


def test_form_of_any_character_set_is_read(client: FlaskClient) -> None:
    asked = {"verb": "GetRecord", "identifier": NOOR, "metadataPrefix": "oai_dc"}
    posted = client.post("/oai", data=asked).data
    assert headers(etree.fromstring(posted)) == headers(ask(client, **asked))
    latin = {"content_type": "application/x-www-form-urlencoded; charset=ISO-8859-1"}
    body = b"verb=GetRecord&metadataPrefix=oai_dc&identifier=http%3A%2F%2Fx%2Fcaf%E9"
    for options in (latin, {"content_type": "application/x-www-form-urlencoded"}):
        tree = etree.fromstring(client.post("/oai", data=body, **options).data)
        request = tree.find(f"{OAI}request")
        assert code(tree) == "idDoesNotExist" and request is not None and request.get("identifier") == "http://x/café"
    assert code(etree.fromstring(client.post("/oai", data="{}", content_type="application/json").data)) == "badVerb"


def test_gzip_head_and_odd_accept_headers_are_answered(client: FlaskClient) -> None:
    path = "/oai?verb=ListRecords&metadataPrefix=rdf"
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.data).startswith(b"<?xml")
    assert client.head(path).status_code == 200 and client.head(path).data == b""
    for accept in ("*/*;q=0.1", "application/json", ""):
        assert client.get(path, headers={"Accept": accept}).status_code == 200
    assert client.put("/oai").status_code == 405


def test_fifty_at_once_are_answered_and_more_are_told_when(data: Path) -> None:
    busy = oai.client(data)

    def once(_: int) -> int:
        return busy.application.test_client().get("/oai?verb=Identify").status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(once, range(50))) == {200}
        late = list(pool.map(once, range(300)))
    assert 503 in late
    refused = next(one for _ in range(200) if (one := busy.get("/oai?verb=Identify")).status_code == 503)
    assert int(refused.headers["Retry-After"]) > 0
