"""The companies that have accounts: organizations that are the main producer of something."""

import sqlite3

_COMPANIES = (
    "SELECT n.uri FROM document d JOIN name n ON n.id = d.place WHERE d.kind = 'organization' AND d.place > coalesce("
    "(SELECT id FROM name WHERE uri = :after), 0) AND EXISTS"
    " (SELECT 1 FROM credit c WHERE c.agent = d.place AND c.role = 0 AND c.said = 'creator')"
    " ORDER BY d.place LIMIT :limit"
)


def companies(database: sqlite3.Connection, after: str = "", limit: int = 50) -> list[str]:
    """List their URIs by name, a page at a time; `after` is the last one of the page before."""
    return [row[0] for row in database.execute(_COMPANIES, {"after": after, "limit": limit})]
