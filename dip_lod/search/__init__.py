"""The search index of a publication: its names and its facets, in search.sqlite.

Written in the build from the publication's own tables, read by the site; it says nothing that the documents do not say.
"""
