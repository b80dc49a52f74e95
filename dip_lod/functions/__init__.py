"""The SPARQL functions of ours, `dip:…`: what a mapping cannot say in SPARQL alone."""
