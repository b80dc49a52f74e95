"""Search for people, and reconciliation for programs."""
