"""The tables of audiences.sqlite: nothing in them is finer than what may be published."""

AUDIENCES = "audiences.sqlite"

SCHEMA = """
CREATE TABLE publication (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, as_of TEXT NOT NULL,
  committed TEXT NOT NULL, fewest INTEGER NOT NULL, left_out INTEGER NOT NULL);
CREATE TABLE scheme (code TEXT PRIMARY KEY, place INTEGER NOT NULL, nl TEXT NOT NULL, en TEXT NOT NULL,
  described_nl TEXT NOT NULL, described_en TEXT NOT NULL, stand_in INTEGER NOT NULL, licence TEXT NOT NULL,
  source TEXT NOT NULL);
CREATE TABLE grouping (scheme TEXT NOT NULL, code TEXT NOT NULL, place INTEGER NOT NULL, nl TEXT NOT NULL,
  en TEXT NOT NULL, defined_nl TEXT NOT NULL, defined_en TEXT NOT NULL, PRIMARY KEY (scheme, code)) WITHOUT ROWID;
CREATE TABLE likeness (scheme TEXT NOT NULL, code TEXT NOT NULL, predicate TEXT NOT NULL, other TEXT NOT NULL,
  justification TEXT NOT NULL, confidence TEXT NOT NULL, comment TEXT NOT NULL);
CREATE TABLE code (list TEXT NOT NULL, code TEXT NOT NULL, place INTEGER NOT NULL, nl TEXT NOT NULL, en TEXT NOT NULL,
  uri TEXT, PRIMARY KEY (list, code)) WITHOUT ROWID;
CREATE TABLE figure (scheme TEXT NOT NULL, season TEXT NOT NULL, cell TEXT NOT NULL, value INTEGER,
  since INTEGER NOT NULL, until INTEGER, PRIMARY KEY (scheme, season, cell, since)) WITHOUT ROWID;
CREATE TABLE held (scheme TEXT NOT NULL, season TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (scheme, season))
  WITHOUT ROWID;
"""
"""`publication`: each one that audiences are known of, up to the one whose folder this is; `left_out` counts rows of
deliveries about performances that do not count.

`scheme`, `grouping`, `likeness`: the schemes, their groups, and the crosswalks, as the configuration has them now.

`code`: disciplines, areas and seasons with their names and, where there is one, the thing of ours.

`figure`: every number that was ever given, from the publication `since` on, until (not in) the publication `until`;
`cell` is group, discipline and area with spaces between them; `value` is NULL where it is withheld.

`held`: seasons of which nothing (`small`, `open`), or nothing new (`earlier`), is given, and why.
"""
