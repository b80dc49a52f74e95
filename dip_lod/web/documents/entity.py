"""The page of a thing: what a person wants to know first, what machines are told, and who points to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dip_lod import uris, vocabulary
from dip_lod.journal.reading import Journal
from dip_lod.publication.reading import Document, Incoming, Publication
from dip_lod.publication.terms import Iri, Term
from dip_lod.web.documents import parts, remembered, sections, sharing, structured_event
from dip_lod.web.documents.parts import SCHEMES, Shown
from dip_lod.web.documents.sharing import Shared
from dip_lod.web.http import forms
from dip_lod.web.kinds import openings
from dip_lod.web.kinds.page import Page
from dip_lod.web.pictures.blocks import Opening, Pictures
from dip_lod.web.rdf import graph, incoming, profiles, structured
from dip_lod.web.rdf.graph import LABEL, TYPE, Graph
from dip_lod.web.rdf.profiles import Profile
from dip_lod.web.words import names, namesakes, texts, values
from dip_lod.web.words.shown import Row, Value
from dip_lod.web.words.visitor import Visitor

FIRST = 10
"""Of what points to a thing, so many on its own page; the rest on pages of their own."""


_ABOUT = "schema:description"
_KIND = vocabulary.expand("crm:P2_has_type")
_DERIVED, _PART, _LICENCE = map(vocabulary.expand, ("prov:wasDerivedFrom", "schema:isPartOf", "schema:license"))
_SOURCES = 20
"""Records that the foot of a page names; the page of a view has them all."""


@dataclass(frozen=True, slots=True)
class Statements:
    """All that a subject says for machines."""

    id: str
    uri: str
    anchor: bool
    """Whether this is the first place on the page where the part is shown."""
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Pointing:
    """Things that point to this one with one property."""

    predicate: str
    label: str
    total: int
    members: list[Value]
    more: str | None
    """Where the rest is; None where this is all."""
    quiet: bool
    """Whether it is for machines, or only repeats what the thing says itself."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Everything that the template of a page needs."""

    uri: str
    document: str
    said: Graph
    local: str
    """Kind and key, as in its URI."""
    kind: str
    title: Value
    classes: list[str]
    opening: Opening
    lead: list[Value]
    """What it is about, in the first language of the reader's that there is."""
    rows: list[Row]
    repeated: list[Row]
    """What the opening has told in its own way, whole: for who wants each statement."""
    past: list[Value]
    """What it was called and used as, and when, the earliest first."""
    others: list[Value]
    """Parts that nothing on the page points to."""
    pointing: list[Pointing]
    pointing_for_machines: list[Pointing]
    machine: list[Statements]
    foot: list[Row]
    alternates: list[tuple[str, str, str]]
    """Name, media type and path of each form."""
    structured: str
    shared: Shared
    views: list[tuple[Profile, str]]
    """The models that it can be seen in, with the page of each."""

    @property
    def pointed(self) -> list[str]:
        """The properties that others point here with, as prefixed names."""
        return [names.shorten(one.predicate) for one in (*self.pointing, *self.pointing_for_machines)]

    def has(self) -> set[str]:
        """Gather the properties that it has, as prefixed names, and the terms that it or a part of it is of."""
        terms = (one for subject in self.said.subjects for one in self.said.nodes(subject, _KIND))
        own = {names.shorten(predicate) for predicate in self.said.subjects.get(self.uri, ())}
        return own | {one.partition("/id/")[2] for one in terms}

    @property
    def mapped(self) -> bool:
        """Whether one of them is a map."""
        return any(isinstance(block, Pictures) and block.mapped for block in self.opening.blocks)


def as_it_was(publication: Publication, found: Document, visitor: Visitor, journal: Journal) -> Entity:
    """Show what an earlier document says, and that alone: what stands first on a page is what is known now."""
    made = entity(publication, found, visitor, journal)
    rows = sorted([*made.rows, *made.repeated], key=lambda row: (sections.place(row.predicate), row.label))
    return replace(made, opening=Opening(), lead=[], rows=rows, repeated=[], alternates=[])


def entity(publication: Publication, found: Document, visitor: Visitor, journal: Journal | None = None) -> Entity:
    """Make the page of a thing from its document; the journal names what an earlier one names and is gone."""
    said = graph.read(publication.base, found)
    counted = publication.incoming(said.thing)
    members = {one.predicate: publication.pointing(said.thing, one.predicate, limit=FIRST) for one in counted}
    pointed = {uri for some in members.values() for uri in some}
    sources = _sources(said)
    schemes = {f"{publication.base}id/{SCHEMES}{scheme}" for scheme in said.schemes()}
    wanted = said.targets() | pointed | schemes
    wanted -= {term.value for terms in sources.values() for term in terms[_SOURCES:]}
    labels = publication.labels(wanted | {uri.partition("#")[0] for uri in pointed if "#" in uri})
    if unnamed := {uri.partition("#")[0] for uri in wanted if "#" in uri and uri not in labels}:
        labels |= publication.labels(unnamed)
    if journal:
        lost = {uri for uri in wanted - labels.keys() if uri.startswith(publication.base) and uri not in said.subjects}
        labels |= remembered.labels(journal, publication, lost)
    shown = Shown(said, labels, visitor)
    page = Page(publication, said, found.name.kind, visitor)
    opening = openings.opening(page)
    title = opening.title or heading(said, visitor)
    rows = [row for row in shown.rows(said.thing, 0) if not _repeats(row, title)]
    lead = _lead(rows, title.text)
    told = opening.told if lead is None else opening.told | {_ABOUT}
    past, others = _others(shown)
    pointing = _pointing(publication, said, counted, members, shown, opening.told_by_others)
    path = uris.path(*found.name, prefix="doc")
    return Entity(
        uri=said.thing,
        document=said.document,
        said=said,
        local=path.removeprefix("doc/"),
        kind=found.name.kind,
        title=title,
        classes=[visitor.term(kind) for kind in said.nodes(said.thing, TYPE) if _telling(kind)],
        opening=opening,
        lead=lead or [],
        rows=[row for row in rows if row.name not in told],
        repeated=[row for row in rows if row.name in told],
        past=past,
        others=others,
        pointing=[one for one in pointing if not one.quiet],
        pointing_for_machines=[one for one in pointing if one.quiet],
        machine=_machine(shown),
        foot=_foot(publication, shown, sources),
        alternates=[(form.name, form.media_type, f"{visitor.root}{path}.{form.extension}") for form in forms.FORMS],
        structured=structured.write(said, labels, visitor.language, structured_event.complete(page)),
        shared=sharing.share(publication, said, found.name.kind, title, opening, visitor),
        views=profiles.pages(found.has_rda, path, visitor),
    )


def heading(said: Graph, visitor: Visitor) -> Value:
    """Find the title of a thing: its label, else its name, else the end of its URI."""
    for predicate in (LABEL, vocabulary.expand("schema:name"), vocabulary.expand("skos:prefLabel")):
        labels = said.labels(said.thing, predicate)
        named = said.labels(said.thing, vocabulary.expand("schema:name"))
        if predicate == LABEL and labels and visitor.language not in labels and visitor.language in named:
            continue
        found = texts.best(labels, visitor.language)
        if found and found[0].strip():
            return values.tagged(*found, visitor)
    return Value(said.thing.rpartition("/")[2], "")


def _lead(rows: Sequence[Row], title: str) -> list[Value] | None:
    """Choose what stands under the title: what the thing is about, in one language; None where nothing says that.

    A text that the title is the beginning of goes on where the title ends; what only repeats it is left out.
    """
    found = next((row.values for row in rows if row.name == _ABOUT), [])
    texts = [one for one in found if one.language == found[0].language and not (one.part or one.href)]
    begun = title.removesuffix("…").rstrip()
    if begun != title:
        texts = [
            one._replace(text="…" + one.text[len(begun) :]) if one.text.startswith(begun) else one for one in texts
        ]
    return [one for one in texts if one.text.strip() not in (title, "…")] if texts else None


def _repeats(row: Row, title: Value) -> bool:
    name = vocabulary.expand("schema:name")
    return row.predicate == name and all(one.text == title.text for one in row.values)


def _telling(kind: str) -> bool:
    return kind.startswith("https://schema.org/") and kind not in sections.PLAIN_CLASSES


def _others(shown: Shown) -> tuple[list[Value], list[Value]]:
    """Show the parts for people that nothing shown points to: names and uses of a time, and all others."""
    found = []
    for uri in shown.graph.parts:
        telling = (one for one in shown.graph.subjects[uri] if not sections.for_machines(one))
        if uri not in shown.ids and not shown.told_beside(uri) and any(not sections.at_foot(one) for one in telling):
            found.append(uri)
    past = sorted((one for one in found if parts.dated(shown.graph, one)), key=lambda one: parts.when(shown.graph, one))
    rest = [one for one in found if one not in past] if past else found
    return [shown.value(Iri(one)) for one in past], [shown.value(Iri(one)) for one in rest if one not in shown.ids]


def _pointing(
    publication: Publication,
    said: Graph,
    counted: list[Incoming],
    members: dict[str, Sequence[str]],
    shown: Shown,
    told: frozenset[str],
) -> list[Pointing]:
    """Show what points to the thing, the first of each property."""
    made = []
    for predicate, total in counted:
        name = names.shorten(predicate)
        pair = sections.PAIRS.get(name)
        repeats = pair is not None and len(said.nodes(said.thing, vocabulary.expand(pair))) >= total
        quiet = repeats or name in told or sections.for_machines(predicate) or sections.at_foot(predicate)
        if quiet or any("#" in uri for uri in members[predicate]):
            listed = [values.source(uri, shown.labels, shown.visitor) for uri in members[predicate]]
        else:
            listed = namesakes.told_apart(publication, members[predicate], shown.labels, shown.visitor)
        path = said.document[len(shown.visitor.base) :] + incoming.query(predicate)
        more = shown.visitor.path(path) if total > len(listed) else None
        made.append(Pointing(predicate, points(predicate, shown.visitor), total, listed, more, quiet))
    return made


def points(predicate: str, visitor: Visitor) -> str:
    """Say in words what points to a thing with a property."""
    found = visitor.texts.inverse(names.shorten(predicate))
    return found or visitor.texts("points", property=visitor.term(predicate))


def _machine(shown: Shown) -> list[Statements]:
    """Show what every subject says for machines, the thing first; parts are linked, not nested."""
    made = []
    seen = dict(shown.ids)
    shown.ids.update(dict.fromkeys(shown.graph.parts))
    for uri in (shown.graph.thing, *shown.graph.parts):
        rows = [
            Row(TYPE, shown.visitor.term(TYPE), [values.name(term.value, shown.visitor) for term in terms])
            if predicate == TYPE
            else shown.row(predicate, terms)
            for predicate, terms in shown.graph.subjects.get(uri, {}).items()
            if sections.for_machines(predicate)
        ]
        if rows:
            short = uri.partition("#")[2]
            made.append(Statements(short, uri, bool(short) and uri not in seen, rows))
    return made


def _sources(said: Graph) -> dict[str, list[Term]]:
    """Gather what the thing and its document say of source, date and licence."""
    found: dict[str, dict[Term, None]] = {}
    for subject in (said.document, said.thing, said.thing + "#record"):
        for predicate, terms in said.subjects.get(subject, {}).items():
            if sections.at_foot(predicate) and (told := [term for term in terms if term.value != said.thing]):
                found.setdefault(predicate, {}).update(dict.fromkeys(told))
    ordered = sorted(found, key=lambda one: sections.FOOT.index(names.shorten(one)))
    return {predicate: list(found[predicate]) for predicate in ordered}


def _foot(publication: Publication, shown: Shown, sources: dict[str, list[Term]]) -> list[Row]:
    """Show where the page comes from, and which of its sources states no licence."""
    rows = [_bounded(shown, predicate, terms) for predicate, terms in sources.items()]
    if silent := _silent(publication, shown, sources):
        stated = [value for row in rows if row.predicate == _LICENCE for value in row.values]
        rows = [row for row in rows if row.predicate != _LICENCE]
        rows.append(Row(_LICENCE, shown.visitor.term(_LICENCE), [*stated, *silent]))
    return rows


def _silent(publication: Publication, shown: Shown, sources: dict[str, list[Term]]) -> list[Value]:
    """Say which sources state no licence; what no record is about, such as a term, is the publisher's own."""
    if _DERIVED not in sources:
        return []
    bare = {uris.mint(publication.base, "dataset", one.name) for one in publication.manifest.sources if not one.licence}
    parts = sources.get(_PART, [])
    silent = [term for term in parts if term.value in bare]
    if len(silent) == len(parts) and _LICENCE in sources:  # then the records state their own
        return []
    words = str(shown.visitor.texts.tables["page"]["no_licence"])
    return [Value(words.format(source=shown.value(term).text)) for term in silent]


def _bounded(shown: Shown, predicate: str, terms: list[Term]) -> Row:
    """Make a row of the foot; of a venue that a thousand records name it holds some, and leads to all."""
    row = shown.row(predicate, terms[:_SOURCES], depth=99)
    if len(terms) <= _SOURCES:
        return row
    local = shown.graph.document.removeprefix(shown.visitor.base)
    words = shown.visitor.texts("all", count=shown.visitor.texts.number(len(terms)))
    all_ = Value(words, href=shown.visitor.path(f"{local}?_profile={profiles.SCHEMA.token}"))
    return row._replace(values=[*row.values, all_])
