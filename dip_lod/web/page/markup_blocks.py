"""How the blocks that stand first on a page look: pictures/blocks.py says what each holds.

Rows by the dozen and a block after the other, so they are written here and not in a template.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from dip_lod.web.page import markup, markup_lists, markup_pictures
from dip_lod.web.pictures.blocks import Block, Lines, Makers, Names, Nights
from dip_lod.web.words.escaping import escape
from dip_lod.web.words.shown import Value
from dip_lod.web.words.texts import Texts

_SHOWN = 12
"""People of one role who are shown; more are folded."""


def blocks(given: Sequence[Block], texts: Texts) -> Markup:
    """Write blocks, one after the other."""
    return Markup("".join(_FORMS[one.form](one, texts) for one in given))


def place(values: Sequence[Value], between: str = ", ") -> Markup:
    """Write values one after the other."""
    return Markup(escape(between).join(map(markup.written, values)))


def listed(names: Sequence[tuple[Value, str]]) -> Markup:
    """Write names, each with its note."""
    items = "".join(f"<li>{_noted(one, note)}</li>\n" for one, note in names)
    return Markup(f'<ul class="links">\n{items}</ul>\n')


def _makers(block: Makers, texts: Texts) -> str:
    roles = "".join(
        f"<div><dt>{escape(role)}</dt><dd>\n{_people(people, texts)}</dd></div>\n" for role, people in block.roles
    )
    return f'<section class="makers"><h2>{escape(block.heading)}</h2>\n<dl>\n{roles}</dl>\n</section>\n'


def _people(people: Sequence[tuple[Value, str]], texts: Texts) -> str:
    items = [f"<li>{_noted(who, note)}</li>" for who, note in people]
    first = f"<ul>{''.join(items[:_SHOWN])}</ul>\n"
    if len(items) <= _SHOWN:
        return first
    more = escape(texts("more", count=texts.number(len(items) - _SHOWN)))
    rest = "".join(items[_SHOWN:])
    return f'{first}<details class="rest"><summary>{more}</summary><ul>{rest}</ul></details>\n'


def _noted(value: Value, note: str) -> str:
    return markup.written(value) + (f' <span class="note"><bdi>{escape(note)}</bdi></span>' if note else "")


def _nights(block: Nights, texts: Texts) -> str:
    made = [_heading(block, texts)]
    for group in block.groups:
        if group.heading:
            made.append(f"<h3>{markup.written(group.heading)}</h3>\n")
        elif group.note:
            made.append(f"<h3>{escape(group.note)}</h3>\n")
        made += [markup_lists.nights(group.nights), "\n"]
    if block.more:
        words = str(texts.tables["page"]["all_performances"]).format(count=texts.number(block.every or block.total))
        made.append(f'<p><a class="more" href="{escape(block.more)}">{escape(words)}</a></p>\n')
    return "".join([*made, "</section>\n"])


def _lines(block: Lines, texts: Texts) -> str:
    return f"{_heading(block, texts)}{markup_lists.lines(block.lines, texts)}\n{_rest(block, texts)}</section>\n"


def _names(block: Names, texts: Texts) -> str:
    return f"{_heading(block, texts)}{listed(block.names)}{_rest(block, texts)}</section>\n"


def _heading(block: Nights | Lines | Names, texts: Texts) -> str:
    """Begin a block: its heading with how many there are, honestly."""
    words = ""
    if block.total > block.shown:
        shown, total = texts.number(block.shown), texts.number(block.total)
        words = str(texts.tables["page"]["shown_of"]).format(shown=shown, total=total)
    elif block.total > 1:
        words = texts.number(block.total)
    count = f' <span class="count">{escape(words)}</span>' if words else ""
    return f"<section><h2>{escape(block.heading)}{count}</h2>\n"


def _rest(block: Lines | Names, texts: Texts) -> str:
    if not block.more:
        return ""
    words = str(texts.tables["page"]["all_parts"]).format(count=texts.number(block.total))
    hidden = f'<span class="hidden">: {escape(block.heading)}</span>'
    return f'<p><a class="more" href="{escape(block.more)}">{escape(words)}{hidden}</a></p>\n'


_FORMS: Mapping[str, Callable[[Any, Texts], str]] = {
    "makers": _makers,
    "nights": _nights,
    "lines": _lines,
    "names": _names,
    "pictures": markup_pictures.block,
}
