"""The forms in which a cube of figures is published: RDF Data Cube, CSV with its metadata, JSON-stat."""
