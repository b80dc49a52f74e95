"""Asking the current publication from the command line, by the same engine that answers on the web."""

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from dip_lod.config import Config, Limits
from dip_lod.errors import QueryError
from dip_lod.journal import reading as journal
from dip_lod.publication import layout, manifest
from dip_lod.questions import cut, filling, reading, table
from dip_lod.sparql import engines, prologue, supervisor
from dip_lod.sparql.answer import Busy, Exceeded, Failure, Malformed, Result
from dip_lod.sparql.formats import GRAPH_FORMATS, SELECT_FORMATS, Format
from dip_lod.sparql.request import QueryRequest

TABLE = "table"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it was asked, and of which view."""

    text: str
    view: str = ""


def find(what: str, values: dict[str, str], base: str, language: str = "nl") -> Asked:
    """Find what is asked: a question by name, a file, `-` for standard input, or a query; raises DipLodError."""
    if not what.strip():
        raise QueryError("nothing is asked; give the name of a question, a file, a query, or - (see --list)")
    known = {one.name: one for one in reading.all_questions()}
    if what in known:
        question = known[what]
        return Asked(filling.fill(question, filling.terms(question, values, base, language), base), question.view)
    if values:
        raise QueryError(f"--set: '{what}' is no question, so it has no parameters; write them in the query")
    if what == "-":
        return Asked(sys.stdin.read())
    if "{" in what or (" " in what and prologue.read(what).word == "DESCRIBE"):
        return Asked(what)
    try:
        return Asked(Path(what).read_text("utf-8"))
    except UnicodeDecodeError:
        raise QueryError(f"{what}: is not UTF-8; save it so") from None
    except OSError:
        raise QueryError(f"{what}: neither a question nor a file; see --list{_near(what, known)}") from None


def _near(what: str, known: Iterable[str]) -> str:
    near = get_close_matches(what, known)
    return f" ({', '.join(near)}?)" if near else ""


def ask(asked: Asked, view: str, form: str | None, config: Config, limits: Limits, out: BinaryIO) -> int:
    """Answer in a form (`table`, or the short name of a format; None chooses by the query); raises DipLodError.

    Gives how many rows or triples there were.
    """
    folder = journal.current(config.data_folder)
    about = manifest.read(folder)
    graph = prologue.read(asked.text).word in ("CONSTRUCT", "DESCRIBE")
    chosen = _format(form, graph)
    request = QueryRequest(
        asked.text,
        folder / (layout.RDA_STORE if view == "rda" else layout.STORE),
        select_type="text/tab-separated-values" if graph or chosen is None else chosen.media_type,
        graph_type=chosen.media_type if graph and chosen else "text/turtle",
        base=about.base_uri,
        publication=about.id,
        view=view or "main",
    )
    settings = replace(config, limits=limits)
    with tempfile.TemporaryDirectory(prefix="dip-lod-") as scratch:
        running = supervisor.start(Path(scratch) / "query.sock", limits)
        try:
            answer = engines.choose(settings, running.socket_path)(request)
        finally:
            running.stop()
    if not isinstance(answer, Result):
        raise QueryError(f"query: {_why(answer)}")
    pieces: Iterable[bytes] = (answer.body,) if isinstance(answer.body, bytes) else answer.body
    if chosen is None:
        pieces = table.written(pieces, about.base_uri, answer.form, cut.limit(asked.text))
    for piece in pieces:
        out.write(piece)
    out.flush()
    return answer.rows


def _format(form: str | None, graph: bool) -> Format | None:
    """Choose the format; None for a table."""
    offered = {one.name: one for one in (GRAPH_FORMATS if graph else SELECT_FORMATS).values()}
    if form is None:
        return offered["turtle"] if graph else None
    if form == TABLE and not graph:
        return None
    if form not in offered:
        what = "a graph (CONSTRUCT, DESCRIBE)" if graph else "a table of answers (SELECT, ASK)"
        known = ", ".join(offered if graph else (TABLE, *offered))
        raise QueryError(f"--format {form}: is not for {what}; choose from {known}")
    return offered[form]


def _why(failure: Failure) -> str:
    match failure:
        case Malformed(message, line, column):
            return f"line {line}, column {column}: {message}" if line and column else message
        case Exceeded("seconds", value):
            return f"it ran longer than {value:g} seconds; narrow it, or give it more with --seconds"
        case Exceeded():
            return failure.message
        case Busy():
            return "no worker took it up; try again"
        case _:
            return failure.message
