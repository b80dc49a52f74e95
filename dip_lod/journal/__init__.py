"""The journal: which publications there were, what each changed, and every version of every document."""
