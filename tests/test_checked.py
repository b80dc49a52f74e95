import json

from dip_lod import resources
from dip_lod.pipeline import checked, checks


def test_our_own_queries_ship_with_their_digests() -> None:
    """That each is sound, the tests of its mapping say."""
    shipped = json.loads((resources.folder("mappings") / checks.FILE).read_text("utf-8"))
    missing = [query.name for query, anchor in checked.tasks() if checks.digest((query, anchor)) not in shipped]
    assert not missing, "run `make checked`"
    assert len(shipped) == len(set(map(checks.digest, checked.tasks())))
