"""Source files as streams of records: JSON, NDJSON, XML, CSV and RDF, never a whole file in memory."""
