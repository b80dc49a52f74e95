"""Texts and names: HTML to plain text, names in their natural order."""

import html
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from dip_lod.functions.errors import FunctionError

_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "section"}
_HIDDEN = {"script", "style", "template", "head", "noscript", "iframe", "object"}
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
_LINES = re.compile(r" *\n\s*")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#][\w#]*;")
_SUFFIX = re.compile(r"(?i)(jr|sr|ii|iii|iv)\.?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufdd0-\ufdef]")


def plain(text: str) -> str:
    """Make HTML plain: markup and scripts gone, paragraphs on lines of their own, white space folded.

    >>> plain("<p>Een <em>mooie</em> avond&nbsp;uit.</p><p>Kom!</p><script>x()</script>")
    'Een mooie avond uit.\\nKom!'
    """
    text = _CONTROL.sub("", text)
    if not _MARKUP.search(text):
        return _fold(html.unescape(text))
    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        root = lxml_html.fragment_fromstring(text, create_parent="div", parser=parser)
    except etree.ParserError:
        return _fold(text)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise FunctionError("the markup is nested too deep to be read; write the text with less of it")
    return _fold("".join(_collect(root)))


def _collect(root: etree._Element) -> Iterator[str]:
    """Give the text piece by piece; a walk, for markup may be nested thousands deep."""
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in _HIDDEN:
                walk.skip_subtree()
                continue
            yield "\n" if element.tag in _BLOCKS else ""
            yield element.text or ""
        else:
            yield "\n" if element.tag in _BLOCKS else ""
            yield element.tail or ""


def _fold(text: str) -> str:
    return _LINES.sub("\n", _SPACE.sub(" ", text)).strip()


def tidy(text: str) -> str:
    """Fold white space and drop control characters.

    >>> tidy("  Berlioz,   Hector ")
    'Berlioz, Hector'
    """
    return " ".join(_CONTROL.sub("", text).split())


def name(text: str) -> str:
    """Put a person's name in its natural order and fold its spaces.

    >>> name("Berlioz,  Hector")
    'Hector Berlioz'
    >>> name("Barbirolli , John"), name("Vondel, Joost van den"), name("Strauss,  Johann, Jr.")
    ('John Barbirolli', 'Joost van den Vondel', 'Johann Strauss Jr.')
    """
    parts = [part for part in (tidy(part) for part in text.split(",")) if part]
    if len(parts) > 1 and all(_SUFFIX.fullmatch(part) for part in parts[2:]):
        return " ".join([parts[1], parts[0], *parts[2:]])
    return ", ".join(parts)
