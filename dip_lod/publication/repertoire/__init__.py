"""The repertoire of a publication: what played when and where, and who had which part in it, as tables.

Pages, search, figures and accounts ask it what would take many documents to find out; it says nothing that the
documents do not say.
"""
