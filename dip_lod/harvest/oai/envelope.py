"""The envelope of every answer (OAI-PMH 2.0, 3.2)."""

from collections.abc import Mapping

from lxml import etree

from dip_lod.harvest.oai.records import OAI

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LOCATION = f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"


def envelope(moment: str, url: str, request: Mapping[str, str], content: etree._Element) -> bytes:
    """Write an answer: when, to which request, and what."""
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": _XSI})
    root.set(f"{{{_XSI}}}schemaLocation", _LOCATION)
    etree.SubElement(root, f"{{{OAI}}}responseDate").text = moment
    asked = etree.SubElement(root, f"{{{OAI}}}request", dict(request))
    asked.text = url
    root.append(content)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def error(code: str, message: str) -> etree._Element:
    """Write an error."""
    made = etree.Element(f"{{{OAI}}}error", {"code": code})
    made.text = message
    return made


def add(parent: etree._Element, name: str, text: str) -> None:
    """Add an element with a text."""
    etree.SubElement(parent, f"{{{OAI}}}{name}").text = text
