"""What a record says of erased things, left out before it is written anywhere."""

import json
from collections.abc import Sequence
from dataclasses import replace

from dip_lod.documents.erasing import Eraser, mentions
from dip_lod.sources.record import Fault


def without(eraser: Eraser, lines: Sequence[str], faults: list[Fault]) -> tuple[list[str], list[Fault], int]:
    """Take erased things out of the lines of one record, and their names out of its faults.

    Gives the lines and faults that stay, and the number of statements left out.
    """
    if not eraser or not any(eraser.concerns(line) for line in lines):
        return list(lines), faults, 0
    documents = [line.partition("\t")[0] for line in lines]
    said = [line.rstrip("\n").split("\t")[1] for line in lines]
    statements = [one for one in said if not one.startswith("!")]
    names = eraser.names(statements)
    kept = set(eraser.keep(statements, names))
    stay = [
        _mark(eraser, document, one) if one.startswith("!") else line
        for line, document, one in zip(lines, documents, said, strict=True)
        if document not in eraser.keys and (one.startswith("!") or one in kept)
    ]
    quiet = [replace(fault, full=None) if mentions(fault.full or "", names) else fault for fault in faults]
    return stay, [fault for fault in quiet if not mentions(fault.what, names)], len(statements) - len(kept)


def _mark(eraser: Eraser, document: str, mark: str) -> str:
    """Write who described a document; a record that is about an erased thing is not named."""
    dataset, entity, moment, licence = json.loads(mark[1:])
    if eraser.concerns(f"<{entity}>"):
        entity = ""
    return f"{document}\t!{json.dumps([dataset, entity, moment, licence], ensure_ascii=False, separators=(',', ':'))}\n"
