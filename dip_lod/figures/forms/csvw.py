"""A cube's table: its lines as CSV (RFC 4180), and what describes it (CSV on the Web, W3C 2015)."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dip_lod.figures.forms.cube import STATUS, STATUSES, Words
from dip_lod.vocabulary import expand


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a table: its address without an ending, its texts, and who gives it since when."""

    address: str
    title: Words
    description: Words
    licence: str
    issued: str
    publisher: str | None


def line(cells: Sequence[str]) -> bytes:
    """Write a line."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()


def dimension(name: str, words: Words, property_: str, code: str) -> dict[str, object]:
    """Describe the column of a dimension; `code` is what the address of a code begins with."""
    return {
        "name": name,
        "titles": {"und": name, **words},
        "datatype": "string",
        "required": True,
        "propertyUrl": property_,
        "valueUrl": f"{code}{{{name}}}",
    }


def status(words: Words, letters: str) -> dict[str, object]:
    """Describe the column of a number's status, which is one of these letters."""
    return {
        "name": "status",
        "titles": {"und": "status", **words},
        "datatype": {"base": "string", "format": f"[{letters}]"},
        "propertyUrl": expand(STATUS),
        "valueUrl": f"{expand(STATUSES[False][0]).removesuffix('A')}{{status}}",
    }


def description(told: Described, columns: Sequence[Mapping[str, object]], key: Sequence[str]) -> bytes:
    """Describe a table by its columns; `key` names those by which a line is known."""
    table = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "@id": told.address,
        "url": f"{told.address}.csv",
        "dc:title": _in_languages(told.title),
        "dc:description": _in_languages(told.description),
        "dc:license": {"@id": told.licence},
        "dc:issued": {"@value": told.issued, "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {
            "columns": list(columns),
            "primaryKey": list(key),
            "aboutUrl": f"{told.address}#" + ".".join(f"{{{one}}}" for one in key),
        },
    }
    if told.publisher:
        table["dc:publisher"] = told.publisher
    return json.dumps(table, ensure_ascii=False, indent=1).encode() + b"\n"


def _in_languages(words: Words) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in words.items()]
