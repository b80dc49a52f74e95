"""A publication derived from another one: the same documents, less what has been erased."""

import json
import sqlite3
import zlib
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dip_lod.documents.erasing import AGENTS, Eraser
from dip_lod.documents.hiding import Hidden, hide
from dip_lod.documents.naming import Names
from dip_lod.pipeline.finishing import Finished, Finisher, FinishPlan
from dip_lod.pipeline.guarding import FOLLOWING, datasets
from dip_lod.publication import layout
from dip_lod.publication.writing import Writer


@dataclass(slots=True)
class Derived:
    """What was made."""

    writer: Writer
    checksum: str = ""
    changed: list[str] = field(default_factory=list)
    """Documents of others that lost statements."""
    namesakes: list[str] = field(default_factory=list)
    """Documents in which the name was left: another agent has it too, or it is part of what another is called."""
    hidden: list[Hidden] = field(default_factory=list)
    """What the documents said with the name in it, and say without."""
    of_source: Counter[str] = field(default_factory=Counter)


def names_in(folder: Path, eraser: Eraser) -> set[str]:
    """Find the names of the erased things in the documents of a publication."""
    found: set[str] = set()
    with closing(_open(folder)) as connection:
        for key in eraser.keys:
            for (body,) in connection.execute("SELECT body FROM document WHERE key = ?", (key,)):
                found |= eraser.names(lines(zlib.decompress(body)))
    return found


def with_halls(folder: Path, eraser: Eraser) -> Eraser:
    """Give what erases the halls of erased venues too, as the documents of a publication have them."""
    with closing(_open(folder)) as connection:
        rows = connection.execute("SELECT body FROM document WHERE key BETWEEN 'hall/' AND 'hall0'")
        return eraser.with_halls([line for (body,) in rows for line in lines(zlib.decompress(body))])


def derive(
    source: Path, folder: Path, eraser: Eraser, names: Names, alone: bool, journal: Path, as_of: date
) -> Derived:
    """Write dumps and documents of a publication without the erased things, and what names them; tables follow.

    `alone` says that another agent bears one of the names (`shared`).
    """
    finisher = Finisher(FinishPlan((), eraser.base, as_of, (), journal))
    made = Derived(Writer(folder, eraser.base))
    with closing(_open(source)) as connection:
        for key, packed, rda in connection.execute("SELECT key, body, rda FROM document ORDER BY key"):
            if key in eraser.keys:
                continue
            body, view = zlib.decompress(packed), zlib.decompress(rda) if rda else b""
            said, seen, touched = _less(eraser, key, body, view, names, alone, made)
            result = Finished()
            of = datasets(body)
            if touched:
                made.changed.append(key)
                finisher.repack(result, key, said, seen, of)
            else:
                finisher.pack_again(result, key, said, seen, of)
            if key.partition("/")[0] not in FOLLOWING:
                made.of_source.update(of)
            made.writer.add(result.documents, result.names, result.links, result.repertoire)
        kept = connection.execute("SELECT old, new FROM redirect").fetchall()
        made.writer.redirect({old: new for old, new in kept if old not in eraser.keys})
    made.checksum = made.writer.close_dumps()
    return made


def _less(
    eraser: Eraser, key: str, body: bytes, view: bytes, names: Names, alone: bool, made: Derived
) -> tuple[list[str], list[str], bool]:
    """Give a document without what names the erased things, and whether it lost anything."""
    said, seen = lines(body), lines(view)
    text = body.decode() + view.decode()
    named = names.within(text)
    if not eraser.concerns(text) and (alone or not named):
        if named:
            made.namesakes.append(key)
        return said, seen, False
    kept, still = sorted(set(eraser.keep(said, names))), sorted(set(eraser.keep(seen, names)))
    if named:
        made.hidden += hide(key, eraser.hidden(said, names))
        if not names.within(key) and names.within("\n".join(kept)):
            made.namesakes.append(key)
    return kept, still, kept != said or still != seen


def lines(statements: bytes) -> list[str]:
    """Cut statements into lines, at their ends alone: a text may hold other characters that end lines (U+2028)."""
    return statements.decode().split("\n")[:-1]


def shared(folder: Path, eraser: Eraser, names: Names) -> bool:
    """Say whether another agent bears one of the names, so that a text with it may speak of that one."""
    if not names:
        return False
    space = f"{eraser.base}id/"
    with closing(_open(folder)) as connection:
        for uri, labels in connection.execute("SELECT uri, labels FROM name WHERE labels IS NOT NULL"):
            key = uri.removeprefix(space)
            other = key.startswith(AGENTS) and "#" not in key and key not in eraser.keys
            if other and any(names.same(text) for text in json.loads(labels).values()):
                return True
    return False


def without_mentions(file: Path, eraser: Eraser, names: Names) -> None:
    """Take the lines of a file of faults out that speak of the erased things."""
    if not file.is_file():
        return
    with file.open(encoding="utf-8") as stream:
        kept = [line for line in stream if not _speaks(line, eraser, names)]
    file.write_text("".join(kept), "utf-8")


def _speaks(line: str, eraser: Eraser, names: Names) -> bool:
    said = "\n".join(str(value) for value in json.loads(line).values())
    return any(key in said for key in eraser.keys) or names.within(said)


def _open(folder: Path) -> sqlite3.Connection:
    file = (folder / layout.DOCUMENTS).absolute().as_uri()
    return sqlite3.connect(f"{file}?mode=ro&immutable=1", uri=True)
