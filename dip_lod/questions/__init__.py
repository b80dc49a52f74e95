"""Questions for researchers: site/queries/*.rq, read, filled in and written out."""
