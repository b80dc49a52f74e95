"""What a search costs: a publication of made-up documents, its index, and questions of each sort, timed.

python benchmarks/search.py [DOCUMENTS]
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import common

from dip_lod.publication import layout
from dip_lod.publication.links import LinkRows
from dip_lod.publication.packed import Packed, Packer
from dip_lod.publication.repertoire.rows import Reader, Rows
from dip_lod.publication.writing import Writer
from dip_lod.search import writing
from dip_lod.search.query import Query
from dip_lod.search.reading import Index
from dip_lod.search.tables import SEARCH

BASE = "http://localhost:8000/"
SCHEMA = "https://schema.org/"
CHUNK = 10_000
SHARES = (("hall", 4), ("organization", 10), ("performance", 700), ("person", 120), ("production", 60), ("run", 80),
          ("venue", 6), ("work", 20))  # fmt: skip
"""Documents of each kind in a thousand; the order of their keys."""

_SYLLABLES = (
    "ka", "lo", "ber", "zee", "tuin", "der", "van", "ijs", "ma", "ri", "on", "schouw", "burg", "ster", "nacht", "mee",
    "uw", "vo", "gel", "hof", "dal", "win", "ter", "sta", "den", "kers", "en",
)  # fmt: skip
_SMALL = ("de", "het", "van", "in", "en", "van der", "'t")
_GENRES = ("toneel", "dans", "opera", "cabaret", "musical", "mime")


def words(chance: random.Random) -> list[str]:
    """Make a vocabulary."""
    return sorted({"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(60_000)})


def documents(count: int, chance: random.Random) -> Iterator[tuple[str, list[str], str]]:
    """Make documents: key, lines and label."""
    vocabulary = words(chance)
    total = {kind: max(1, count * share // 1000) for kind, share in SHARES}

    def title() -> str:
        some = [vocabulary[int(len(vocabulary) * chance.random() ** 2)].capitalize() for _ in range(2)]
        return f"{some[0]} {chance.choice(_SMALL)} {some[1]}"

    titles = [title() for _ in range(total["production"])]
    for kind, _ in SHARES:
        for number in range(total[kind]):
            uri = f"<{BASE}id/{kind}/{number}>"
            show = number % total["production"]
            label = titles[show] if kind in ("production", "run", "performance") else title()
            label += f", {number % 365}" if kind in ("run", "performance") else ""
            said = {"rdfs": f'"{label}"@nl'}
            if kind == "production":
                said["genre"] = f"<{BASE}id/term/genre/{chance.choice(_GENRES)}>"
                said["creator"] = f"<{BASE}id/organization/{number % total['organization']}>"
                said["author"] = f"<{BASE}id/person/{int(total['person'] * chance.random() ** 3)}>"
            if kind in ("run", "performance"):
                said["workPerformed"] = f"<{BASE}id/production/{show}>"
            if kind == "run":
                said["keywords"] = f"<{BASE}id/season/nl-{2000 + number % 25}-{2001 + number % 25}>"
            if kind == "performance":
                said["superEvent"] = f"<{BASE}id/run/{number % total['run']}>"
                said["location"] = f"<{BASE}id/hall/{number % total['hall']}>"
            if kind == "hall":
                said["containedInPlace"] = f"<{BASE}id/venue/{number % total['venue']}>"
            if kind == "venue":
                said["containedInPlace"] = f"<{BASE}id/place/GM{number % 340:04}>"
            name = "<http://www.w3.org/2000/01/rdf-schema#label>"
            yield (
                f"{kind}/{number}",
                [f"{uri} {name if one == 'rdfs' else f'<{SCHEMA}{one}>'} {value} ." for one, value in said.items()],
                label,
            )


def fill(folder: Path, count: int) -> None:
    """Write the documents of a publication."""
    writer, reader = Writer(folder, BASE), Reader(BASE)
    packer = Packer(BASE)
    packed: list[Packed] = []
    names: list[tuple[str, str, None, str]] = []
    rows = Rows()

    def flush() -> None:
        writer.add(packed, names, LinkRows(), rows)
        packed.clear()
        names.clear()
        for one in (rows.things, rows.events, rows.performed, rows.credits):
            one.clear()

    named = [(f"season/nl-{year}-{year + 1}", [], f"Seizoen {year}") for year in range(2000, 2025)]
    named += [(f"place/GM{number:04}", [], f"Plaats {number}") for number in range(340)]
    named += [(f"term/genre/{genre}", [], genre) for genre in _GENRES]
    for key, lines, label in [*named, *documents(count, random.Random(7))]:
        packed.append(packer.pack(key, None, lines, []))
        names.append((f"{BASE}id/{key}", f'{{"nl": "{label}"}}', None, f"2 {label.lower()}"))
        reader.add(rows, key, lines)
        if len(packed) == CHUNK:
            flush()
    flush()
    writer.close()


QUESTIONS = (
    ("one letter", Query("k")),
    ("three letters", Query("ber")),
    ("frequent word", Query("van")),
    ("inside words", Query("schouw")),
    ("five letters", Query("schou")),
    ("seven letters", Query("schouwb")),
    ("whole compound", Query("schouwburg")),
    ("three words", Query("van ka ber")),
    ("nothing", Query("qqqq")),
    ("a kind", Query("", {"kind": "person"})),
    ("a place", Query("", {"place": "GM0007"})),
    ("words and facets", Query("zee", {"kind": "production", "genre": "dans"})),
    ("season and genre", Query("", {"genre": "dans", "season": "nl-2010-2011"})),
    ("everything", Query()),
)


_ASK: dict[str, Callable[[Index, Query], object]] = {
    "suggest": lambda index, query: index.suggest(query.text),
    "find": Index.find,
    "count": Index.count,
    "facets": Index.facets,
}


def timed(index: Index, query: Query, what: str) -> str:
    """Time one thing that a page asks: the median and the longest of 15, in milliseconds."""
    taken = []
    for _ in range(15):
        began = time.perf_counter()
        _ASK[what](index, query)
        taken.append((time.perf_counter() - began) * 1000)
    return f"{common.median(taken):8.2f} ({max(taken):.1f})"


def main() -> None:
    """Print a line a question."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{common.machine()}; {count:,} documents")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        began = time.perf_counter()
        fill(folder, count)
        print(f"documents.sqlite: {time.perf_counter() - began:.0f} s, {size(folder / layout.DOCUMENTS)}", flush=True)
        began = time.perf_counter()
        writing.write(folder, BASE)
        print(f"search.sqlite: {time.perf_counter() - began:.0f} s, {size(folder / SEARCH)}", flush=True)
        index = Index(folder)
        print("milliseconds, median of 15 (longest): suggest, find, count, facets")
        for name, query in QUESTIONS:
            columns = [timed(index, query, what) for what in _ASK]
            print(f"{name:18} {'  '.join(columns)}  {index.count(query).number:,}", flush=True)


def size(file: Path) -> str:
    """Write a file's size."""
    return f"{file.stat().st_size / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
