"""Words and values in the reader's language."""
