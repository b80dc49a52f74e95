"""The tables of figures.sqlite."""

FIGURES = "figures.sqlite"

SCHEMA = """
CREATE TABLE publication (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, as_of TEXT NOT NULL,
  committed TEXT NOT NULL, sized INTEGER NOT NULL);
CREATE TABLE code (list TEXT NOT NULL, code TEXT NOT NULL, place INTEGER NOT NULL, nl TEXT NOT NULL, en TEXT NOT NULL,
  uri TEXT, PRIMARY KEY (list, code)) WITHOUT ROWID;
CREATE TABLE figure (cube TEXT NOT NULL, key TEXT NOT NULL, value REAL, since INTEGER NOT NULL, until INTEGER,
  PRIMARY KEY (cube, key, since)) WITHOUT ROWID;
"""
SIZED = "CREATE TABLE IF NOT EXISTS sized (municipality TEXT PRIMARY KEY, size TEXT NOT NULL) WITHOUT ROWID"
"""`publication`: each one that figures are known of, up to the one whose folder this is.

`code`: the codes of each list, with their names and, where there is one, the thing of ours that they are about.

`figure`: every figure that ever was, from the publication `since` on, until (not in) the publication `until`; `key` is
its codes in the order of the cube's dimensions, with spaces between them; `value` is NULL where it is withheld.

`sized`: the class of size of each municipality that the publication names and the table of inhabitants has.
"""
