"""OAI-PMH 2.0: what a harvester of metadata asks, and what we answer.

The journal is the list: a record's datestamp is the moment of the publication that last changed it.
"""
