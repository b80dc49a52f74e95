"""The stage of the dumps: pieces of the two sorted dumps, written by worker processes in every view and form."""

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple

from dip_lod.pipeline import workers
from dip_lod.publication import layout
from dip_lod.publication.dumps import cutting, files, writing
from dip_lod.publication.dumps.files import FORMS, DumpFile
from dip_lod.publication.dumps.writing import Part

_WHOLE = ((layout.DUMP, "all", ("schema", "crm")), (layout.RDA_DUMP, "rda", ()))
"""Each sorted dump, the view that it is, and the views that are parts of it."""


class Piece(NamedTuple):
    """A piece of work: where a piece of a dump lies, and what is to be made of it."""

    dump: Path
    start: int
    end: int
    base: str
    view: str
    parts: tuple[str, ...]
    sources: tuple[str, ...]


def dump(folder: Path, base: str, pool: Executor, sources: Iterable[str] = ()) -> tuple[DumpFile, ...]:
    """Write the dumps of a publication into its folder, one of each source among them.

    The same statements give the same bytes, in any number of processes.
    """
    target = folder / files.FOLDER
    target.mkdir()
    names = tuple(sources)
    listed = [(view, form.extension) for view in files.VIEWS for form in FORMS]
    listed += [(files.of_source(name), "nt") for name in names]
    with ExitStack() as open_files:
        made = {
            (view, extension): _File(open_files.enter_context((target / f"{view}.{extension}.gz").open("wb")))
            for view, extension in listed
        }
        for (_, extension), file in made.items():
            file.add(writing.begin(files.BY_EXTENSION[extension]))
        for written in workers.ordered(pool, write_piece, _pieces(folder, base, names), ahead=4):
            for (view, extension), part in written.items():
                made[view, extension].join(part, writing.joint(files.BY_EXTENSION[extension]))
        for (_, extension), file in made.items():
            file.add(writing.end(files.BY_EXTENSION[extension]))
    written_files = tuple(file.listed(view, extension) for (view, extension), file in made.items())
    files.write(target, written_files)
    return written_files


def _pieces(folder: Path, base: str, sources: tuple[str, ...]) -> Iterator[Piece]:
    for name, view, parts in _WHOLE:
        dump, own = folder / name, sources if view == "all" else ()
        yield from (Piece(dump, start, end, base, view, parts, own) for start, end in cutting.pieces(dump, base))


def write_piece(piece: Piece) -> dict[tuple[str, str], Part]:
    """Write a piece in every view and form."""
    written = writing.piece(piece.dump, piece.start, piece.end, piece.base, piece.parts, piece.sources)
    return {(view or piece.view, extension): part for (view, extension), part in written.items()}


class _File:
    """A file under way."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._bytes = self._plain = self._triples = 0

    def add(self, part: Part) -> None:
        """Add a part."""
        self._file.write(part.packed)
        self._digest.update(part.packed)
        self._bytes += len(part.packed)
        self._plain += part.plain
        self._triples += part.triples

    def join(self, part: Part, joint: Part) -> None:
        """Add a part that holds statements, after what stands between two of them."""
        if part.triples:
            if self._triples:
                self.add(joint)
            self.add(part)

    def listed(self, view: str, extension: str) -> DumpFile:
        """Describe the file."""
        return DumpFile(view, extension, self._bytes, self._plain, self._triples, self._digest.hexdigest())
