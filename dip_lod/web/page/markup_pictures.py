"""How pictures look: a drawing with its heading, and the table behind it."""

from collections.abc import Sequence

from markupsafe import Markup

from dip_lod.web.page import markup
from dip_lod.web.pictures.blocks import Pictures
from dip_lod.web.pictures.pictures import Picture, Row
from dip_lod.web.words.escaping import escape
from dip_lod.web.words.texts import Texts

_PLAIN = ("chart", "calendar", "seasons")
"""Forms of pictures whose rows are not spots on a map."""

_OPEN = ("seasons",)
"""Forms whose table stands open, for its rows are where one goes on."""


def picture(one: Picture, texts: Texts, level: int = 3) -> Markup:
    """Write a picture under a heading of a level."""
    return Markup(_picture(one, texts, level))


def block(found: Pictures, texts: Texts) -> Markup:
    """Write the pictures of a page, and the links below them."""
    links = _turn(found.links)
    drawn = "".join(_picture(one, texts, 3) for one in found.pictures)
    return Markup(
        f'<section class="pictures"><h2>{escape(found.heading)}</h2>\n<div class="gallery">\n{drawn}</div>\n'
        f"{links}</section>\n"
    )


def _picture(one: Picture, texts: Texts, level: int) -> str:
    if one.form == "calendar":
        months = "".join(f"<li>{drawn}</li>" for drawn in one.drawings)
        over = f'<a class="skip" href="#_after_{one.name}">{escape(texts.tables["picture"]["skip_calendar"])}</a>\n'
        drawings = f'{over if one.rows else ""}<ul class="months">{months}</ul>\n<div id="_after_{one.name}"></div>\n'
    else:
        drawings = f'<div class="drawn">{one.drawings[0]}</div>\n'
    notes = "".join(f'<p class="hint">{escape(note)}</p>\n' for note in one.notes)
    return (
        f'<figure class="picture {one.form}" id="_{one.name}">\n'
        f"<figcaption><h{level}>{escape(one.heading)}</h{level}></figcaption>\n{drawings}{notes}"
        + _turn(one.more)
        + _table(one, texts)
        + "</figure>\n"
    )


def _turn(links: Sequence[tuple[str, str]]) -> str:
    made = " ".join(f'<a class="more" href="{escape(href)}">{escape(words)}</a>' for words, href in links)
    return f'<p class="turn">{made}</p>\n' if made else ""


def _table(one: Picture, texts: Texts) -> str:
    heading, spots = escape(one.heading), "" if one.form in _PLAIN else ' class="spots"'
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in one.columns)
    fine = f'<p class="hint">{escape(one.fine)}</p>\n' if one.fine else ""
    opened = " open" if one.form in _OPEN else ""
    return (
        f'<details class="behind"{opened}><summary>{escape(texts.tables["picture"]["table"])}'
        f'<span class="hidden">: {heading}</span></summary>\n'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{heading}">\n<table{spots}>\n'
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{_rows(one.rows)}</tbody>\n</table>\n{fine}</div>\n</details>\n"
    )


def _rows(given: Sequence[Row]) -> str:
    return "".join(map(_row, given))


def _row(row: Row) -> str:
    """Write a row of the table; one of a map says where it is."""
    what, told, spot = row
    at = f' data-at="{spot.latitude} {spot.longitude}" data-size="{spot.size}"' if spot else ""
    cells = "".join([f"<td>{escape(cell)}</td>" for cell in told])
    return f'<tr{at}><th scope="row">{markup.written(what)}</th>{cells}</tr>\n'
