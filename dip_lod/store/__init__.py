"""The triple stores behind the endpoint: Oxigraph in the publication's own folder, or any engine that speaks SPARQL."""
