"""The questions about everything that the build has answered, each as a pattern with what may be asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dip_lod.sparql.precomputed import tokens
from dip_lod.sparql.precomputed.normal import normal
from dip_lod.sparql.precomputed.select import Reader, Select

ALL = "COUNT *"
"""How many solutions there are."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern, what it is grouped by, and where the counts are."""

    pattern: str
    source: str
    """The table, or what stands for one."""
    keys: Mapping[str, str]
    """Variables of the pattern that it is grouped by, and their columns."""
    counts: Mapping[str, str]
    """Aggregates, and their columns."""
    texts: frozenset[str] = frozenset()
    """Columns that are texts; other keys are URIs."""
    bounded: bool = False
    """Whether only the largest are known (tables.LARGEST)."""


_ALL = "?s ?p ?o"
_TYPED = "?s a ?class"
_BOTH = "?s a ?class ; ?p ?o"
_LITERAL = "FILTER(ISLITERAL(?o))"
_EVERY = f"{{ SELECT DISTINCT ?o {{ ?s ?p ?o . {_LITERAL} }} }}"
_DATATYPE = "BIND(DATATYPE(?o) AS ?datatype)"
_SUBJECT_SPACE = '{ SELECT DISTINCT ?s { ?s ?p ?o } } BIND(REPLACE(STR(?s), "[^/#]+$", "") AS ?space)'
_OBJECT_SPACE = 'BIND(REPLACE(STR(?o), "([^/]+$)", "") AS ?space)'
_OBJECTS = "{ SELECT ?o (COUNT(*) AS ?times) { ?s ?p ?o . FILTER(ISIRI(?o)) } GROUP BY ?o }"
_KEY = {"class": "class", "p": "property"}

SHAPES = (
    Shape(_ALL, "total", {}, {
        ALL: "triples", "COUNT DISTINCT ?s": "subjects", "COUNT DISTINCT ?o": "iris + literals",
        "COUNT DISTINCT ?p": "(SELECT count(*) FROM property WHERE scope = :scope)",
    }),
    Shape(f"{_ALL} {_LITERAL}", "total", {}, {"COUNT DISTINCT ?o": "literals"}),
    Shape(f"{_ALL} FILTER(ISIRI(?o))", "total", {}, {"COUNT DISTINCT ?o": "iris"}),
    Shape(_TYPED, "total", {}, {"COUNT DISTINCT ?class": "(SELECT count(*) FROM class WHERE scope = :scope)"}),
    Shape(_TYPED, "class", {"class": "class"}, {ALL: "entities", "COUNT DISTINCT ?s": "entities"}),
    Shape(_ALL, "property", {"p": "property"}, {
        ALL: "triples", "COUNT DISTINCT ?s": "entities", "COUNT DISTINCT ?o": "objects",
    }),
    Shape(_BOTH, "class_property", _KEY, {
        ALL: "triples", "COUNT DISTINCT ?s": "entities", "COUNT DISTINCT ?o": "objects",
    }),
    Shape(f"{_BOTH} {_LITERAL} {_DATATYPE}", "class_property_datatype", {**_KEY, "datatype": "datatype"}, {
        ALL: "triples",
    }),
    Shape(
        f'{{ SELECT DISTINCT ?class ?p ?o {{ {_BOTH} {_LITERAL} }} }} BIND(LANG(?o) AS ?l) FILTER(?l != "")',
        "class_property_language", {**_KEY, "l": "language"}, {ALL: "objects"}, frozenset({"language"}),
    ),
    Shape(f'{_BOTH} {_LITERAL} BIND(LANG(?o) AS ?l) FILTER(?l != "")',
        "class_property_language", {**_KEY, "l": "language"}, {ALL: "triples"}, frozenset({"language"}),
    ),
    Shape(f"{_BOTH} FILTER(ISIRI(?o)) ?o a ?oc", "class_property_object_class", {**_KEY, "oc": "object_class"}, {
        ALL: "triples",
    }),
    Shape(f"{_EVERY} {_DATATYPE}", "datatype", {"datatype": "datatype"}, {}),
    Shape(f"{_EVERY} {_DATATYPE}", "total", {}, {
        "COUNT DISTINCT ?datatype": "(SELECT count(*) FROM datatype WHERE scope = :scope)",
    }),
    Shape(_SUBJECT_SPACE, "subject_space", {"space": "space"}, {ALL: "entities"}, frozenset({"space"}), bounded=True),
    Shape(f"{_OBJECTS} {_OBJECT_SPACE}", "object_space", {"space": "space"}, {"SUM ?times": "triples"},
        frozenset({"space"}),
    ),
)  # fmt: skip
"""Those that NDE's Dataset Knowledge Graph asks of every dataset, and their neighbours."""


@dataclass(frozen=True, slots=True)
class Known:
    """A shape, with its variables by their names in the normal form."""

    shape: Shape
    keys: Mapping[str, str]
    counts: Mapping[tuple[str, ...], str]


@cache
def known() -> dict[tuple[str, frozenset[str]], Known]:
    """Give the shapes by the normal form of their pattern and of what it is grouped by."""
    made = {}
    for shape in SHAPES:
        select = _read(shape.pattern)
        form = normal(select.group)
        keys = {form.names[f"?{name}"]: column for name, column in shape.keys.items()}
        counts = {
            tuple(form.names.get(word, word) for word in what.split()): column for what, column in shape.counts.items()
        }
        made[form.text, frozenset(keys)] = Known(shape, keys, counts)
    return made


def _read(pattern: str) -> Select:
    found = tokens.read(f"SELECT DISTINCT ?s {{ {pattern} }}", {})
    assert found is not None
    return Reader(found, 0).select()
