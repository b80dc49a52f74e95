"""What stands around every page: head, menu, search box and foot, written once for each language."""

from dataclasses import dataclass

import jinja2
from markupsafe import Markup

from dip_lod.config import Config
from dip_lod.web.words.escaping import escape
from dip_lod.web.words.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Chrome:
    """The parts of templates/base.html that are the same on every page in a language."""

    head: Markup
    top: Markup
    search: Markup
    menu: Markup
    foot: Markup


class Chromes:
    """The chrome of each language, made when it is first asked for."""

    def __init__(self, templates: jinja2.Environment, config: Config, version: str) -> None:
        self._template = templates.get_template("chrome.html")
        self._config = config
        self._version = version
        self._made: dict[tuple[str, bool], Chrome] = {}

    def of(self, reader: Visitor) -> Chrome:
        """Give the chrome for a reader; links keep a language that was chosen."""
        key = (reader.language, reader.chosen)
        if key not in self._made:
            parts = self._template.make_module(
                {"t": reader.texts, "reader": reader, "config": self._config, "version": self._version}
            )
            self._made[key] = Chrome(*(Markup(getattr(parts, name)()) for name in Chrome.__slots__))
        return self._made[key]


def languages(reader: Visitor) -> Markup:
    """Write the switch of languages: this page in each of them."""
    return Markup("".join(_language(reader, *one) for one in reader.switches()))


def _language(reader: Visitor, code: str, name: str, href: str) -> str:
    if code == reader.language:
        return f'<li><span aria-current="true" lang="{escape(code)}">{escape(name)}</span></li>\n'
    return f'<li><a href="{escape(href)}" hreflang="{escape(code)}" lang="{escape(code)}">{escape(name)}</a></li>\n'
