"""How lists of performances and productions look: rows by the dozen, so they are written here and not in a template."""

from collections.abc import Sequence

from markupsafe import Markup

from dip_lod.web.page import markup
from dip_lod.web.pictures.blocks import Line, Night
from dip_lod.web.words.escaping import escape
from dip_lod.web.words.shown import Value
from dip_lod.web.words.texts import Texts


def nights(given: Sequence[Night]) -> Markup:
    """Write performances: when, what and where, and what was special about each."""
    return Markup(f'<ol class="nights">\n{"".join(map(_night, given))}</ol>')


def lines(given: Sequence[Line], texts: Texts) -> Markup:
    """Write productions: when, what and by whom, as what and how often."""
    return Markup(f'<ol class="lines">\n{"".join(_line(one, texts) for one in given)}</ol>')


def _night(one: Night) -> str:
    day, time, title, places, tags, status, note, works = one
    state = f' class="{status}"' if status else ""
    hour = f' <span class="hour">{escape(time)}</span>' if time else ""
    became = f'<b class="status">{escape(note)}</b>' if note else ""
    special = "".join([f' <span class="tag">{escape(tag)}</span>' for tag in tags]) if tags else ""
    marks = f'<span class="marks">{became}{special}</span>\n' if became or special else ""
    return (
        f'<li{state}>\n<span class="when">{markup.written(day)}{hour}</span>\n'
        f'<span class="what">{markup.written(title)}{_where(places)}{_where(works)}</span>\n{marks}</li>\n'
    )


def _line(one: Line, texts: Texts) -> str:
    often = ""
    if one.performances:
        words = texts.tables["page"]
        many = str(words["nights_many"]).format(count=texts.number(one.performances))
        told = str(words["nights_one"]) if one.performances == 1 else many
        often = f' <span class="often">{escape(told)}</span>'
    roles = f'<span class="as">{escape(one.roles)}</span>' if one.roles else ""
    note = f' <b class="status">{escape(one.note)}</b>' if one.note else ""
    return (
        f'<li><span class="when">{escape(one.period)}</span>\n'
        f'<span class="what">{markup.written(one.what)}{_where(one.by)}</span>\n'
        f'<span class="marks">{roles}{often}{note}</span></li>\n'
    )


def _where(values: Sequence[Value]) -> str:
    return f' <span class="where">{", ".join(map(_named, values))}</span>' if values else ""


def _named(value: Value) -> str:
    return f"{markup.written(value)} ({markup.written(value.note)})" if value.note else markup.written(value)
