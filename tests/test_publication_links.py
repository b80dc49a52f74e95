"""Who points to whom, as a document tells."""

from dip_lod.publication import told
from dip_lod.publication.links import Links

A, PART = "<https://schema.org/actor>", "<https://schema.org/hasPart>"
WORK = [
    f"<https://d.nl/doc/work/1> {PART} <https://d.nl/id/work/1> .",
    f"<https://d.nl/id/work/1#x> {A} <https://d.nl/id/person/2> .",
    "<https://d.nl/id/work/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://d.nl/id/term/a> .",
    f"<https://d.nl/id/work/1> {A} <https://d.nl/id/person/2> .",
    f'<https://d.nl/id/work/1> {A} "<https://d.nl/id/person/2> ." .',
    f"<https://d.nl/id/work/1> {A} <https://elsewhere.org/id/person/2> .",
    f"<https://d.nl/id/work/1> {PART} <https://d.nl/id/work/1#x> .",
    f"<https://d.nl/id/work/1> {PART} <https://d.nl/id/work/12> .",
]


def test_links_are_those_from_things_of_ours_to_other_documents() -> None:
    assert list(Links("https://d.nl/").of("work/1", told.read(WORK))) == [
        ("https://d.nl/id/person/2", A[1:-1], "https://d.nl/id/work/1#x"),
        ("https://d.nl/id/person/2", A[1:-1], "https://d.nl/id/work/1"),
        ("https://d.nl/id/work/12", PART[1:-1], "https://d.nl/id/work/1"),
    ]


def test_a_uri_that_was_met_before_is_the_same_object() -> None:
    links = Links("https://d.nl/")
    first, second = ([link[0] for link in links.of("work/1", told.read(WORK))] for _ in range(2))
    assert all(one is other for one, other in zip(first, second, strict=True))
