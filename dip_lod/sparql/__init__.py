"""SPARQL 1.1 queries in worker processes that can be killed; knows no web framework."""
