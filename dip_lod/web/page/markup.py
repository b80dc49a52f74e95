"""How values look: the one place where a value becomes HTML.

Templates lay out pages and call these; a page has hundreds of values, and Jinja's macros cost four times as much.
Every text goes through `escape`.
"""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from dip_lod.web.words import names
from dip_lod.web.words.escaping import escape
from dip_lod.web.words.shown import Part, Row, Value
from dip_lod.web.words.texts import Texts

SHOWN = 12
"""Values of one property that are shown; more are folded."""


def inline(value: Value) -> Markup:
    """Write a value: a link, a moment, or a text with its language and direction.

    >>> inline(Value("<b>", "fy"))
    Markup('<span lang="fy" dir="auto">&lt;b&gt;</span>')
    """
    return Markup(written(value))


def rows(all: Sequence[Row], texts: Texts, named: bool = False, shown: int = SHOWN) -> Markup:
    """Write properties with their values; `named` adds the names that machines know the properties by."""
    return Markup(_rows(all, texts, named, shown))


def values(all: Sequence[Value], texts: Texts) -> Markup:
    """Write the values of a property: one as it is, several as a list, many folded after the first."""
    return Markup(_values(all, texts))


def links(members: Sequence[Value]) -> Markup:
    """Write a list of links."""
    items = "\n".join(f"<li>{written(one)}{_note(one)}</li>" for one in members)
    return Markup(f'<ul class="links">\n{items}\n</ul>')


def alternates(forms: Sequence[tuple[str, str, str]]) -> Markup:
    """Tell machines the other forms of a document: name, media type and path of each."""
    made = (
        f'<link rel="alternate" type="{escape(kind)}" href="{escape(path)}" title="{escape(name)}">\n'
        for name, kind, path in forms
        if kind != "text/html"
    )
    return Markup("".join(made))


def forms(given: Sequence[tuple[str, str, str]]) -> Markup:
    """Write links to the other forms of a document: name, media type and path of each."""
    made = (
        f'<li><a href="{escape(path)}" type="{escape(kind)}">{escape(name)}</a></li>\n'
        for name, kind, path in given
        if kind != "text/html"
    )
    return Markup("".join(made))


def language(value: Value) -> Markup:
    """Write the `lang` attribute, where the value's language is not the page's."""
    return Markup("" if value.language is None else f' lang="{escape(value.language)}"')


def written(value: Value, tagged: bool = False) -> str:
    """Write a value for markup that is put together here and not in a template; `tagged` names its language."""
    text, language, href, outside, moment, _, _ = value  # at once: a name of a tuple takes Python as long as all seven
    text = escape(text)
    if href:
        lang = "" if language is None else f' lang="{escape(language)}"'
        away = ' class="outside" rel="noopener"' if outside else ""
        return f'<a href="{escape(href)}"{lang}{away}>{text}</a>'
    if moment:
        return f'<time datetime="{escape(moment)}">{text}</time>'
    if language is None:
        return f"<bdi>{text}</bdi>"
    tag = f' <span class="tag">{escape(language)}</span>' if tagged and language else ""
    return f'<span lang="{escape(language)}" dir="auto">{text}</span>{tag}'


def _note(value: Value) -> str:
    return f' <span class="note">{written(value.note)}</span>' if value.note else ""


def _show(value: Value, texts: Texts, tagged: bool = False) -> str:
    return _part(value.part, texts) if value.part else written(value, tagged)


def _part(part: Part, texts: Texts) -> str:
    lead = ", ".join(_show(one, texts) for one in part.lead)
    note = ", ".join(_show(one, texts) for one in part.note)
    inside = (f'<div class="lead">{lead}</div>' if lead else "") + (f' <div class="note">{note}</div>' if note else "")
    below = _rows(part.rows, texts) if part.rows else ""
    return f'<div class="part {part.form}" id="{escape(part.id)}">{inside}{below}</div>'


def _values(all: Sequence[Value], texts: Texts, shown: int = SHOWN) -> str:
    if len(all) == 1:
        return _show(all[0], texts, True)
    first = _list(all[:shown], texts)
    if len(all) <= shown:
        return first
    more = escape(texts("more", count=texts.number(len(all) - shown)))
    return f'{first}<details class="rest"><summary>{more}</summary>{_list(all[shown:], texts)}</details>'


def _list(all: Sequence[Value], texts: Texts) -> str:
    items = "\n".join(f"<li>{_show(one, texts, True)}</li>" for one in all)
    return f'<ul class="values">\n{items}\n</ul>'


def _rows(all: Sequence[Row], texts: Texts, named: bool = False, shown: int = SHOWN) -> str:
    made = []
    for predicate, label, said in all:
        made.append(f"{_head(label, predicate, named)}{_values(said, texts, shown)}</dd></div>\n")
    return f'<dl class="rows">\n{"".join(made)}</dl>'


@lru_cache(4096)
def _head(label: str, predicate: str, named: bool) -> str:
    """Begin a row with the name of its property, and the one that machines know it by."""
    name = f" <code>{escape(names.shorten(predicate))}</code>" if named else ""
    return f"<div><dt>{escape(label)}{name}</dt><dd>"
