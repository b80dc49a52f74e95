"""A mapping or a set of rules as its reader sees it: its queries in order, what each makes, and its text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from dip_lod import vocabulary
from dip_lod.model.files import File

_TEMPLATE = re.compile(r"\bCONSTRUCT\s*(?:WHERE\s*)?\{", re.I)
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.I | re.M)
_TOKEN = re.compile(r"""<[^<>"\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*|[?$]\w+|[{}]""")
_VALUES = re.compile(r"\bVALUES\s*(?:\([^)]*\)|\?\w+)\s*\{([^}]*)\}", re.I)
_NAME = re.compile(r"\b([a-z]+):[\w-]+")
_VARIABLE = "urn:x-variable:"


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a mapping."""

    file: File
    name: str
    comment: str
    text: str
    classes: tuple[str, ...]
    properties: tuple[str, ...]
    hints: tuple[str, ...]
    """What it leaves for the rules, or finds out for the queries after it; this is never published."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The queries of one folder of mappings/, with the files beside them."""

    name: str
    is_rules: bool
    queries: tuple[Query, ...]
    others: tuple[File, ...]


def names(catalogue: Mapping[str, File]) -> list[str]:
    """List the folders that hold queries: the sources, then the rules."""
    found = {path.rpartition("/")[0].removeprefix("mappings/") for path in catalogue if path.endswith(".rq")}
    return sorted(found, key=lambda name: (name.startswith("rules/"), name))


def read(catalogue: Mapping[str, File], name: str) -> Folder:
    """Read a folder; the queries are asked in the order of their names."""
    files = [one for path, one in sorted(catalogue.items()) if path.rpartition("/")[0] == f"mappings/{name}"]
    queries = tuple(_query(one) for one in files if one.path.endswith(".rq"))
    others = tuple(one for one in files if not one.path.endswith(".rq"))
    return Folder(name, name.startswith("rules/"), queries, others)


def _query(file: File) -> Query:
    text = file.text
    classes, properties = made(text)
    hints = (vocabulary.expand("build:"), vocabulary.expand("known:"))
    return Query(
        file,
        file.name.removesuffix(".rq"),
        file.comment(),
        text,
        tuple(classes),
        tuple(one for one in properties if not one.startswith(hints)),
        tuple(one for one in properties if one.startswith(hints)),
    )


def made(text: str) -> tuple[list[str], list[str]]:
    """Say which classes and properties a CONSTRUCT query makes.

    Its template is Turtle but for the variables, which are written as IRIs to have it read.

    >>> made("PREFIX s: <https://schema.org/> CONSTRUCT { ?a a s:Person ; s:name ?b } WHERE { ?a ?p ?b }")
    (['https://schema.org/Person'], ['https://schema.org/name'])
    """
    start = _TEMPLATE.search(text)
    if start is None:
        return [], []
    head = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in _PREFIX.findall(text[: start.start()]))
    turtle = []
    last = start.end()
    for token in _TOKEN.finditer(text, start.end()):
        if token[0] == "}":
            turtle.append(text[last : token.start()])
            break
        if token[0][0] in "?$":
            turtle += [text[last : token.start()], f"<{_VARIABLE}{token[0][1:]}>"]
            last = token.end()
    body = "".join(turtle).rstrip()
    try:
        stated = list(ox.parse(head + body.rstrip(".") + " .", format=ox.RdfFormat.TURTLE))
    except SyntaxError:
        stated = []
    rdf_type = vocabulary.expand("rdf:type")
    if any(one.predicate.value.startswith(_VARIABLE) for one in stated):
        stated += [ox.Triple(one, one, one) for one in _listed(text[last:])]
    classes = {one.object.value for one in stated if one.predicate.value == rdf_type and _is_named(one.object)}
    properties = {one.predicate.value for one in stated if one.predicate.value != rdf_type}
    return sorted(classes), sorted(one for one in properties if not one.startswith(_VARIABLE))


def _listed(text: str) -> list[ox.NamedNode]:
    """Find what a variable of the template may stand for: the properties that VALUES lists, and hints."""
    names = [name[0] for block in _VALUES.findall(text) for name in _NAME.finditer(block) if _is_property(name[0])]
    names += [name[0] for name in _NAME.finditer(text) if name[1] == "build"]
    return [ox.NamedNode(vocabulary.expand(name)) for name in dict.fromkeys(names)]


def _is_property(name: str) -> bool:
    if name.partition(":")[0] not in vocabulary.prefixes():
        return False
    term = vocabulary.terms().get(vocabulary.expand(name))
    return term is not None and not term.is_class


def _is_named(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and not term.value.startswith(_VARIABLE)
