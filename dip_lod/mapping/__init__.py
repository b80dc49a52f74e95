"""Mapping: from lifted records to schema.org, by the CONSTRUCT queries of each source."""
