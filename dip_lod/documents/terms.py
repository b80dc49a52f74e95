"""The documents of our terms and datasets, which no record describes."""

import json
from collections.abc import Iterable, Mapping

from dip_lod import schemes, uris
from dip_lod.documents.settling import Mark, Settled
from dip_lod.lifting import literal
from dip_lod.vocabulary import expand, settled

_A = f"<{expand('rdf:type')}>"
_MATCH = f"<{expand('skos:exactMatch')}>"
_SAME = f"<{expand('schema:sameAs')}>"


def needed(pointed: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Give the terms of ours to publish, each with its datasets: those pointed to, with what they lie in.

    >>> sorted(needed([("genre/toneel", "dip")]))
    ['genre', 'genre/toneel']
    """
    found: dict[str, set[str]] = {}
    waiting = list(pointed)
    while waiting:
        key, dataset = waiting.pop()
        if dataset in found.setdefault(key, set()):
            continue
        found[key].add(dataset)
        concept = schemes.concepts().get(key)
        above = concept.broader if concept else ()
        waiting += [(one, dataset) for one in (*above, *(["/".join(key.split("/")[:-1])] if "/" in key else []))]
    return {key: datasets for key, datasets in found.items() if key in schemes.concepts()}


def term(base: str, key: str, datasets: Iterable[str]) -> Settled:
    """Write a term or a scheme in its short form; the rules derive the rest."""
    concept = schemes.concepts()[key]
    node = f"<{uris.mint(base, 'term', key)}>"
    kind = "skos:ConceptScheme" if concept.scheme else "skos:Concept"
    said = {f"{node} {_A} <{expand(kind)}> ."}
    said |= {f"{node} {_A} <{one}> ." for one in concept.types}
    said |= {
        f"{node} <{expand('skos:prefLabel')}> {literal(text)}@{language} ." for language, text in concept.labels.items()
    }
    said |= {f"{node} <{expand('skos:altLabel')}> {literal(text)}@nl ." for text in concept.other}
    said |= {f"{node} <{expand('skos:broader')}> <{uris.mint(base, 'term', above)}> ." for above in concept.broader}
    if not concept.scheme:
        scheme = uris.mint(base, "term", key.partition("/")[0])
        said.add(f"{node} <{expand('skos:inScheme')}> <{scheme}> .")
    for predicate, match in concept.matches:
        said.add(f"{node} <{predicate}> <{match}> .")
        if f"<{predicate}>" == _MATCH:
            said.add(f"{node} {_SAME} <{match}> .")
    return Settled("term/" + uris.encode(key, "term"), said, [Mark(dataset, "", None, None) for dataset in datasets])


def dataset(
    base: str, name: str, title: Mapping[str, str], description: Mapping[str, str], licence: str | None
) -> Iterable[str]:
    """Write the lines of a source's dataset, as far as the source says it; its description is made elsewhere."""
    key = uris.path("dataset", name, prefix="")[1:]
    node = f"<{base}id/{key}>"
    said = [f"{node} {_A} <{expand('schema:Dataset')}> ."]
    said += [f"{node} <{expand('schema:name')}> {literal(text)}@{language} ." for language, text in title.items()]
    label = title.get("nl") or next(iter(title.values()), name)
    language = "nl" if "nl" in title else next(iter(title), "und")
    said.append(f"{node} <{expand('rdfs:label')}> {literal(label)}@{language} .")
    if licence:
        said.append(f"{node} <{expand('schema:license')}> <{licence}> .")
    else:
        words = (("nl", "De bron vermeldt geen licentie."), ("en", "The source states no licence."))
        told = ((language, f"{description.get(language, '')} {text}".strip()) for language, text in words)
        said += [f"{node} <{expand('schema:description')}> {literal(text)}@{language} ." for language, text in told]
    claim = json.dumps([0, "", name])
    mark = json.dumps([name, "", None, None])
    yield from (f"{key}\t{line}\t{claim}\n" if _settled(line) else f"{key}\t{line}\n" for line in said)
    yield f"{key}\t!{mark}\n"


def _settled(line: str) -> bool:
    return line.split(" ", 2)[1][1:-1] in settled()
