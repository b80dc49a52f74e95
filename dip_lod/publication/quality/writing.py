"""The account of quality as the build writes it: cases as they come, counted all and listed up to a bound."""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from dip_lod.errors import PublicationError
from dip_lod.publication import layout
from dip_lod.publication.quality import tables
from dip_lod.publication.quality.tables import Case, Cause


@dataclass(frozen=True, slots=True)
class Words:
    """What people read of a cause, by language."""

    what: Mapping[str, str]
    advice: Mapping[str, str]


class Account:
    """Writes quality.sqlite; memory grows with causes and parties, not with cases."""

    def __init__(self, folder: Path) -> None:
        """Begin the file; raises PublicationError."""
        self._file = folder / tables.FILE
        self._causes: dict[Cause, int] = {}
        self._parties: dict[str, int] = {}
        self._cases: Counter[int] = Counter()
        self._told: Counter[tuple[int, int]] = Counter()
        self._listed: Counter[tuple[int, int]] = Counter()
        self._of_party: Counter[tuple[str, str]] = Counter()
        try:
            self._database = sqlite3.connect(self._file, isolation_level=None)
            for pragma in ("journal_mode = OFF", "synchronous = OFF"):
                self._database.execute(f"PRAGMA {pragma}")
            self._database.executescript(tables.SCHEMA)
            self._database.execute("BEGIN")
        except sqlite3.Error as error:
            raise self._refused(error) from None

    def knows(self, cause: Cause) -> bool:
        """Say whether there has been a case of a cause, so that its words are known."""
        return cause in self._causes

    @property
    def sorts(self) -> int:
        """How many causes there are."""
        return len(self._causes)

    def cause(self, cause: Cause, words: Words) -> None:
        """Add a cause."""
        number = self._causes[cause] = len(self._causes) + 1
        what, advice = (json.dumps(dict(texts), ensure_ascii=False) for texts in (words.what, words.advice))
        row = (number, code(cause), *astuple(cause)[:-1], what, advice)
        self._database.execute("INSERT INTO cause VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", row)

    def add(self, cause: Cause, case: Case, parties: Iterable[str]) -> None:
        """Count a case of a known cause, and list it if there is room for it."""
        number = self._causes[cause]
        self._cases[number] += 1
        self._of_party["", cause.severity] += 1
        told = [self._party(key) for key in dict.fromkeys(parties)]
        for key in told:
            self._told[key, number] += 1
        wanting = [key for key in told if self._listed[key, number] < tables.KEPT_FOR_EACH]
        if self._cases[number] > tables.KEPT and not wanting:
            return
        row = (number, case.node, case.detail, json.dumps(case.records, ensure_ascii=False), case.more, case.thing)
        cursor = self._database.execute(
            "INSERT INTO occurrence (cause, node, detail, records, more, thing) VALUES (?, ?, ?, ?, ?, ?)", row
        )
        for key in told:
            self._listed[key, number] += 1
            self._database.execute("INSERT INTO listed VALUES (?, ?, ?)", (key, number, cursor.lastrowid))

    def _party(self, key: str) -> int:
        number = self._parties.get(key)
        if number is None:
            number = self._parties[key] = len(self._parties) + 1
            self._database.execute("INSERT INTO party VALUES (?, ?)", (number, key))
        return number

    def close(self, publication: str, committed: str, documents: int, triples: int, earlier: Path | None) -> None:
        """Write the counts and the history, which goes on from that of an earlier publication's folder."""
        try:
            counts = [(count, number) for number, count in self._cases.items()]
            self._database.executemany("UPDATE cause SET cases = ? WHERE id = ?", counts)
            rows = sorted((party, cause, count) for (party, cause), count in self._told.items())
            self._database.executemany("INSERT INTO counted VALUES (?, ?, ?)", rows)
            self._database.execute("COMMIT")
            self._database.execute(tables.INDEX)
            self._go_on(earlier)
            self._now((publication, committed, documents, triples))
            self._database.execute("VACUUM")
            self._database.close()
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
                raise  # the earlier account is damaged, for this one is new
            raise self._refused(error) from None

    def abandon(self) -> None:
        """Close the file as it is."""
        self._database.close()

    def _go_on(self, earlier: Path | None) -> None:
        file = earlier and earlier / tables.FILE
        if file is None or not file.is_file():
            return
        self._database.execute("ATTACH ? AS earlier", (f"{file.absolute().as_uri()}?mode=ro",))
        try:
            if self._database.execute("PRAGMA earlier.user_version").fetchone()[0] in (1, tables.VERSION):
                for table in ("history", "history_count"):
                    self._database.execute(
                        f"INSERT INTO main.{table} SELECT * FROM earlier.{table}"
                        " WHERE number > (SELECT max(number) FROM earlier.history) - ?",
                        (tables.REMEMBERED - 1,),
                    )
                self._forget()
        finally:
            self._database.execute("DETACH earlier")

    def _forget(self) -> None:
        """Forget parties that the publication does not describe any more: whoever was erased has no history here."""
        documents = self._file.with_name(layout.DOCUMENTS)
        if documents.is_file():
            self._database.execute("ATTACH ? AS packed", (f"{documents.absolute().as_uri()}?mode=ro",))
            self._database.execute(
                "DELETE FROM main.history_count WHERE party <> '' AND party NOT IN (SELECT key FROM packed.document)"
            )
            self._database.execute("DETACH packed")

    def _now(self, row: tuple[object, ...]) -> None:
        (number,) = self._database.execute("SELECT coalesce(max(number), 0) + 1 FROM history").fetchone()
        self._database.execute("INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?, ?)", (number, *row))
        self._database.executemany(
            "INSERT INTO history_count VALUES (?, '', ?, ?)",
            [(number, severity, count) for (_, severity), count in sorted(self._of_party.items())],
        )
        self._database.execute(
            "INSERT INTO history_count SELECT ?, party.key, severity, sum(counted.cases) FROM counted"
            " JOIN party ON party.id = party JOIN cause ON cause.id = cause GROUP BY party.key, severity",
            (number,),
        )

    def _refused(self, error: sqlite3.Error) -> PublicationError:
        return PublicationError(f"{self._file}: cannot be written ({error}); make room or mend the permissions")


def code(cause: Cause) -> str:
    """Give a short name that is the same in every publication.

    >>> code(Cause("Violation", "main", "urn:x:Hall", "", "ClassConstraintComponent"))
    'f8fd17f3d64b'
    """
    return hashlib.blake2b("\0".join(astuple(cause)).encode(), digest_size=6).hexdigest()
