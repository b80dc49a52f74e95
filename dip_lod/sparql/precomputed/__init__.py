"""Counts over everything, answered from what the build has counted (decision 0023)."""
