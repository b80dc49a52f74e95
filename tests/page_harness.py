"""Pages as a browser gets them."""

from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient


def page(client: FlaskClient, path: str, language: str = "nl") -> str:
    answer = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.mimetype == "text/html"
    return answer.text


def parsed(text: str) -> Element:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def texts_of(tree: Element, path: str) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in tree.findall(path)]
