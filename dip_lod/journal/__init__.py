"""The journal: which publications there were, and which one is current."""
