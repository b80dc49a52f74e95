"""A publication: an immutable folder with all that the serve side reads."""
