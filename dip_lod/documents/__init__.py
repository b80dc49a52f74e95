"""Documents: statements brought together by subject, and settled where records disagree."""
