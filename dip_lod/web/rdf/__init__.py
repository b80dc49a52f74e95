"""A document's statements: by subject, in the forms of RDF, by profile, and as markup for search engines."""
