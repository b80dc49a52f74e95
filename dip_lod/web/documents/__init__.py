"""Things and the documents about them: pages, data, views, lists, and what became of them."""
