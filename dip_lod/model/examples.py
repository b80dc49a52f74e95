"""An example of a kind in Turtle, put together from the examples in the shapes."""

import re
from collections.abc import Sequence

from dip_lod import vocabulary
from dip_lod.model import shapes
from dip_lod.model.kinds import Kind
from dip_lod.model.shapes import VIEWS, NodeShape

_WORDS = re.compile(r"""<[^>]*>|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^[\w:]+)?|[\w-]+:[\w.-]+|-?\d+(?:\.\d+)?|true|false""")
_TOGETHER = ("crm:E7_Activity", "rdac:C10002")
_SUBJECT = re.compile(r"<((?:id|doc)/[^>]*)>")


def compose(kind: Kind, base: str, views: Sequence[str] = VIEWS) -> str:
    """Write one thing with the example of each of its properties; only whole Turtle terms are taken.

    Empty where the views say nothing of the kind.
    """
    parts = []
    for view in views:
        of = [shape for shape in kind.shapes if shape.view == view]
        stated = _stated(of)
        if not (stated or (view == _view(kind.classes[0]) and views == VIEWS)):
            continue
        types = _types(kind, view)
        lines = [f"a {', '.join(types)}"] if types else []
        lines += [f"{name} {', '.join(examples)}" for name, examples in stated.items()]
        subject = _subject(kind) + ("#rda" if view == "rda" else "")
        parts.append(f"<{subject}>\n    " + " ;\n    ".join(lines) + " .")
    if not parts:
        return ""
    text = "\n\n".join(parts)
    used = {prefix: space for prefix, space in vocabulary.prefixes().items() if re.search(rf"\b{prefix}:", text)}
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(used.items()))
    return f"@base <{base}> .\n{head}\n{text}\n"


def _types(kind: Kind, view: str) -> list[str]:
    """Choose the classes that one thing may bear together: a work is no play and novel at once."""
    names = [vocabulary.shorten(uri) for uri in kind.classes if _view(uri) == view]
    chosen = names[: 2 if view == "schema" else 1]
    return chosen + [name for name in names if name in _TOGETHER and name not in chosen]


def _stated(of: list[NodeShape]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for shape in of:
        for one in shape.properties:
            if one.maximum != 0 and _WORDS.fullmatch(one.example.strip()):
                examples = found.setdefault(vocabulary.shorten(one.path), [])
                if one.example not in examples and (one.maximum is None or len(examples) < one.maximum):
                    examples.append(one.example.strip())
    return found


def _view(uri: str) -> str:
    prefix = vocabulary.shorten(uri).partition(":")[0]
    return {"crm": "crm", "lrmoo": "crm", "rdac": "rda"}.get(prefix, "schema")


def _subject(kind: Kind) -> str:
    """Choose a URI of this kind that an example points to."""
    if not kind.is_part:
        for shape in shapes.read():
            for one in shape.properties:
                found = _SUBJECT.match(one.example)
                if found and found[1].startswith(f"id/{kind.name}/") and "#" not in found[1]:
                    return found[1]
        return f"id/{kind.name}/voorbeeld"
    return f"id/production/voorbeeld#{kind.name}"
