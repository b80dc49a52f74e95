"""The names of a document's thing and its parts."""

from dip_lod.publication import told
from dip_lod.publication.names import names

SPACE = "<https://d.nl/id/"
RUN = [
    '<https://d.nl/doc/run/1> <http://www.w3.org/2000/01/rdf-schema#label> "Page"@nl .',
    "<https://d.nl/id/run/1#a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Role> .",
    '<https://d.nl/id/run/1#b> <http://www.w3.org/2000/01/rdf-schema#label> "Zei \\"ja\\""@nl .',
    "<https://d.nl/id/run/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Event> .",
    "<https://d.nl/id/run/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/EventSeries> .",
    '<https://d.nl/id/run/1> <http://www.w3.org/2000/01/rdf-schema#label> "Kade"@nl .',
    '<https://d.nl/id/run/1> <https://schema.org/name> "De kade"@nl .',
    '<https://d.nl/id/run/1> <https://schema.org/name> "Quay"@en .',
    '<https://d.nl/id/run/1> <https://schema.org/startDate> "2025-10-02"^^<http://www.w3.org/2001/XMLSchema#date> .',
]


def test_things_and_parts_are_named_a_label_before_a_name_and_sorted_by_their_start() -> None:
    assert list(names(SPACE, "run/1", told.read(RUN))) == [
        ("https://d.nl/id/run/1#a", None, "schema:Role", "0 2025-10-02 "),
        ("https://d.nl/id/run/1#b", '{"nl": "Zei \\"ja\\""}', None, "0 2025-10-02 zei-ja"),
        (
            "https://d.nl/id/run/1",
            '{"nl": "Kade", "en": "Quay"}',
            "schema:Event schema:EventSeries",
            "0 2025-10-02 kade",
        ),
    ]
