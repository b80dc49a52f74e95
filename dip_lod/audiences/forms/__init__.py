"""Audiences as data: RDF Data Cube, CSV with its metadata, JSON-stat, and the schemes as SKOS and SSSOM."""
