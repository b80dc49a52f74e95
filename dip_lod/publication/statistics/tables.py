"""The tables of statistics.sqlite."""

STATISTICS = "statistics.sqlite"

MAIN, RDA = "main", "rda"
"""Two scopes are the views; the others are the sources, by name: what the documents of a source say."""

LARGEST = 1000
"""Spaces of subjects that are told, the largest first: each thing with parts is a space."""

SCHEMA = """
CREATE TABLE total (scope TEXT PRIMARY KEY, triples INTEGER, subjects INTEGER, iris INTEGER, literals INTEGER);
CREATE TABLE class (scope TEXT, class TEXT, entities INTEGER, PRIMARY KEY (scope, class)) WITHOUT ROWID;
CREATE TABLE property (scope TEXT, property TEXT, triples INTEGER, entities INTEGER, objects INTEGER,
  PRIMARY KEY (scope, property)) WITHOUT ROWID;
CREATE TABLE class_property (scope TEXT, class TEXT, property TEXT, triples INTEGER, entities INTEGER, objects INTEGER,
  PRIMARY KEY (scope, class, property)) WITHOUT ROWID;
CREATE TABLE class_property_datatype (scope TEXT, class TEXT, property TEXT, datatype TEXT, triples INTEGER,
  PRIMARY KEY (scope, class, property, datatype)) WITHOUT ROWID;
CREATE TABLE class_property_language (scope TEXT, class TEXT, property TEXT, language TEXT, triples INTEGER,
  objects INTEGER, PRIMARY KEY (scope, class, property, language)) WITHOUT ROWID;
CREATE TABLE class_property_object_class (scope TEXT, class TEXT, property TEXT, object_class TEXT, triples INTEGER,
  PRIMARY KEY (scope, class, property, object_class)) WITHOUT ROWID;
CREATE TABLE datatype (scope TEXT, datatype TEXT, triples INTEGER, PRIMARY KEY (scope, datatype)) WITHOUT ROWID;
CREATE TABLE language (scope TEXT, language TEXT, triples INTEGER, PRIMARY KEY (scope, language)) WITHOUT ROWID;
CREATE TABLE licence (scope TEXT, licence TEXT, triples INTEGER, PRIMARY KEY (scope, licence)) WITHOUT ROWID;
CREATE TABLE subject_space (scope TEXT, space TEXT, entities INTEGER, PRIMARY KEY (scope, space)) WITHOUT ROWID;
CREATE TABLE object_space (scope TEXT, space TEXT, triples INTEGER, PRIMARY KEY (scope, space)) WITHOUT ROWID;
"""
"""`iris` and `literals` are distinct objects, as `objects` are. A space is all of a URI but its last name: of a subject
what precedes it with `/` or `#`, of an object with `/` alone, as NDE's Dataset Knowledge Graph counts them."""
