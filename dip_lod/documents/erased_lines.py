"""What a record says of erased things, left out before it is written anywhere."""

import json
from collections.abc import Sequence
from dataclasses import replace

from dip_lod.documents.erasing import Eraser
from dip_lod.documents.hiding import Hiding
from dip_lod.documents.naming import Names
from dip_lod.sources.record import Fault


def without(eraser: Eraser, lines: Sequence[str], faults: list[Fault]) -> tuple[list[str], list[Fault], int]:
    """Take erased things out of the lines of one record, and their names out of its faults.

    Gives the lines and faults that stay, and the number of statements left out or said otherwise.
    """
    if not eraser or not any(eraser.concerns(line) for line in lines):
        return _hidden(eraser.hiding, lines, faults)
    documents = [line.partition("\t")[0] for line in lines]
    said = [line.rstrip("\n").split("\t")[1] for line in lines]
    statements = [one for one in said if not one.startswith("!")]
    eraser = eraser.with_halls(statements)
    names = Names(eraser.names(statements))
    kept = eraser.changed(statements, names)
    stay = []
    for line, document, one in zip(lines, documents, said, strict=True):
        if document in eraser.keys:
            continue
        if one.startswith("!"):
            stay.append(_mark(eraser, document, one))
        elif one in kept:
            stay.append(line.replace(one, kept[one], 1))
    quiet = [replace(fault, full=None) if names.within(fault.full or "") else fault for fault in faults]
    lost = sum(kept.get(one) != one for one in statements)
    stay, told, more = _hidden(eraser.hiding, stay, [fault for fault in quiet if not names.within(fault.what)])
    return stay, told, lost + more


def _hidden(hiding: Hiding, lines: Sequence[str], faults: list[Fault]) -> tuple[list[str], list[Fault], int]:
    """Hide again what an erasure hid in the documents of others, who may speak of the person without pointing there."""
    if not hiding:
        return list(lines), faults, 0
    stay, lost = [], 0
    for line in lines:
        document, said = line.rstrip("\n").split("\t")[:2]
        if document not in hiding or said.startswith("!") or (now := hiding.said(document, said)) == said:
            stay.append(line)
            continue
        lost += 1
        if now:
            stay.append(line.replace(said, now, 1))
    return stay, faults, lost


def _mark(eraser: Eraser, document: str, mark: str) -> str:
    """Write who described a document; a record that is about an erased thing is not named."""
    dataset, entity, moment, licence = json.loads(mark[1:])
    if eraser.concerns(f"<{entity}>"):
        entity = ""
    return f"{document}\t!{json.dumps([dataset, entity, moment, licence], ensure_ascii=False, separators=(',', ':'))}\n"
