"""The data model as documentation: read from the shapes, ontology, mappings and rules that the build itself obeys."""
