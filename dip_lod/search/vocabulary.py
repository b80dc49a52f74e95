"""The words of names in search.sqlite, by which names are found that are written otherwise (decision 0028)."""

import sqlite3
from collections.abc import Mapping

from dip_lod.search import spelling

KINDS = ("person", "organization", "venue", "production", "work", "term")
"""What others match their names against."""

NEAR = 4
"""The shortest word that is found with a letter wrong."""

WHOLE, WRITTEN = "=", "~"
"""What begins a name as one word, and a word as it is written."""

SCHEMA = """
CREATE TABLE word (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, docs INTEGER NOT NULL);
CREATE TABLE bears (word INTEGER, kind INTEGER, doc INTEGER, PRIMARY KEY (word, kind, doc)) WITHOUT ROWID;
CREATE TABLE near (cut TEXT, word INTEGER, PRIMARY KEY (cut, word)) WITHOUT ROWID;
"""
"""
`word`: words of names by what their spellings share (search.spelling), each with how many things bear it; names without
their particles, written as one word, begin with `=`. `bears`: which things bear it; `kind` is a place in KINDS.
`near`: every word of four letters or more, and what is left of it without one of its letters; after `~` the same of the
word as it is written, where that is another (a wrong letter may be half of one of the pairs that spelling.key knows).
"""


def write(database: sqlite3.Connection) -> None:
    """Write the words of what is in `doc`; within the transaction of the index."""
    numbers: dict[str, int] = {}
    written: dict[str, int] = {}
    reading = database.cursor()
    marks = ",".join("?" * len(KINDS))
    database.execute("CREATE TEMP TABLE borne (word INTEGER, kind INTEGER, doc INTEGER)")
    for doc, kind, names in reading.execute(f"SELECT id, kind, names FROM doc WHERE kind IN ({marks})", KINDS):
        found = sorted({pair for name in names.splitlines() for pair in of(name)})
        for key, word in found:
            number = numbers.setdefault(key, len(numbers) + 1)
            if word != key:
                written[word] = number
        rows = [(number, KINDS.index(kind), doc) for number in sorted({numbers[key] for key, _ in found})]
        database.executemany("INSERT INTO borne VALUES (?, ?, ?)", rows)
    database.execute("INSERT INTO bears SELECT word, kind, doc FROM borne ORDER BY 1, 2, 3")
    database.execute("DROP TABLE borne")
    database.executemany("INSERT INTO word VALUES (?, ?, 0)", ((number, key) for key, number in numbers.items()))
    database.execute("UPDATE word SET docs = (SELECT count(*) FROM bears WHERE word = id)")
    database.executemany("INSERT INTO near VALUES (?, ?)", sorted(_near(numbers, "") | _near(written, WRITTEN)))


def _near(words: Mapping[str, int], mark: str) -> set[tuple[str, int]]:
    long = ((word, number) for word, number in words.items() if len(word) >= NEAR and not word.startswith(WHOLE))
    return {(mark + cut, number) for word, number in long for cut in spelling.cuts(word)}


def of(name: str) -> set[tuple[str, str]]:
    """Give the words of a name: as they are kept, and as they are written.

    >>> sorted(of("Jan van den Vondel"))
    [('=janfondel', '=janfondel'), ('fondel', 'vondel'), ('jan', 'jan')]
    """
    parts = spelling.words(name)
    if not parts:
        return set()
    whole = spelling.joined(parts)
    return {(whole, whole), *((spelling.key(one), one) for one in spelling.significant(parts))}
