"""How the page of a thing looks around its blocks: its head, what it says for machines, how it is cited and had.

A template costs three times as much to fill in, and every page has these; the order of the parts is in entity.html.
"""

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from dip_lod.web.documents.entity import Entity, Pointing, Statements
from dip_lod.web.page import markup, markup_blocks, queries
from dip_lod.web.rdf import profiles
from dip_lod.web.words.escaping import escape, tame
from dip_lod.web.words.texts import Texts
from dip_lod.web.words.visitor import Visitor


def head(entity: Entity, texts: Texts) -> Markup:
    """Write what machines and those who pass the page on are told of it."""
    words = _words(texts)
    address, description = escape(entity.document), tame(entity.shared.description)
    return Markup(
        f'<link rel="canonical" href="{address}">\n{markup.alternates(entity.alternates)}'
        f'<meta name="description" content="{description}">\n<meta property="og:type" content="website">\n'
        f'<meta property="og:title" content="{tame(entity.title.text)}">\n'
        f'<meta property="og:description" content="{description}">\n<meta property="og:url" content="{address}">\n'
        f'<meta property="og:site_name" content="{words["name"]}">\n'
        f'<meta property="og:locale" content="{words["locale"]}">\n'
        f'<script type="application/ld+json">{entity.structured}</script>\n'
        f'<script type="application/ld+json">{entity.shared.breadcrumb}</script>\n'
    )


def title(entity: Entity, texts: Texts, reader: Visitor) -> Markup:
    """Write the kind and the name."""
    own = texts.kind(entity.kind).lower()
    kinds = "".join(f" <span>{escape(name)}</span>" for name in entity.classes if name.lower() != own)
    kind = f'<a href="{escape(reader.path(f"doc/{entity.kind}"))}">{escape(texts.kind(entity.kind))}</a>'
    named = f'<h1{markup.language(entity.title)} dir="auto">{escape(entity.title.text)}</h1>'
    return Markup(f'<p class="eyebrow">{kind}{kinds}</p>\n{named}\n')


def name(entity: Entity, texts: Texts) -> Markup:
    """Write what a browser calls the page."""
    return Markup(f"{escape(entity.title.text)} · {escape(texts('name'))}")


def under(entity: Entity, texts: Texts) -> Markup:
    """Write what stands below the name: when, where and by whom, what became of it, what it is about."""
    made = []
    for before, values in entity.opening.subtitle:
        words = f"{escape(before)} " if before else ""
        made.append(f'<p class="subtitle">{words}{markup_blocks.place(values, " · ")}</p>\n')
    if entity.opening.alert:
        made.append(f'<p class="alert">{escape(entity.opening.alert)}</p>')
    made += [f'<p class="lead">{markup.inline(one)}</p>\n' for one in entity.lead]
    return Markup("".join(made))


def blocks(entity: Entity, texts: Texts) -> Markup:
    """Write what the kind says first."""
    return markup_blocks.blocks(entity.opening.blocks, texts)


def facts(entity: Entity, texts: Texts) -> Markup:
    """Write what else the thing says to people."""
    if not entity.rows:
        return Markup("")
    heading = f"<h2>{escape(str(texts.tables['page']['data']))}</h2>" if entity.opening.blocks else ""
    return Markup(f"{heading}{markup.rows(entity.rows, texts)}")


def rest(entity: Entity, texts: Texts, reader: Visitor) -> Markup:
    """Write what stands below the facts: other parts, who points here, questions to ask, statements for machines."""
    words, made = _words(texts), []
    if entity.past:
        heading = escape(str(texts.tables["page"]["through_time"]))
        made.append(f'<section class="past"><h2>{heading}</h2>\n{markup.values(entity.past, texts)}\n</section>\n')
    if entity.others:
        made.append(f"<section><h2>{words['parts']}</h2>\n{markup.values(entity.others, texts)}\n</section>\n")
    if entity.pointing:
        groups = "".join(_pointing(one, texts) for one in entity.pointing)
        made.append(f'<section class="pointing"><h2>{words["pointing"]}</h2>\n{groups}</section>\n')
    if entity.alternates:
        made.append(f'<div class="screen">{_questions(entity, texts, reader)}</div>\n')
    if entity.repeated:
        made.append(
            f'<details class="machine"><summary><h2>{words["statements"]}</h2></summary>\n'
            f"<p>{words['statements_lead']}</p>\n{markup.rows(entity.repeated, texts)}\n</details>\n"
        )
    if entity.machine or entity.pointing_for_machines:
        subjects = "".join(_subject(one, texts) for one in entity.machine)
        groups = "".join(_pointing(one, texts) for one in entity.pointing_for_machines)
        made.append(
            f'<details class="machine"><summary><h2>{words["machine"]}</h2></summary>\n'
            f"<p>{words['machine_lead']}</p>\n{subjects}{groups}</details>\n"
        )
    return Markup("".join(made))


def aside(entity: Entity, texts: Texts, reader: Visitor, publisher: str) -> Markup:
    """Write what stands beside the facts: the URI, how to cite it, its forms and views, its source and its history."""
    words, uri = _words(texts), escape(entity.uri)
    made = [
        f'<section><h2>{words["uri"]}</h2>\n<p class="uri"><code>{uri}</code></p>\n'
        f'<p class="hint screen">{words["uri_hint"]}</p>\n</section>\n'
    ]
    if entity.alternates:
        made += [_cited(entity, texts, publisher), _forms(entity, texts, reader)]
    if entity.foot:
        rows = markup.rows(entity.foot, texts, shown=3)
        made.append(f"<section><h2>{words['source']}</h2>\n{rows}\n</section>\n")
    if entity.alternates:
        path = escape(reader.path(f"history/{entity.local}"))
        made.append(f'<p class="screen"><a class="more" rel="nofollow" href="{path}">{words["history"]}</a></p>\n')
    return Markup("".join(made))


def _cited(entity: Entity, texts: Texts, publisher: str) -> str:
    words = _words(texts)
    consulted = str(texts.tables["page"]["consulted"]).format(day=entity.shared.today)
    kind = escape(texts.kind(entity.kind).lower())
    return (
        f'<section class="cite"><h2>{words["cite"]}</h2>\n<p><bdi{markup.language(entity.title)}>'
        f"“{escape(entity.title.text)}”</bdi> ({kind}). {words['name']}. {escape(publisher)},"
        f" {escape(entity.shared.published)}. {escape(entity.uri)} ({escape(consulted)}).</p>\n</section>\n"
    )


def _forms(entity: Entity, texts: Texts, reader: Visitor) -> str:
    words = _words(texts)
    views = "".join(
        f'<li><a href="{escape(path)}">{escape(str(texts.tables["view"][profile.token]))}</a></li>\n'
        for profile, path in entity.views
        if profile is not profiles.WHOLE
    )
    every = escape(reader.path(f"doc/{entity.local}?_profile={profiles.ALTERNATES.token}"))
    return (
        f'<section class="screen"><h2>{words["forms"]}</h2>\n<ul class="forms">\n'
        f"{markup.forms(entity.alternates)}</ul>\n</section>\n"
        f'<section class="screen"><h2>{words["views"]}</h2>\n<ul class="forms">\n{views}'
        f'<li><a rel="nofollow" href="{every}">{words["alt"]}</a></li>\n</ul>\n</section>\n'
    )


def _pointing(group: Pointing, texts: Texts) -> str:
    label, more = escape(group.label), ""
    if group.more:
        words = escape(texts("all", count=texts.number(group.total)))
        hidden = f'<span class="hidden">: {label}</span>'
        more = f'<p><a class="more" href="{escape(group.more)}">{words}{hidden}</a></p>\n'
    count = f'<span class="count">{escape(texts.number(group.total))}</span>'
    return f"<section>\n<h3>{label} {count}</h3>\n{markup.links(group.members)}\n{more}</section>\n"


def _subject(subject: Statements, texts: Texts) -> str:
    part = escape(subject.id)
    anchor = f' id="{part}"' if subject.anchor else ""
    heading = f'<h3 class="fragment">#{part}</h3>\n' if part else ""
    return f'<div class="subject"{anchor}>\n{heading}{markup.rows(subject.rows, texts, named=True)}\n</div>\n'


def _questions(entity: Entity, texts: Texts, reader: Visitor) -> str:
    """Write the questions that go with the thing, filled in with it."""
    found = queries.about(entity.kind, entity.uri, reader, entity.pointed, entity.has, entity.opening.kinds)
    if not found:
        return ""
    items = "".join(
        f'<li><a href="{escape(one.href)}" rel="nofollow">{escape(one.title)}</a>\n'
        f"<span>{escape(one.explanation)}</span></li>\n"
        for one in found
    )
    heading = f"<h2>{_words(texts)['ask_more']}</h2>"
    return f'<section class="ask-more">{heading}\n<ol class="queries">\n{items}</ol>\n</section>\n'


@lru_cache(16)
def _words(texts: Texts) -> Mapping[str, str]:
    """Give the words that are the same on every page in a language."""
    site = ("name", "locale", "parts", "pointing", "machine", "machine_lead", "uri", "uri_hint", "forms", "source",
            "history", "ask_more")  # fmt: skip
    found = {name: texts(name) for name in site}
    found |= {name: str(texts.tables["page"][name]) for name in ("statements", "statements_lead", "cite")}
    found |= {"views": str(texts.tables["view"]["title"]), "alt": str(texts.tables["view"]["alt"])}
    return {name: escape(words) for name, words in found.items()}
