"""One sentence for a result, from the shape's own words and the kind of constraint; never the value itself."""

import re

from dip_lod import vocabulary
from dip_lod.validation.shapes import ShapeText

_IRI = re.compile(r"<([^>]*)>")

_FAULTS = {
    "en": {
        "MinCount": "is missing",
        "MaxCount": "occurs too often",
        "Class": "points to something that is not of the class, or not described at all",
        "Datatype": "has the wrong datatype or an impossible value",
        "NodeKind": "is not the right kind of term",
        "Pattern": "is not written as it should be",
        "UniqueLang": "has two values in one language",
        "LanguageIn": "is in a language that is not allowed",
        "Node": "does not have the form that is asked for",
        "Or": "has none of the forms that are allowed",
        "Not": "has a form that is not allowed",
        "In": "is not one of the allowed values",
        "Equals": "differs from the value that it must equal",
        "MinInclusive": "is too small",
        "MaxInclusive": "is too large",
        "QualifiedMinCount": "lacks a value that is asked for",
        "": "breaks a rule",
    },
    "nl": {
        "MinCount": "ontbreekt",
        "MaxCount": "komt te vaak voor",
        "Class": "verwijst naar iets dat niet van de klasse is, of nergens beschreven",
        "Datatype": "heeft het verkeerde datatype of een onmogelijke waarde",
        "NodeKind": "is niet de goede soort term",
        "Pattern": "is niet geschreven zoals het hoort",
        "UniqueLang": "heeft twee waarden in één taal",
        "LanguageIn": "staat in een taal die niet mag",
        "Node": "heeft niet de gevraagde vorm",
        "Or": "heeft geen van de vormen die mogen",
        "Not": "heeft een vorm die niet mag",
        "In": "is geen van de toegestane waarden",
        "Equals": "verschilt van de waarde waaraan het gelijk moet zijn",
        "MinInclusive": "is te klein",
        "MaxInclusive": "is te groot",
        "QualifiedMinCount": "mist een gevraagde waarde",
        "": "breekt een regel",
    },
}


def message(text: ShapeText | None, path: str | None, component: str, language: str = "en") -> str:
    """Say what is wrong: the shape's sh:message, else its name (or path) and the fault.

    >>> message(None, "<https://schema.org/name>", "MinCountConstraintComponent")
    'schema:name: is missing'
    """
    if text and (own := text.say(text.messages, language)):
        return own
    name = text.say(text.names, language) if text else None
    faults = _FAULTS.get(language, _FAULTS["en"])
    fault = faults.get(component.removesuffix("ConstraintComponent"), faults[""])
    return f"{name or (short(path) if path else 'node')}: {fault}"


def short(path: str) -> str:
    """Write a property path with prefixed names.

    >>> short("^<https://schema.org/mainEntity>")
    '^schema:mainEntity'
    """
    return _IRI.sub(lambda iri: vocabulary.shorten(iri[1]), path)
