"""Reconciliation: names that others have, against the things that we know (W3C Reconciliation Service API)."""
