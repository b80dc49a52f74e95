"""The event stream: its pages, and what the reference client makes of it."""

import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import journal_harness
import pyoxigraph as ox
import pytest
import rdflib
from flask.testing import FlaskClient
from npm_packages import fetched
from patience import LATE
from pyshacl import validate
from season import Season

from dip_lod.harvest.ldes import SIZE
from dip_lod.journal import erasing, writing
from dip_lod.journal.comparing import Comparison, Fate
from dip_lod.journal.reading import current
from dip_lod.publication import layout

HERE = Path(__file__).parent
AS = "https://www.w3.org/ns/activitystreams#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@pytest.fixture(scope="module")
def client() -> Path:
    """Give the folder of npm's ldes-client, which is fetched at its locked version the first time."""
    return fetched(HERE).parent


def replicate(client: Path, base: str, state: Path, order: str = "none") -> list[dict[str, str]]:
    """Run the client; gives the members that it had not seen before."""
    done = subprocess.run(
        ["node", "replicate.mjs", f"{base}ldes", str(state), order],
        cwd=client, capture_output=True, text=True, timeout=LATE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def apply(replica: dict[str, set[str]], members: list[dict[str, str]]) -> None:
    """Bring a replica up to date as the stream's description says: by version, deletions included."""
    for member in sorted(members, key=lambda one: one["at"]):
        quads = list(ox.parse(member["quads"], format=ox.RdfFormat.N_QUADS))
        kinds = {quad.object.value for quad in quads if quad.subject.value == member["id"] and quad.predicate == TYPE}
        said = {
            f"{quad.subject} {quad.predicate} {quad.object}"
            for quad in quads
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == member["id"]
        }
        if AS + "Delete" in kinds:
            assert not said
            replica.pop(member["of"], None)
        else:
            assert kinds in ({AS + "Create"}, {AS + "Update"}) and said
            assert (member["of"] in replica) == (AS + "Update" in kinds)
            replica[member["of"]] = said


def stored(data: Path) -> set[str]:
    store = ox.Store()
    store.load((current(data) / layout.DUMP).read_bytes(), format=ox.RdfFormat.N_TRIPLES)
    return {f"{quad.subject} {quad.predicate} {quad.object}" for quad in store}


def seasons() -> list[tuple[dict[str, str], dict[str, str]]]:
    """Give ten publications: new, changed, gone, back again, merged."""
    made = []
    for number in range(1, 11):
        texts = {f"person/p.{one}": f"naam {one // 40 if one % 7 else number}" for one in range(430)}
        texts |= {f"hall/h.{one}": "zaal" for one in range(number, number + 5)}  # one goes, one comes
        if number in (4, 5, 8):
            del texts["person/p.3"]  # and comes back, twice
        merged = {"person/p.5": "person/p.6"} if number > 5 else {}
        for old in merged:
            del texts[old]
        made.append((texts, merged))
    return made


def test_client_replicates_all_then_only_what_changed_and_the_replica_equals_the_store(
    client: Path, season: Season, tmp_path: Path
) -> None:
    publications, replica, heard = seasons(), dict[str, set[str]](), 0
    season.publish(1, *publications[0])
    with season.serving():
        for number, (texts, merged) in enumerate(publications, 1):
            if number > 1:
                season.publish(number, texts, merged)
            if number not in (1, 3, 6, 10):
                continue
            season.asked.clear()
            members = replicate(client, season.base, tmp_path / "state")
            apply(replica, members)
            assert set().union(*replica.values()) == stored(season.data), number
            assert len(replica) == len(texts)
            if number > 1:
                assert len(members) < 4 * 70, "only what changed"
                assert not [path for path in season.asked if "publication/1" in path and path != "/ldes/publication/10"]
            heard += len(members)
        again, fresh = replicate(client, season.base, tmp_path / "state"), dict[str, set[str]]()
        assert again == []
        apply(fresh, all_of_it := replicate(client, season.base, tmp_path / "other", "ascending"))
        assert fresh == replica and len(all_of_it) == heard == len({one["id"] for one in all_of_it})
        assert [one["at"] for one in all_of_it] == sorted(one["at"] for one in all_of_it)


def publish(season: Season) -> None:
    """Make three publications, the last two of them small."""
    season.publish(1, {f"person/p.{one}": "naam" for one in range(SIZE + 5)} | {"hall/a": "zaal"})
    season.publish(2, {f"person/p.{one}": "naam" for one in range(SIZE + 5)})
    season.publish(3, {f"person/p.{one}": "naam" for one in range(1, SIZE + 5)}, {"person/p.0": "person/p.1"})


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Season]:
    made = Season(tmp_path_factory.mktemp("three"))
    publish(made)
    with closing(made.server.socket):
        yield made


@pytest.fixture(scope="module")
def site(three: Season) -> FlaskClient:
    return three.client()


def test_pages_are_closed_and_root_and_running_year_are_not(site: FlaskClient) -> None:
    for path in ("/ldes", "/ldes/year/2026"):
        open_page = site.get(path)
        assert open_page.headers["Cache-Control"] == "no-cache" and "immutable" not in open_page.text
    for path in ("/ldes/publication/1", "/ldes/publication/3"):
        closed = site.get(path)
        assert closed.headers["Cache-Control"].endswith(", immutable") and "ldes:immutable true" in closed.text
    for path in ("/ldes", "/ldes/publication/1"):
        first = site.get(path)
        again = site.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304 and not again.data
        head = site.head(path)
        assert head.status_code == 200 and head.headers["ETag"] == first.headers["ETag"]
        assert head.content_length == first.content_length


@pytest.mark.parametrize("media_type", ["application/trig", "application/n-quads", "application/ld+json"])
def test_every_form_says_the_same(site: FlaskClient, media_type: str) -> None:
    def quads(accept: str) -> set[str]:
        answer = site.get("/ldes/publication/1", headers={"Accept": accept})
        assert answer.content_type == accept and answer.status_code == 200
        form = ox.RdfFormat.from_media_type(accept)
        assert form is not None
        return {str(quad) for quad in ox.parse(answer.data, format=form)}

    assert quads(media_type) == quads("application/trig")
    assert len(quads(media_type)) == SIZE * 6 + 3 + 10


def test_deletion_and_merger_say_what_they_are(site: FlaskClient, three: Season) -> None:
    gone = site.get("/ldes/publication/2").text
    assert "a as:Delete" in gone and 'as:summary "De bron levert' in gone and "{" not in gone.split("as:Delete")[1]
    merged = site.get("/ldes/publication/3").text
    assert "a as:Move , as:Delete" in merged and f"as:target <{three.base}id/person/p.1>" in merged


def test_what_is_erased_goes_from_closed_pages_and_is_told_as_a_deletion(season: Season) -> None:
    publish(season)
    site = season.client()
    before = site.get("/ldes/publication/1")
    assert "person/p.100?" in before.text
    with season.based():
        left = {f"person/p.{one}": "naam" for one in range(1, SIZE + 5) if one != 100}
        manifest = journal_harness.write(season.data, 4, left)

    def judge(comparison: Comparison) -> Iterator[tuple[str, Fate]]:
        yield from ((key, Fate("erased", "privacy")) for key, _ in comparison.gone())

    writing.commit(
        season.data, manifest, "", cause="erasure", judge=judge,
        within=lambda connection, number: erasing.scrub(connection, number, ["person/p.100"], "privacy", bytes),
    )  # fmt: skip
    after = site.get("/ldes/publication/1", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200 and "p.100?" not in after.text
    told = site.get("/ldes/publication/4").text
    assert "person/p.100?version=4> a as:Delete" in told and "GDPR" in told


@pytest.mark.parametrize(
    "path",
    ["/ldes/publication/0", "/ldes/publication/99", "/ldes/publication/x", "/ldes/publication/1?after=x",
     "/ldes/publication/1?after=hall/%00", "/ldes/publication/1?after=hall%2F..", "/ldes/publication/٣",
     "/ldes/publication/99999999999999999999", "/ldes/year/1999", "/ldes/year/%27", "/ldes/publication/1?after=%FF/x"],
)  # fmt: skip
def test_broken_page_tokens_are_404_with_where_to_begin(site: FlaskClient, path: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404 and "/ldes" in answer.text


def test_other_spelling_of_a_page_is_sent_to_the_one_that_pages_name(site: FlaskClient) -> None:
    answer = site.get("/ldes/publication/1?after=person%2Fp.1&x=y")
    assert answer.status_code == 301 and answer.headers["Location"] == "/ldes/publication/1?after=person/p.1"


def test_who_accepts_nothing_of_ours_gets_a_list_and_people_the_page_of_changes(site: FlaskClient) -> None:
    turtle = site.get("/ldes", headers={"Accept": "text/turtle"})
    assert turtle.status_code == 406 and "application/trig" in turtle.text
    browser = site.get("/ldes", headers={"Accept": "text/html,*/*;q=0.8"})
    assert browser.status_code == 303 and browser.headers["Location"] == "/changes"
    for accept in ("*/*;q=0.1", "", "application/json"):
        assert site.get("/ldes", headers={"Accept": accept}).status_code == 200
    assert site.post("/ldes").status_code == 405


def test_fifty_at_once_get_the_same_page(three: Season) -> None:
    app = three.client().application  # one site, as in a server: CPython 3.11 compiles no routes in two threads

    def ask(path: str) -> tuple[int, bytes]:
        answer = app.test_client().get(path)
        return answer.status_code, answer.data

    with ThreadPoolExecutor(50) as pool:
        answers = set(pool.map(ask, ["/ldes/publication/1"] * 50))
    assert len(answers) == 1 and answers.pop()[0] == 200


def test_root_keeps_the_shapes_of_an_outside_judge(site: FlaskClient, shared: Path) -> None:
    judge = rdflib.Graph().parse(shared / "standards" / "shapes" / "drafts" / "ldes.ttl")
    for path in ("/ldes", "/ldes/publication/1"):
        quads = ox.parse(site.get(path).data, format=ox.RdfFormat.TRIG)
        head = [quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()]
        graph = rdflib.Graph().parse(data=ox.serialize(head, format=ox.RdfFormat.N_TRIPLES), format="nt")
        conforms, _, text = validate(graph, shacl_graph=judge)
        assert conforms, text
