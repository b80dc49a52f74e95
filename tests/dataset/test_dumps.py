"""The dumps: what they say, how they are served, and who knows of them."""

import base64
import gzip
import hashlib
import json
import shutil
import sqlite3
import subprocess
import zlib
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from dip_lod import uris
from dip_lod.config import Config
from dip_lod.journal.reading import current
from dip_lod.pipeline import verifying_dumps, workers
from dip_lod.pipeline.dumping_stage import dump
from dip_lod.publication import layout
from dip_lod.publication.dumps import cutting, files
from dip_lod.publication.reading import Publication
from dip_lod.web.app import create_app
from dip_lod.web.harvest import downloads
from dip_lod.web.rdf import extracts, profiles

BASE = "https://data.example.org/"
FORMATS = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
PROFILES = {"schema": profiles.SCHEMA, "crm": profiles.CRM, "rda": profiles.RDA}
Triples = set[tuple[str, str, str]]


def triples(text: bytes, extension: str) -> Triples:
    return {(str(one.subject), str(one.predicate), str(one.object)) for one in ox.parse(text, format=FORMATS[extension])}


@pytest.fixture(scope="session")
def said(client: FlaskClient) -> Callable[[str, str], Triples]:
    """Give what reads a dump as it is served."""

    def read(view: str, extension: str) -> Triples:
        answer = client.get(f"/dumps/{view}.{extension}.gz")
        assert answer.status_code == 200
        return triples(gzip.decompress(answer.data), extension)

    return read


def of_documents(publication: Publication, view: str) -> Triples:
    """Give what the documents of a publication say in a view, without the labels that a form adds of others."""
    file = f"{(publication.folder / layout.DOCUMENTS).as_uri()}?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as connection:
        rows = connection.execute("SELECT key, body, rda FROM document").fetchall()
    if view == "all":
        return {one for _, body, _ in rows for one in triples(zlib.decompress(body), "nt")}
    found: Triples = set()
    for key, _, _ in rows:
        name = uris.parse(BASE, f"{BASE}id/{key}")
        assert name
        document = publication.document(name)
        assert document
        found |= triples(extracts.extract(publication, document, PROFILES[view]).statements, "nt")
    return found


@pytest.mark.parametrize("view", files.VIEWS)
def test_every_form_of_a_view_says_what_the_documents_say(
    view: str, said: Callable[[str, str], Triples], publication: Publication
) -> None:
    expected = of_documents(publication, view)
    if view == "rda":  # what lies elsewhere, such as terms of the RDA Registry, has no document of ours
        elsewhere = {one for one in said("rda", "nt") if not one[0].startswith(f"<{BASE}")}
        assert elsewhere
        expected |= elsewhere
    assert {form: said(view, form) ^ expected for form in FORMATS} == {form: set() for form in FORMATS}


@pytest.mark.parametrize(("view", "store"), [("all", layout.STORE), ("rda", layout.RDA_STORE)])
def test_the_endpoint_says_what_the_dump_says(
    view: str, store: str, said: Callable[[str, str], Triples], publication: Publication
) -> None:
    """Both views have an endpoint, which asks this store and nothing else."""
    asked = ox.Store.read_only(str(publication.folder / store)).query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert {(str(one.subject), str(one.predicate), str(one.object)) for one in asked} == said(view, "nt")  # type: ignore[union-attr]


def test_the_endpoint_gives_each_view_by_its_vocabularies(
    said: Callable[[str, str], Triples], publication: Publication
) -> None:
    store = ox.Store.read_only(str(publication.folder / layout.STORE))
    for view, spaces in (
        ("schema", ("http://www.cidoc-crm.org/cidoc-crm/", "http://iflastandards.info/ns/lrm/lrmoo/")),
        ("crm", ("https://schema.org/",)),
    ):
        strange = " || ".join(f'STRSTARTS(STR(?p), "{one}") || (?p = rdf:type && STRSTARTS(STR(?o), "{one}"))' for one in spaces)
        asked = store.query(
            "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), '{BASE}doc/') || !({strange})) }}"
        )
        found = {(str(one.subject), str(one.predicate), str(one.object)) for one in asked}  # type: ignore[union-attr]
        telling = {one[0] for one in found if one[1] != "<http://www.w3.org/2000/01/rdf-schema#label>"}
        assert {one for one in found if one[0] in telling} == said(view, "nt")


def test_a_source_has_the_documents_of_its_dataset_whole(client: FlaskClient, publication: Publication) -> None:
    text = gzip.decompress(client.get("/dumps/dataset-dip.nt.gz").data)
    file = f"{(publication.folder / layout.DOCUMENTS).as_uri()}?mode=ro"
    with closing(sqlite3.connect(file, uri=True)) as connection:
        bodies = [zlib.decompress(body) for (body,) in connection.execute("SELECT body FROM document")]
    part = f"<https://schema.org/isPartOf> <{BASE}id/dataset/dip> .".encode()
    own = [body for body in bodies if part in body]
    assert set(text.splitlines()) == {line for body in own for line in body.splitlines()}
    said = json.loads(client.get("/doc/dataset/dip.jsonld").data)
    assert f"{BASE}dumps/dataset-dip.nt.gz" in json.dumps(said) and "all.nq" not in json.dumps(said)


def test_the_two_models_together_are_the_whole(said: Callable[[str, str], Triples]) -> None:
    assert said("schema", "nt") | said("crm", "nt") == said("all", "nt")


def test_documents_of_two_sources_are_in_the_files_of_both() -> None:
    part = f"<https://schema.org/isPartOf> <{BASE}id/dataset/{{}}> .\n".format
    one = [f'<{BASE}doc/person/a> {part("x")}', f'<{BASE}doc/person/a> {part("y")}', f'<{BASE}id/person/a#n> <a:b> "c" .\n']
    two = [f'<{BASE}id/person/b> <a:b> "{part("x")[:-1]}" .\n', f"<{BASE}id/person/b> {part('xx')}", f"<{BASE}id/person/b> {part('y')}"]
    three = [f"<urn:elsewhere> {part('x')}"]
    lines = [line.encode() for line in one + two + three]
    runs, rests = cutting.runs(lines, BASE)
    assert [(begun, ended) for begun, ended, _, _ in runs] == [(0, 2), (2, 3), (3, 6), (6, 7)]
    assert [subject + b" " + rest for begun, ended, subject, _ in runs for rest in rests[begun:ended]] == lines
    found = cutting.of_sources(lines, runs, BASE, ["x", "y", "z"])
    assert found == {"x": lines[:3] + lines[6:], "y": lines[:6], "z": []}


def test_n_quads_are_in_the_graph_of_their_document(client: FlaskClient) -> None:
    quads = ox.parse(gzip.decompress(client.get("/dumps/all.nq.gz").data), format=ox.RdfFormat.N_QUADS)
    assert all(uris.document(one.subject.value) == one.graph_name.value for one in quads)  # type: ignore[union-attr]


def test_the_same_statements_give_the_same_bytes_in_any_pieces(publication: Publication, tmp_path: Path) -> None:
    for number, processes in enumerate((1, 2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in (layout.DUMP, layout.RDA_DUMP):
            shutil.copy(publication.folder / name, folder / name)
        with workers.executor(processes, workers.nothing) as pool:
            dump(folder, BASE, pool, ["dip"])
        for one in publication.dumps:
            assert (folder / files.FOLDER / one.name).read_bytes() == (publication.folder / files.FOLDER / one.name).read_bytes()


def test_pieces_never_cut_a_document(publication: Publication) -> None:
    text = (publication.folder / layout.DUMP).read_bytes()
    pieces = list(cutting.pieces(publication.folder / layout.DUMP, BASE, 5_000))
    assert len(pieces) > 50 and pieces[0][0] == 0 and pieces[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in pairwise(pieces))
    documents = [{cutting.document(line.split(b" ")[0], BASE) for line in text[start:end].splitlines()} for start, end in pieces]
    assert sum(map(len, documents)) == len(set.union(*documents))


def test_an_empty_dump_gives_files_without_statements(tmp_path: Path) -> None:
    for name in (layout.DUMP, layout.RDA_DUMP):
        (tmp_path / name).write_bytes(b"")
    for one in dump(tmp_path, BASE, workers.Inline()):
        text = gzip.decompress((tmp_path / files.FOLDER / one.name).read_bytes()) if one.bytes else b""
        assert one.triples == 0 and triples(text, one.extension) == set()


@pytest.mark.parametrize("one", [f"{view}.{form}" for view in files.VIEWS for form in FORMATS])
def test_a_head_tells_type_length_date_and_checksum(one: str, client: FlaskClient, publication: Publication) -> None:
    file = publication.folder / files.FOLDER / f"{one}.gz"
    media_type = files.BY_EXTENSION[one.partition(".")[2]].media_type
    head = client.head(f"/dumps/{one}.gz", headers={"Accept-Encoding": "identity"})
    assert head.status_code == 200 and head.data == b""
    assert head.headers["Content-Type"] == f"{media_type}+gzip"
    assert int(head.headers["Content-Length"]) == file.stat().st_size
    assert "Content-Encoding" not in head.headers and "Last-Modified" in head.headers and head.headers["Accept-Ranges"] == "bytes"
    digest = base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()
    assert head.headers["Repr-Digest"] == f"sha-256=:{digest}:"
    plain = client.head(f"/dumps/{one}", headers={"Accept-Encoding": "identity"})
    assert plain.headers["Content-Type"].partition(";")[0] == media_type
    assert int(plain.headers["Content-Length"]) == len(gzip.decompress(file.read_bytes()))


def test_a_packed_file_is_never_packed_again(client: FlaskClient) -> None:
    answer = client.get("/dumps/all.nt.gz", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in answer.headers
    assert gzip.decompress(answer.data).startswith(b"<")


def test_the_plain_address_gives_the_same_with_and_without_a_coding(client: FlaskClient) -> None:
    coded = client.get("/dumps/all.ttl", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/dumps/all.ttl", headers={"Accept-Encoding": "gzip;q=0"})
    assert coded.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert gzip.decompress(coded.data) == plain.data
    assert coded.headers["ETag"] != plain.headers["ETag"]
    assert coded.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_a_download_goes_on_where_it_broke_off(client: FlaskClient) -> None:
    whole = client.get("/dumps/all.nt.gz")
    size, etag = len(whole.data), whole.headers["ETag"]

    def part(range: str, **more: str) -> tuple[int, bytes, str | None]:
        answer = client.get("/dumps/all.nt.gz", headers={"Range": range, **more})
        return answer.status_code, answer.data, answer.headers.get("Content-Range")

    assert part("bytes=100-", **{"If-Range": etag}) == (206, whole.data[100:], f"bytes 100-{size - 1}/{size}")
    assert part("bytes=0-0") == (206, whole.data[:1], f"bytes 0-0/{size}")
    assert part("bytes=-7") == (206, whole.data[-7:], f"bytes {size - 7}-{size - 1}/{size}")
    assert part(f"bytes=0-{size + 9}")[0] == 206
    assert part("bytes=5-", **{"If-Range": whole.headers["Last-Modified"]})[0] == 206
    assert part("bytes=5-", **{"If-Range": '"another"'}) == (200, whole.data, None)
    assert part("bytes=5-", **{"If-Range": f"W/{etag}"})[0] == 200
    assert part("bytes=0-1,4-5")[0] == part("lines=1-2")[0] == part("bytes=x")[0] == 200
    status, _, said = part(f"bytes={size}-")
    assert (status, said) == (416, f"bytes */{size}")
    assert client.head("/dumps/all.nt.gz", headers={"Range": "bytes=0-0"}).status_code == 200


def test_what_a_client_has_is_not_sent_again(client: FlaskClient) -> None:
    whole = client.get("/dumps/rda.nt.gz")
    etag, modified = whole.headers["ETag"], whole.headers["Last-Modified"]
    for headers in ({"If-None-Match": etag}, {"If-Modified-Since": modified}, {"If-None-Match": f'"x", {etag}'}):
        answer = client.get("/dumps/rda.nt.gz", headers=headers)
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)
    assert client.get("/dumps/rda.nt.gz", headers={"If-Match": '"another"'}).status_code == 412
    assert client.get("/dumps/rda.nt.gz", headers={"If-Match": etag}).status_code == 200


def test_checksums_are_those_of_sha256sum(client: FlaskClient, publication: Publication, tmp_path: Path) -> None:
    shutil.copytree(publication.folder / files.FOLDER, tmp_path / "got")
    (tmp_path / "got" / files.SUMS).write_bytes(client.get(f"/dumps/{files.SUMS}").data)
    subprocess.run(["sha256sum", "--check", "--strict", files.SUMS], cwd=tmp_path / "got", check=True, capture_output=True)


def test_a_publication_has_addresses_of_its_own(client: FlaskClient, publication: Publication) -> None:
    latest = client.get("/dumps/all.nt.gz")
    fixed = latest.headers["Content-Location"]
    assert fixed == f"/dumps/{publication.id}/all.nt.gz"
    assert client.get(fixed).data == latest.data
    assert client.get(f"/dumps/{publication.id}/{files.SUMS}").status_code == 200


@pytest.mark.parametrize(
    "path", ["all.nt.zip", "all", "x/all.nt.gz", "../all.nt.gz", "dumps.json", "%2e%2e/manifest.json", "all.nt.gz/x", "..", "ALL.nt.gz"]
)
def test_other_names_are_404(path: str, client: FlaskClient, publication: Publication) -> None:
    assert client.get(f"/dumps/{path}").status_code == 404
    assert client.get(f"/dumps/{publication.id}/{path}").status_code == 404


def test_a_publication_that_is_no_longer_kept_is_410(season: Config, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads._Downloads, "published", lambda _: {"20200101T000000Z-12345678": "2020-01-01T00:00:00+00:00"})
    app = create_app(season, Publication(current(season.data_folder)))
    answer = app.test_client().get("/dumps/20200101T000000Z-12345678/all.nt.gz")
    assert answer.status_code == 410 and "/dumps/all.nt.gz" in answer.text


def test_who_is_one_too_many_is_told_when_to_come_back(season: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "_SMALL", 0)
    client = create_app(season, Publication(current(season.data_folder))).test_client()
    reading = [client.get("/dumps/all.nt.gz", buffered=False) for _ in range(downloads.PER_CLIENT)]
    refused = client.get("/dumps/all.nt.gz")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
    assert client.head("/dumps/all.nt.gz").status_code == 200
    for one in reading:
        assert one.status_code == 200
        one.close()
    assert client.get("/dumps/all.nt.gz").status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_names_every_file(language: str, client: FlaskClient, publication: Publication) -> None:
    page = client.get(f"/downloads?lang={language}").text
    assert [one.name for one in publication.dumps if f'href="/dumps/{one.name}"' not in page] == []
    assert client.get("/dumps/").headers["Location"] == "/downloads"


def test_every_file_of_a_description_answers_as_it_says(client: FlaskClient) -> None:
    for dataset in ("all", "rda", "dip"):
        store = ox.Store()
        store.load(client.get(f"/doc/dataset/{dataset}.nt").data, format=ox.RdfFormat.N_TRIPLES)
        rows = store.query(
            "PREFIX schema: <https://schema.org/> PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX spdx: <http://spdx.org/rdf/terms#>"
            "SELECT ?url ?type ?size ?bytes ?sum { ?file schema:contentUrl ?url ; schema:encodingFormat ?type ;"
            " schema:contentSize ?size ; dcat:byteSize ?bytes ; spdx:checksum/spdx:checksumValue ?sum }"
        )
        found = [tuple(term.value for term in row) for row in rows]  # type: ignore[union-attr]
        assert len(found) == {"all": 12, "rda": 4, "dip": 1}[dataset]
        for url, media_type, size, bytes, checksum in found:
            answer = client.get("/" + url.removeprefix(BASE))
            assert (answer.headers["Content-Type"], str(len(answer.data)), size) == (media_type, size, bytes)
            assert hashlib.sha256(answer.data).hexdigest() == checksum


def test_verify_sees_a_dump_that_is_not_as_it_was_written(publication: Publication, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(publication.folder, folder, ignore=shutil.ignore_patterns("store*", "*.sqlite"))
    assert verifying_dumps.check(folder) == ""
    file = folder / files.FOLDER / "crm.ttl.gz"
    kept = file.read_bytes()
    file.write_bytes(kept[:-9] + b"012345678")
    assert verifying_dumps.check(folder) == "crm.ttl.gz is not as listed"
    file.write_bytes(kept)
    (folder / layout.DUMP).write_bytes(b"")
    assert verifying_dumps.check(folder) == "all.nt.gz says something else than dump.nt"
    (folder / files.FOLDER / files.LIST).write_text("[{}]")
    assert "cannot be read" in verifying_dumps.check(folder)
    shutil.rmtree(folder / files.FOLDER)
    assert verifying_dumps.check(folder) == ""


def test_fingerprints_cover_the_dumps(publication: Publication) -> None:
    assert {f"{files.FOLDER}/{one.name}" for one in publication.dumps} <= publication.manifest.files.keys()


def test_the_list_can_be_read_back(publication: Publication) -> None:
    listed = json.loads((publication.folder / files.FOLDER / files.LIST).read_text())
    assert [one["view"] for one in listed[:5]] == ["all", "all", "all", "all", "schema"]
