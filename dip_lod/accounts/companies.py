"""Who has accounts: organizations that are the main producer of something, and people who are so by that role."""

import sqlite3

from dip_lod import uris

_COMPANIES = """
SELECT uri FROM name WHERE id IN (
  SELECT place FROM (SELECT d.place FROM document d WHERE d.kind = 'organization' AND d.place > :after AND EXISTS
    (SELECT 1 FROM credit c CROSS JOIN thing t ON t.id = c.subject
      WHERE c.agent = d.place AND c.role = 0 AND c.said = 'creator' AND t.kind = 'production')
    ORDER BY d.place LIMIT :limit)
  UNION SELECT c.agent FROM credit c JOIN document d ON d.place = c.agent
    WHERE c.role = :main AND d.kind = 'person' AND c.agent > :after)
ORDER BY id LIMIT :limit
"""


def companies(database: sqlite3.Connection, base: str, after: str = "", limit: int = 50) -> list[str]:
    """List their URIs by name, a page at a time; `after` is the last one of the page before."""
    given = {"after": _number(database, after) or 0, "main": main_producer(database, base), "limit": limit}
    return [row[0] for row in database.execute(_COMPANIES, given)]


def main_producer(database: sqlite3.Connection, base: str) -> int | None:
    """Find the number of the role of main producer; None where nobody has it."""
    return _number(database, uris.mint(base, "term", "role/hoofdproducent"))


def leads(database: sqlite3.Connection, base: str, person: int) -> bool:
    """Say whether a person is the main producer of something, by that role: who wrote a work is its creator too."""
    role = main_producer(database, base)
    query = "SELECT 1 FROM credit WHERE agent = ? AND role = ? LIMIT 1"
    return database.execute(query, (person, role)).fetchone() is not None


def _number(database: sqlite3.Connection, uri: str) -> int | None:
    row = database.execute("SELECT id FROM name WHERE uri = ?", (uri,)).fetchone()
    return int(row[0]) if row else None
